package io.hyperslab.internal.transfer;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.ByteRange;
import io.hyperslab.internal.layout.ExternalBytes;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.layout.VirtualMapping;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.model.DatasetModel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the elements of one dataset. Safe for use by any number of threads.
public final class DatasetReader {
  private static final String STRUCTURE = "dataset";
  private static final String RAW_DATA = "contiguous data";

  /// The most bytes of a dataset that is short.
  private static final long SHORT = 1 << 11;

  private final DatasetModel dataset;

  /// How the dataset was reached; null if not through another one.
  private final @Nullable VirtualChain chain;

  /// A layout, and the version of the file in which it was so.
  private record Seen(Layout layout, long version) {}

  /// Made on first use and when the file has changed; making it twice does no harm.
  private volatile @Nullable Seen seen;

  /// Likewise.
  private volatile @Nullable ElementReader elements;

  /// A reader of a dataset that nobody refers to yet.
  public DatasetReader(DatasetModel dataset) {
    this.dataset = dataset;
    this.chain = null;
  }

  /// @param chain how the dataset was reached
  DatasetReader(DatasetModel dataset, VirtualChain chain) {
    this.dataset = dataset;
    this.chain = chain;
  }

  /// The dataset.
  public DatasetModel dataset() {
    return dataset;
  }

  /// How the dataset was reached; a new chain begins with each request to one that a user opened.
  VirtualChain chain() {
    VirtualChain reached = chain;
    return reached == null || reached.depth() == 0
        ? VirtualChain.start(dataset.file().settings().limits())
        : reached;
  }

  /// Where its elements are.
  public Layout layout() {
    long version = dataset.version();
    Seen known = seen;
    if (known == null || known.version() != version) {
      known = new Seen(Layout.of(dataset), version);
      seen = known;
    }
    return known.layout();
  }

  /// Reads single elements of it.
  public ElementReader elements() {
    long version = dataset.version();
    ElementReader known = elements;
    if (known == null || known.version() != version) {
      known = new ElementReader(dataset, layout(), version);
      elements = known;
    }
    return known;
  }

  /// Its layout, if it is chunked.
  public Optional<Layout.Chunked> chunked() {
    return layout() instanceof Layout.Chunked chunked ? Optional.of(chunked) : Optional.empty();
  }

  /// Its mappings; none unless it is virtual.
  public List<VirtualMapping> mappings() {
    return layout() instanceof Layout.Virtual virtual ? virtual.mappings() : List.of();
  }

  /// Size and shape. A virtual dataset with unlimited mappings is as large as its sources make it.
  public Dataspace dataspace() {
    Dataspace stored = dataset.dataspace();
    return layout() instanceof Layout.Virtual virtual
        ? new VirtualSources(this, virtual).extent(stored)
        : stored;
  }

  /// Its fill value, one element.
  public NdArray fillArray() {
    MemorySegment element = allocate(dataset.datatype().size());
    new Fill(dataset.fill().value()).fill(element);
    return NdArray.of(element, dataset.datatype(), new long[0], dataset.file().heapData());
  }

  /// Bytes of raw data allocated in this file or its external files.
  public long storageSize() {
    return switch (layout()) {
      case Layout.Compact compact -> compact.data().length;
      case Layout.Contiguous contiguous ->
          !Address.isDefined(contiguous.address())
              ? 0
              : contiguous.size() == DataLayoutMessage.Contiguous.UNKNOWN_SIZE
                  ? size(dataset.dataspace().elementCount())
                  : contiguous.size();
      case Layout.Chunked chunked -> {
        long[] sum = new long[1];
        chunked.forEach(chunk -> sum[0] += chunk.storedSize());
        yield sum[0];
      }
      case Layout.External _ -> size(dataset.dataspace().elementCount());
      case Layout.Virtual _ -> 0;
    };
  }

  /// The address of the first element, if the elements are in one piece of this file.
  public OptionalLong dataAddress() {
    return layout() instanceof Layout.Contiguous(long address, long _) && Address.isDefined(address)
        ? OptionalLong.of(address)
        : OptionalLong.empty();
  }

  /// Where the index of the chunks is, or what stands in its place, if there is anything.
  public OptionalLong chunkIndexAddress() {
    return dataset.layoutMessage() instanceof DataLayoutMessage.Chunked chunked
            && Address.isDefined(chunked.address())
        ? OptionalLong.of(chunked.address())
        : OptionalLong.empty();
  }

  /// How many chunks are stored.
  public long storedChunkCount() {
    long[] count = new long[1];
    chunked().ifPresent(chunks -> chunks.forEach(_ -> count[0]++));
    return count[0];
  }

  /// The chunk that an element is in, if it is stored.
  ///
  /// @throws IllegalStateException if the dataset is not chunked
  /// @throws IndexOutOfBoundsException if the element lies outside the dataset
  public Optional<ChunkRecord> chunkOf(long... element) {
    Layout.Chunked chunks =
        chunked().orElseThrow(() -> new IllegalStateException("the dataset is not chunked"));
    long[] shape = dataspace().shape();
    if (element.length != shape.length) {
      throw new IllegalArgumentException(
          element.length + " indices for an element of " + shape.length + " dimensions");
    }
    long[] scaled = resolve(Selection.at(element)).low();
    for (int axis = 0; axis < scaled.length; axis++) {
      scaled[axis] /= chunks.geometry().chunkDims()[axis];
    }
    return chunks.find(scaled);
  }

  /// The stored bytes of the chunk that an element is in, if it is stored; fails as
  /// [#chunkOf(long...)] does.
  public Optional<MemorySegment> rawChunk(long... element) {
    return chunkOf(element).map(this::rawChunk);
  }

  /// The stored bytes of a chunk of its layout.
  public MemorySegment rawChunk(ChunkRecord chunk) {
    Layout.Chunked chunks =
        chunked().orElseThrow(() -> new IllegalStateException("the dataset is not chunked"));
    return new ChunkSource(dataset, chunks).stored(chunk);
  }

  /// The elements that a selection takes.
  ///
  /// @throws IndexOutOfBoundsException if it reaches beyond the shape
  public ResolvedSelection resolve(Selection selection) {
    return selection.resolve(dataspace().shape());
  }

  /// Size and shape of what a selection takes.
  ///
  /// @throws IndexOutOfBoundsException if it reaches beyond the shape
  public Dataspace extent(Selection selection) {
    return dataspace().select(selection);
  }

  /// The selected elements.
  public NdArray read(Selection selection) {
    Dataspace space = dataspace();
    if (space.isNull()) {
      space.select(selection);
      return NdArray.of(
          MemorySegment.ofArray(new byte[0]),
          dataset.datatype(),
          new long[] {0},
          dataset.file().heapData());
    }
    return read(selection.resolve(space.shape()), space);
  }

  /// The selected elements.
  ///
  /// @throws IllegalArgumentException if the selection was resolved for another shape
  public NdArray read(ResolvedSelection selection) {
    return read(selection, dataspace());
  }

  private NdArray read(ResolvedSelection selection, Dataspace space) {
    requireShape(selection, space);
    return read(selection, allocate(size(selection.elementCount())));
  }

  /// The selected elements, in memory of exactly their size.
  NdArray read(ResolvedSelection selection, MemorySegment target) {
    IndirectData indirect = transfer(selection, target);
    return NdArray.of(target, dataset.datatype(), selection.resultShape(), indirect);
  }

  /// The elements of several selections, each as [#read(Selection)] gives them. What they share of
  /// a chunked dataset is decoded once, and all of it on all cores.
  ///
  /// @throws LimitExceededException if they are together more than a read may return
  public List<NdArray> readAll(List<Selection> selections) {
    if (!(layout() instanceof Layout.Chunked chunks) || dataspace().isNull()) {
      return selections.stream().map(this::read).toList();
    }
    List<ResolvedSelection> resolved = new ArrayList<>();
    long elementCount = 0;
    for (Selection selection : selections) {
      ResolvedSelection one = resolve(selection);
      resolved.add(one);
      elementCount = Saturated.add(elementCount, one.elementCount());
    }
    requireAllowed(size(elementCount));
    List<MemorySegment> targets = new ArrayList<>();
    for (ResolvedSelection one : resolved) {
      targets.add(allocate(size(one.elementCount())));
    }
    chunkedReader(chunks).readAll(resolved, targets);
    List<NdArray> arrays = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      arrays.add(
          NdArray.of(
              targets.get(i),
              dataset.datatype(),
              resolved.get(i).resultShape(),
              dataset.file().heapData()));
    }
    return arrays;
  }

  /// Reads the selected elements into memory of their size.
  ///
  /// @throws IllegalArgumentException if it has another size
  public void readInto(MemorySegment target, Selection selection) {
    Dataspace space = dataspace();
    if (space.isNull()) {
      space.select(selection);
      requireSize(target, 0);
      return;
    }
    readInto(target, selection.resolve(space.shape()));
  }

  /// Reads the selected elements into memory of their size.
  ///
  /// @param selection resolved for the shape
  public void readInto(MemorySegment target, ResolvedSelection selection) {
    requireSize(target, size(selection.elementCount()));
    transfer(selection, target);
  }

  private static void requireShape(ResolvedSelection selection, Dataspace space) {
    if (!Arrays.equals(selection.shape(), space.shape())) {
      throw new IllegalArgumentException(
          "selection of shape "
              + Arrays.toString(selection.shape())
              + " for a dataset of shape "
              + Arrays.toString(space.shape()));
    }
  }

  private static void requireSize(MemorySegment target, long size) {
    if (target.byteSize() != size) {
      throw new IllegalArgumentException(
          "memory has " + target.byteSize() + " bytes, the selected elements " + size);
    }
  }

  private long size(long elements) {
    long elementSize = dataset.datatype().size();
    if (elements != 0 && elementSize > Long.MAX_VALUE / elements) {
      throw new LimitExceededException(
          STRUCTURE, dataset.address(), "size", "2^63 bytes or more", "less than 2^63");
    }
    return elements * elementSize;
  }

  /// Memory for elements of any datatype that one read returns, all zero.
  ///
  /// @throws LimitExceededException if they are more than a read may return
  public MemorySegment allocate(long elements, Datatype type) {
    return allocate(Saturated.multiply(elements, type.size()));
  }

  /// Checks that a read may return so many elements of any datatype.
  ///
  /// @throws LimitExceededException if they are too many
  public void requireAllowed(long elements, Datatype type) {
    requireAllowed(Saturated.multiply(elements, type.size()));
  }

  private MemorySegment allocate(long size) {
    requireAllowed(size);
    return Memory.allocate(size, STRUCTURE, dataset.address());
  }

  /// Checks that a read may return as many bytes as some stored elements have.
  ///
  /// @throws LimitExceededException if they are too many
  public void requireAllowed(ResolvedSelection selection) {
    requireAllowed(size(selection.elementCount()));
  }

  private void requireAllowed(long size) {
    long limit = dataset.file().settings().limits().result();
    if (size > limit) {
      throw new LimitExceededException(
          STRUCTURE,
          dataset.address(),
          "size of the result",
          size + " bytes",
          "at most " + limit + ", the limit for one read");
    }
  }

  private Fill fill() {
    return new Fill(dataset.unwrittenValue());
  }

  /// Reads the selected elements into memory of exactly their size.
  ///
  /// @return the variable-length data that the elements describe
  private IndirectData transfer(ResolvedSelection selection, MemorySegment target) {
    IndirectData own = dataset.file().heapData();
    if (target.byteSize() == 0) {
      return own;
    }
    Layout layout = layout();
    if (layout instanceof Layout.Contiguous stored) {
      contiguous(stored.address(), stored.size(), selection, target);
    } else if (layout instanceof Layout.Chunked chunked) {
      chunkedReader(chunked).read(selection, target);
    } else if (layout instanceof Layout.Compact compact) {
      compact(compact.data(), selection, target);
    } else if (layout instanceof Layout.External external) {
      external(new ExternalBytes(dataset, external.files()), selection, target);
    } else {
      return new VirtualSources(this, (Layout.Virtual) layout).read(selection, fill(), target);
    }
    return own;
  }

  /// Whether all elements are so few, and stored in such a way, that [#readShort(MemorySegment)] is
  /// a way to read them.
  ///
  /// @param space of the dataset
  public boolean isShort(Dataspace space) {
    return layout() instanceof Layout.Contiguous(long address, long _)
        && Address.isDefined(address)
        && size(space.elementCount()) <= SHORT;
  }

  /// Reads all elements of a short dataset: nothing is worth planning.
  ///
  /// @param target of exactly their size
  public void readShort(MemorySegment target) {
    if (layout() instanceof Layout.Contiguous(long address, long stored)) {
      requireRoom(stored);
      requireAllowed(target.byteSize());
      if (target.byteSize() > 0) {
        dataset.file().reader().readRaw(address, target, RAW_DATA);
      }
    }
  }

  private void compact(byte[] data, ResolvedSelection selection, MemorySegment target) {
    MemorySegment source = MemorySegment.ofArray(data);
    requireRoom(data.length);
    readRuns(
        selection,
        (offset, part) -> MemorySegment.copy(source, offset, part, 0, part.byteSize()),
        target);
  }

  private ChunkedReader chunkedReader(Layout.Chunked chunked) {
    return new ChunkedReader(dataset, chunked, new ChunkSource(dataset, chunked), fill());
  }

  /// The bytes of elements that are stored in one piece, to be read in parts; nothing if they are
  /// not, or if there are none.
  ///
  /// @param from where they begin
  /// @param length bytes of all that are going to be read
  Optional<ByteRange> adjoining(long from, long length) {
    if (!(layout() instanceof Layout.Contiguous(long address, long size))
        || !Address.isDefined(address)) {
      return Optional.empty();
    }
    requireRoom(size);
    return Optional.of(stored(address + from, length));
  }

  /// Raw data in one piece. What lies beside a small dataset is read with it, and often wanted
  /// next; what lies beside a part is not.
  private ByteRange stored(long address, long length) {
    MetadataReader reader = dataset.file().reader();
    return length == size(dataset.dataspace().elementCount())
        ? (offset, part) -> reader.readRaw(address + offset, part, RAW_DATA)
        : (offset, part) -> reader.readRawPart(address + offset, part, RAW_DATA);
  }

  private void contiguous(
      long address, long size, ResolvedSelection selection, MemorySegment target) {
    if (!Address.isDefined(address)) {
      fill().fill(target);
      return;
    }
    requireRoom(size);
    readRuns(selection, stored(address, target.byteSize()), target);
  }

  private void external(ExternalBytes source, ResolvedSelection selection, MemorySegment target) {
    try {
      readRuns(selection, source, target);
    } catch (ExternalFileException e) {
      if (!dataset.file().settings().fillMissingRawData()) {
        throw e;
      }
      fill().fill(target);
    }
  }

  private void readRuns(ResolvedSelection selection, ByteRange source, MemorySegment target) {
    new RunTransfer(
            dataset.file().settings().parallelism(),
            source,
            dataset.file().reader().requestCost(),
            dataset.datatype().size(),
            target)
        .read(selection);
  }

  /// Elements that the layout says are stored must be.
  ///
  /// @return bytes of all elements
  public long requireRoom(long stored) {
    long needed = size(dataset.dataspace().elementCount());
    if (stored != DataLayoutMessage.Contiguous.UNKNOWN_SIZE && stored < needed) {
      throw new MalformedFileException(
          "data layout message",
          dataset.address(),
          "size of the raw data",
          stored + " bytes",
          "at least " + needed + ", what dataspace and datatype say");
    }
    return needed;
  }

  /// The datatype of the elements.
  Datatype datatype() {
    return dataset.datatype();
  }
}
