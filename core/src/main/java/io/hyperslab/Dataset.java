package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.transfer.DatasetReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A dataset: elements of one datatype in the shape of a dataspace.
///
/// ```java
/// double[] all = dataset.readDoubles();
/// float[][] tile = dataset.read(float[][].class, Selection.of("3, :64, :64"));
/// Weather[] rows = dataset.read(Weather[].class);
/// ```
///
/// A read touches only what the selection needs. One that would return more bytes than
/// [io.hyperslab.error.Limits#result()] is refused before anything is allocated; [#rows()] and
/// [#chunks()] go through any dataset in little memory.
public final class Dataset extends Hdf5Object implements TypedData {
  private final DatasetReader reader;

  Dataset(Hdf5File file, DatasetReader reader, String path) {
    super(file, reader.dataset(), path);
    this.reader = reader;
  }

  private DatasetModel dataset() {
    return reader.dataset();
  }

  @Override
  public Datatype datatype() {
    return guarded(dataset()::datatype);
  }

  /// The committed datatype that the dataset shares, if it does.
  public Optional<ObjectReference> committedDatatype() {
    return guarded(() ->
        dataset().committedDatatype().map(file().model()::storedAddress).map(ObjectReference::new));
  }

  /// The extent of the elements. That of a virtual dataset with unlimited mappings depends on its
  /// sources as they are now.
  @Override
  public Dataspace dataspace() {
    return guarded(reader::dataspace);
  }

  /// The sizes of the dimensions, slowest first; no dimensions for a scalar or null dataspace.
  public long[] shape() {
    return dataspace().shape();
  }

  /// What the dimensions may grow to; [Dataspace#UNLIMITED] for any size.
  public long[] maxShape() {
    return dataspace().maxShape();
  }

  /// The number of elements.
  public long size() {
    return dataspace().elementCount();
  }

  /// Where the elements are.
  public StorageLayout layout() {
    return guarded(() ->
        switch (reader.layout()) {
          case Layout.Compact _ -> StorageLayout.COMPACT;
          case Layout.Contiguous _, Layout.External _ -> StorageLayout.CONTIGUOUS;
          case Layout.Chunked _ -> StorageLayout.CHUNKED;
          case Layout.Virtual _ -> StorageLayout.VIRTUAL;
        });
  }

  /// The shape of a chunk, if the dataset is chunked.
  public Optional<long[]> chunkShape() {
    return guarded(reader::chunked).map(Layout.Chunked::chunkShape);
  }

  /// The filters that chunks pass when they are written, in that order.
  public List<FilterInfo> filters() {
    return guarded(dataset()::filters).stream()
        .map(filter ->
            new FilterInfo(
                filter.id(),
                filter.name(),
                filter.optional(),
                filter.flags(),
                java.util.Arrays.stream(filter.clientData()).boxed().toList()))
        .toList();
  }

  /// What elements read as that were never written.
  public FillValue fillValue() {
    return guarded(() -> {
      FillValue.State state =
          switch (dataset().fill().state()) {
            case UNDEFINED -> FillValue.State.UNDEFINED;
            case DEFAULT -> FillValue.State.DEFAULT;
            case USER_DEFINED -> FillValue.State.USER_DEFINED;
          };
      Optional<NdArray> value =
          state == FillValue.State.UNDEFINED ? Optional.empty() : Optional.of(reader.fillArray());
      return new FillValue(state, writeTime(), value);
    });
  }

  private FillValue.WriteTime writeTime() {
    return switch (dataset().fillWriteTime()) {
      case FillValueMessage.WRITTEN_ON_ALLOCATION -> FillValue.WriteTime.ON_ALLOCATION;
      case FillValueMessage.NEVER_WRITTEN -> FillValue.WriteTime.NEVER;
      default -> FillValue.WriteTime.IF_USER_DEFINED;
    };
  }

  /// When storage is allocated.
  public AllocationTime allocationTime() {
    return switch (guarded(dataset()::allocationTime)) {
      case FillValueMessage.ALLOCATED_EARLY -> AllocationTime.EARLY;
      case FillValueMessage.ALLOCATED_LATE -> AllocationTime.LATE;
      default -> AllocationTime.INCREMENTAL;
    };
  }

  /// When a dataset's storage is allocated.
  public enum AllocationTime {
    /// When the dataset is created.
    EARLY,
    /// When elements are first written.
    LATE,
    /// Chunk by chunk, when elements of each are written.
    INCREMENTAL
  }

  /// Bytes of raw data that are allocated in this file or its external files, filtered chunks as
  /// stored.
  public long storageSize() {
    return guarded(reader::storageSize);
  }

  /// Where the elements are in this file when they are in one piece: the address of the first, in
  /// bytes from the file's base address. Empty for other layouts and for a dataset that was never
  /// written.
  public OptionalLong dataAddress() {
    return guarded(reader::dataAddress);
  }

  /// The chunks that are stored, in the order of the chunk index.
  public List<ChunkInfo> storedChunks() {
    return guarded(() -> {
      List<ChunkInfo> chunks = new ArrayList<>();
      reader.chunked().ifPresent(layout -> layout.forEach(c -> chunks.add(info(layout, c))));
      return chunks;
    });
  }

  private static ChunkInfo info(Layout.Chunked layout, ChunkRecord chunk) {
    long[] offset = layout.offset(chunk);
    return new ChunkInfo(
        LongStream.of(offset).boxed().toList(),
        chunk.address(),
        chunk.storedSize(),
        Integer.toUnsignedLong(chunk.filterMask()));
  }

  /// How many chunks are stored; 0 when the dataset is not chunked.
  public long storedChunkCount() {
    return guarded(reader::storedChunkCount);
  }

  /// The bytes of one chunk as stored, its filters not undone.
  ///
  /// @param offset the chunk's first element, or any other of it
  /// @return the stored bytes; empty when that chunk is not stored
  /// @throws IllegalStateException if the dataset is not chunked
  public Optional<MemorySegment> readRawChunk(long... offset) {
    return guarded(() -> reader.rawChunk(offset));
  }

  /// The external files that hold the elements, in order; none for a dataset stored in this file.
  public List<ExternalSegment> externalSegments() {
    return guarded(dataset()::externalFiles).orElse(List.of()).stream()
        .map(part ->
            new ExternalSegment(
                part.name(),
                part.offset(),
                part.size() == ExternalFileListMessage.UNLIMITED
                    ? OptionalLong.empty()
                    : OptionalLong.of(part.size())))
        .toList();
  }

  /// Which elements of which datasets a virtual dataset is made of; none for other layouts.
  public List<VirtualSource> virtualSources() {
    return guarded(reader::mappings).stream().map(VirtualSource::of).toList();
  }

  /// All elements.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if they are more than a read may return
  @Override
  public NdArray read() {
    return read(Selection.all());
  }

  /// The selected elements, in the selection's shape.
  ///
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  /// @throws IllegalArgumentException if it has the wrong number of dimensions
  /// @throws io.hyperslab.error.LimitExceededException if it is more than a read may return
  public NdArray read(Selection selection) {
    return guarded(guarded(() -> reader.read(selection)));
  }

  /// The selected elements, as positions in the file's shape that were resolved before.
  ///
  /// @throws IllegalArgumentException if the selection was resolved for another shape
  public NdArray read(ResolvedSelection selection) {
    return guarded(guarded(() -> reader.read(selection)));
  }

  /// Reads the selected elements into `target`, as stored: in the file's datatype and byte order,
  /// in the C order of the selection's shape.
  ///
  /// @param target as many bytes as the elements have
  /// @throws IllegalArgumentException if `target` has another size
  public void readInto(MemorySegment target, Selection selection) {
    guarded(() -> {
      reader.readInto(target, selection);
      return target;
    });
  }

  /// A view of the selected elements, which reads them each time it is asked.
  public DataView select(Selection selection) {
    Dataspace space = guarded(() -> reader.extent(selection));
    return DataView.of(this, datatype(), space, () -> read(selection));
  }

  @Override
  public Conversion conversion() {
    return Conversion.EXACT;
  }

  @Override
  public DataView with(Conversion conversion) {
    return view().with(conversion);
  }

  @Override
  public DataView field(String name) {
    return view().field(name);
  }

  private DataView view() {
    return DataView.of(this, datatype(), dataspace(), this::read);
  }

  /// The selected elements as an array of any kind; see [TypedData#read(Class)].
  public <T> T read(Class<T> arrayType, Selection selection) {
    return select(selection).read(arrayType);
  }

  /// The selected elements as `double`.
  public double[] readDoubles(Selection selection) {
    return select(selection).readDoubles();
  }

  /// The selected elements as `float`.
  public float[] readFloats(Selection selection) {
    return select(selection).readFloats();
  }

  /// The selected elements as `long`.
  public long[] readLongs(Selection selection) {
    return select(selection).readLongs();
  }

  /// The selected elements as `int`.
  public int[] readInts(Selection selection) {
    return select(selection).readInts();
  }

  /// The selected elements as `short`.
  public short[] readShorts(Selection selection) {
    return select(selection).readShorts();
  }

  /// The selected elements as `byte`.
  public byte[] readBytes(Selection selection) {
    return select(selection).readBytes();
  }

  /// The selected elements as `boolean`.
  public boolean[] readBooleans(Selection selection) {
    return select(selection).readBooleans();
  }

  /// The selected elements as text.
  public String[] readStrings(Selection selection) {
    return select(selection).readStrings();
  }

  /// The dataset row by row: each element of the stream is what one index of the first dimension
  /// selects, in order. Rows are read in batches as large as a chunk is high.
  ///
  /// @throws IllegalStateException if the dataset has no dimensions
  public Stream<NdArray> rows() {
    return guarded(() -> new RowStream(this, reader).rows());
  }

  /// The dataset piece by piece, each read when the stream gets to it: the parts of a grid of
  /// chunks, or of boxes of about a megabyte where there are no chunks, in C order. Together they
  /// cover every element once.
  public Stream<Piece> chunks() {
    return guarded(() -> new RowStream(this, reader).pieces());
  }

  /// A part of a dataset.
  ///
  /// @param offset its first element
  /// @param elements its elements
  public record Piece(List<Long> offset, NdArray elements) {
    /// Copies the list.
    public Piece {
      offset = List.copyOf(offset);
    }
  }

  @Override
  public String toString() {
    return "dataset " + path();
  }
}
