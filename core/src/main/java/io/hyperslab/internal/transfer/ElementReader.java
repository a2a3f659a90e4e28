package io.hyperslab.internal.transfer;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.ChunkTable;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads single elements of a dataset, as it was at one version of its file. Everything that is the
/// same for all elements is found out once, and nothing is resolved for one of them. Safe for use
/// by any number of threads.
public final class ElementReader {
  /// The largest element that is read this way.
  private static final int LARGEST = 8192;

  private final DatasetModel dataset;
  private final Layout layout;
  private final Datatype type;
  private final long version;
  private final long[] shape;
  private final int elementSize;
  private final boolean readable;
  private final MemorySegment unwritten;

  /// Of chunked datasets.
  private final @Nullable ChunkSource source;

  private final boolean keeps;

  /// Bytes that are read in the time that a request takes anyway.
  private final long requestCost;

  /// Made on first use, since it may be refused; making it twice does no harm.
  private volatile @Nullable NumberCodec codec;

  /// @param version of the dataset with this layout
  ElementReader(DatasetModel dataset, Layout layout, long version) {
    this.dataset = dataset;
    this.layout = layout;
    this.type = dataset.datatype();
    this.version = version;
    this.shape = dataset.dataspace().shape();
    this.readable = !dataset.dataspace().isNull() && type.size() <= LARGEST && isHere();
    this.elementSize = readable ? (int) type.size() : 0;
    this.unwritten = MemorySegment.ofArray(new byte[elementSize]);
    this.source = layout instanceof Layout.Chunked chunks ? new ChunkSource(dataset, chunks) : null;
    // Others change chunks without filters where they are, if there are others.
    this.keeps = source != null && source.hasRoomFor(1) && !dataset.file().settings().swmrRead();
    this.requestCost = dataset.file().reader().requestCost();
    if (readable) {
      new Fill(dataset.unwrittenValue()).fill(unwritten);
    }
  }

  /// Whether all elements are in this file, as far as the layout says.
  private boolean isHere() {
    long needed = Saturated.multiply(dataset.dataspace().elementCount(), type.size());
    return switch (layout) {
      case Layout.Compact(byte[] data) -> data.length >= needed;
      case Layout.Contiguous(long _, long size) ->
          (size == DataLayoutMessage.Contiguous.UNKNOWN_SIZE || size >= needed)
              && needed < Long.MAX_VALUE;
      case Layout.Chunked _ -> true;
      case Layout.External _, Layout.Virtual _ -> false;
    };
  }

  /// The version of the dataset that it reads.
  long version() {
    return version;
  }

  /// Whether the elements are numbers.
  public boolean areNumbers() {
    return NumberCodec.isNumber(type);
  }

  /// Tells what the bytes of an element say, which is a number.
  ///
  /// @throws Hdf5Exception if the datatype is beyond what is decoded
  public NumberCodec codec() {
    NumberCodec known = codec;
    if (known == null) {
      known = NumberCodec.of(type);
      codec = known;
    }
    return known;
  }

  /// The bytes of an element, not to be written to.
  ///
  /// @param index as many as there are dimensions; negative ones count from the end
  /// @return nothing if there is no such element, or it is not so easily read: the general way of
  ///   reading has the answer
  public @Nullable MemorySegment read(long[] index) {
    if (!readable || index.length != shape.length) {
      return null;
    }
    long[] at = new long[shape.length];
    long number = 0;
    for (int axis = 0; axis < at.length; axis++) {
      at[axis] = index[axis] < 0 ? index[axis] + shape[axis] : index[axis];
      if (at[axis] < 0 || at[axis] >= shape[axis]) {
        return null;
      }
      number = number * shape[axis] + at[axis];
    }
    return switch (layout) {
      case Layout.Compact(byte[] data) ->
          MemorySegment.ofArray(data).asSlice(number * elementSize, elementSize);
      case Layout.Contiguous(long address, long _) ->
          Address.isDefined(address)
              ? stored(Saturated.add(address, number * elementSize), "contiguous data")
              : unwritten;
      case Layout.Chunked chunks -> ofChunk(chunks, at);
      case Layout.External _, Layout.Virtual _ -> null;
    };
  }

  private MemorySegment stored(long address, String structure) {
    MemorySegment element = MemorySegment.ofArray(new byte[elementSize]);
    dataset.file().reader().readRawPart(address, element, structure);
    return element;
  }

  private @Nullable MemorySegment ofChunk(Layout.Chunked chunks, long[] at) {
    ChunkSource chunkSource = source;
    if (chunks.isUnallocated() || chunkSource == null) {
      return unwritten;
    }
    long[] chunkShape = chunks.geometry().chunkDims();
    long offset = 0;
    for (int axis = 0; axis < at.length; axis++) {
      long scaled = at[axis] / chunkShape[axis];
      offset = offset * chunkShape[axis] + (at[axis] - scaled * chunkShape[axis]);
      at[axis] = scaled;
    }
    ChunkTable.Place place = chunks.place(at);
    return place == null ? unwritten : ofChunk(chunks, chunkSource, place, offset);
  }

  /// @param number that of the element in the chunk
  private MemorySegment ofChunk(
      Layout.Chunked chunks, ChunkSource chunkSource, ChunkTable.Place place, long number) {
    ChunkRecord chunk = place.chunk();
    try {
      MemorySegment elements = chunkSource.kept(chunk);
      if (elements == null && chunks.isPlain(chunk)) {
        chunkSource.requireSize(chunk);
        if (!keeps || place.waste(requestCost) < chunkSource.chunkBytes()) {
          return stored(chunk.address() + number * elementSize, ChunkSource.STRUCTURE);
        }
      }
      MemorySegment kept = elements == null ? chunkSource.keep(chunk) : elements;
      return kept.asSlice(chunkSource.keptRows().place(number) * elementSize, elementSize);
    } catch (Hdf5Exception e) {
      throw chunkSource.located(e, chunk);
    }
  }
}
