package io.hyperslab.internal.layout;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.selection.VirtualMappingList;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.index.ChunkIndex;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.index.ChunkVisitor;
import io.hyperslab.internal.index.UnallocatedChunkIndex;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.DatasetModel.ExternalFile;
import io.hyperslab.internal.pipeline.FilterPipeline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a dataset's elements are: the layout message, with all that it leads to.
public sealed interface Layout {
  /// The name of what the layout comes from.
  String STRUCTURE = "data layout message";

  /// In the object header.
  ///
  /// @param data the elements; not to be modified
  record Compact(byte[] data) implements Layout {}

  /// In one piece of the file.
  ///
  /// @param address where it starts, or undefined when nothing was ever written
  /// @param size its bytes as the message says, or [DataLayoutMessage.Contiguous#UNKNOWN_SIZE]
  record Contiguous(long address, long size) implements Layout {}

  /// In files of raw data.
  ///
  /// @param files the parts, one after the other
  record External(List<ExternalFile> files) implements Layout {}

  /// In chunks.
  ///
  /// @param geometry sizes of dataset, chunk and element
  /// @param table finds a chunk
  /// @param pipeline the filters of the chunks
  /// @param partialUnfiltered whether chunks that reach beyond the dataset's edge skip the filters
  record Chunked(
      ChunkGeometry geometry, ChunkTable table, FilterPipeline pipeline, boolean partialUnfiltered)
      implements Layout {
    private static final long NO_FILTER = 0xffff_ffffL;

    /// A copy of the size of a chunk in elements.
    public long[] chunkShape() {
      return geometry.chunkDims().clone();
    }

    /// What finds a chunk that is not remembered.
    public ChunkIndex index() {
      return table.index();
    }

    /// Whether no chunk was ever stored.
    public boolean isUnallocated() {
      return index() instanceof UnallocatedChunkIndex;
    }

    /// The chunk at a position in units of chunks, if it is stored.
    public Optional<ChunkRecord> find(long[] scaled) {
      return Optional.ofNullable(place(scaled)).map(ChunkTable.Place::chunk);
    }

    /// The same with what is remembered of it.
    public ChunkTable.@Nullable Place place(long[] scaled) {
      return table.find(scaled);
    }

    /// Visits all stored chunks.
    public void forEach(ChunkVisitor visitor) {
      index().forEach(visitor);
    }

    /// A chunk's first element.
    public long[] offset(ChunkRecord chunk) {
      long[] offset = new long[geometry.rank()];
      for (int axis = 0; axis < offset.length; axis++) {
        offset[axis] = chunk.scaled()[axis] * geometry.chunkDims()[axis];
      }
      return offset;
    }

    /// Bit `n` set: filter `n` was not applied to this chunk.
    public long skippedFilters(ChunkRecord chunk) {
      if (isUnfiltered(chunk.scaled())) {
        return NO_FILTER;
      }
      return Integer.toUnsignedLong(chunk.filterMask());
    }

    /// Whether a chunk's bytes are its elements as they are.
    public boolean isPlain(ChunkRecord chunk) {
      long all = (1L << pipeline.stages().size()) - 1;
      return (skippedFilters(chunk) & all) == all;
    }

    /// Whether the chunk at a position skips the filters because it reaches beyond the edge.
    public boolean isUnfiltered(long[] scaled) {
      return partialUnfiltered && reachesBeyondEdge(scaled);
    }

    /// Whether a part of the chunk at a position lies outside of the dataset.
    public boolean reachesBeyondEdge(long[] scaled) {
      for (int axis = 0; axis < geometry.rank(); axis++) {
        long begin = scaled[axis] * geometry.chunkDims()[axis];
        if (geometry.dims()[axis] - begin < geometry.chunkDims()[axis]) {
          return true;
        }
      }
      return false;
    }

    /// Whether a part of the chunk at a position lies inside of the dataset.
    public boolean isInside(long[] scaled) {
      for (int axis = 0; axis < geometry.rank(); axis++) {
        if (scaled[axis] >= geometry.chunkCounts()[axis]) {
          return false;
        }
      }
      return true;
    }

    /// The size of the part of the chunk at a position that lies inside of the dataset.
    public long[] insideOf(long[] scaled) {
      long[] inside = new long[scaled.length];
      for (int axis = 0; axis < inside.length; axis++) {
        long begin = scaled[axis] * geometry.chunkDims()[axis];
        inside[axis] = Math.min(geometry.chunkDims()[axis], geometry.dims()[axis] - begin);
      }
      return inside;
    }

    /// The same chunks under another extent.
    public Chunked withShape(long[] shape) {
      ChunkGeometry changed =
          new ChunkGeometry(
              shape,
              geometry.maxDims(),
              geometry.chunkDims(),
              geometry.elementSize(),
              geometry.filtered());
      return new Chunked(changed, table.withShape(changed), pipeline, partialUnfiltered);
    }
  }

  /// In other datasets.
  ///
  /// @param mappings in stored order
  record Virtual(List<VirtualMapping> mappings) implements Layout {}

  /// The layout of a dataset. Reads what its message points to, but no element.
  static Layout of(DatasetModel dataset) {
    DataLayoutMessage message = dataset.layoutMessage();
    if (message instanceof DataLayoutMessage.Contiguous contiguous) {
      return dataset
          .externalFiles()
          .<Layout>map(External::new)
          .orElseGet(() -> new Contiguous(contiguous.address(), contiguous.size()));
    }
    if (message instanceof DataLayoutMessage.Chunked chunked) {
      return chunked(dataset, chunked);
    }
    return message instanceof DataLayoutMessage.Compact compact
        ? new Compact(compact.data())
        : new Virtual(mappings(dataset, (DataLayoutMessage.Virtual) message));
  }

  private static Layout chunked(DatasetModel dataset, DataLayoutMessage.Chunked message) {
    Dataspace space = dataset.dataspace();
    if (message.elementSize() != dataset.datatype().size()) {
      throw new MalformedFileException(
          STRUCTURE,
          dataset.address(),
          "element size",
          String.valueOf(message.elementSize()),
          "the datatype's, " + dataset.datatype().size());
    }
    FilterPipeline pipeline = dataset.pipeline();
    try {
      ChunkGeometry geometry =
          new ChunkGeometry(
              space.shape(),
              space.maxShape(),
              message.chunkDimensions(),
              message.elementSize(),
              !pipeline.stages().isEmpty());
      ChunkIndex index = ChunkIndexes.open(dataset.file(), message, geometry);
      return new Chunked(
          geometry,
          new ChunkTable(index, geometry, dataset.file().reader().cache()),
          pipeline,
          message.partialChunksUnfiltered());
    } catch (Hdf5Exception e) {
      throw e.inStructure(STRUCTURE, dataset.address());
    }
  }

  private static List<VirtualMapping> mappings(
      DatasetModel dataset, DataLayoutMessage.Virtual message) {
    if (!Address.isDefined(message.heapAddress())) {
      return List.of();
    }
    try {
      return VirtualMappingList.decode(
              dataset.file().globalHeap().object(message.heapAddress(), message.heapIndex()))
          .mappings()
          .stream()
          .map(VirtualMapping::of)
          .toList();
    } catch (Hdf5Exception e) {
      throw e.inStructure(STRUCTURE, dataset.address());
    }
  }
}
