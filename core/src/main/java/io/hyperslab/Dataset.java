package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.convert.Projection;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.DatasetWriter;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
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

  DatasetReader reader() {
    return reader;
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
    return guarded(() -> StorageLayout.of(reader.layout()));
  }

  /// The shape of a chunk, if the dataset is chunked.
  public Optional<long[]> chunkShape() {
    return guarded(reader::chunked).map(Layout.Chunked::chunkShape);
  }

  /// What finds the chunks; empty if the dataset is not chunked, or none was ever stored.
  public Optional<ChunkIndex> chunkIndex() {
    return guarded(() -> new DatasetChunks(reader).index());
  }

  /// The filters that chunks pass when they are written, in that order.
  public List<FilterInfo> filters() {
    return guarded(dataset()::filters).stream().map(FilterInfo::of).toList();
  }

  /// What elements read as that were never written.
  public FillValue fillValue() {
    return guarded(() -> FillValue.of(reader));
  }

  /// When storage is allocated.
  public AllocationTime allocationTime() {
    return AllocationTime.of(guarded(dataset()::allocationTime));
  }

  /// When a dataset's storage is allocated.
  public enum AllocationTime {
    /// When the dataset is created.
    EARLY,
    /// When elements are first written.
    LATE,
    /// Chunk by chunk, when elements of each are written.
    INCREMENTAL;

    static AllocationTime of(int stored) {
      return switch (stored) {
        case FillValueMessage.ALLOCATED_EARLY -> EARLY;
        case FillValueMessage.ALLOCATED_LATE -> LATE;
        default -> INCREMENTAL;
      };
    }

    int stored() {
      return switch (this) {
        case EARLY -> FillValueMessage.ALLOCATED_EARLY;
        case LATE -> FillValueMessage.ALLOCATED_LATE;
        case INCREMENTAL -> FillValueMessage.ALLOCATED_INCREMENTALLY;
      };
    }
  }

  /// Bytes of raw data that are allocated in this file or its external files, filtered chunks as
  /// stored.
  public long storageSize() {
    return guarded(reader::storageSize);
  }

  /// Where the elements are in this file when they are in one piece: the address of the first, in
  /// bytes from the file's base address. Empty for other layouts and if nothing was ever written.
  public OptionalLong dataAddress() {
    return guarded(reader::dataAddress);
  }

  /// The chunks that are stored, in the order of the chunk index.
  public List<ChunkInfo> storedChunks() {
    return guarded(() -> new DatasetChunks(reader).stored());
  }

  /// The chunk that an element is in; empty when that chunk is not stored.
  ///
  /// @param coordinate the element's indices; negative ones count from the end
  /// @throws IllegalStateException if the dataset is not chunked
  /// @throws IndexOutOfBoundsException if the element lies outside of the dataset
  public Optional<ChunkInfo> chunkAt(long... coordinate) {
    return guarded(() -> new DatasetChunks(reader).at(coordinate));
  }

  /// What every chunk holds, as a selection of its own, in C order; also of chunks that are not
  /// stored.
  ///
  /// @throws IllegalStateException if the dataset is not chunked
  public Stream<Selection> chunkSelections() {
    return chunkSelections(Selection.all());
  }

  /// What a selection takes of each chunk, as selections of their own, in C order; also of chunks
  /// that are not stored. Together they select the same elements, one chunk at a time; of a
  /// selection made of indices, slices and lists, with all dimensions of the dataset.
  ///
  /// @throws IllegalStateException if the dataset is not chunked
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  public Stream<Selection> chunkSelections(Selection selection) {
    return guarded(() -> new DatasetChunks(reader).selections(selection));
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
        .map(ExternalSegment::of)
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
  @Override
  public NdArray read(Selection selection) {
    return guarded(guarded(() -> reader.read(selection)));
  }

  NumberRead numbers() {
    return new NumberRead(reader, Selection.all(), Projection.of(datatype()), conversion());
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

  @Override
  public DataView select(Selection selection) {
    return DataView.of(this, selection, guarded(() -> reader.extent(selection)));
  }

  @Override
  public Conversion conversion() {
    return Conversion.EXACT;
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

  /// Goes through the dataset in slabs of so many rows, reading ahead; see
  /// [DataView#forEachSlab(long, SlabVisitor)].
  public void forEachSlab(long rows, SlabVisitor visitor) {
    select(Selection.all()).forEachSlab(rows, visitor);
  }

  /// Goes through the dataset in slabs that are read into two buffers of the caller in turn; see
  /// [DataView#forEachSlab(NdArray, NdArray, SlabVisitor)].
  public void forEachSlab(NdArray one, NdArray two, SlabVisitor visitor) {
    select(Selection.all()).forEachSlab(one, two, visitor);
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

  /// Writes all elements.
  ///
  /// @param values as [#write(Selection, Object)] takes them
  public <T> void write(T values) {
    write(Selection.all(), values);
  }

  /// Writes the selected elements: all of them, or none if values, shapes or the selection are
  /// refused; [Hdf5File] says what a write may leave that fails later. Of an element that is
  /// selected more than once the last value stays.
  ///
  /// @param values a single value, which is written everywhere; an array with as many values as are
  ///   selected, in C order; arrays of arrays, or an [NdArray], of the selection's shape; or of a
  ///   shape that is repeated to make it, by NumPy's rules. For compounds, records
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  /// @throws IllegalArgumentException if the shapes do not go together
  /// @throws io.hyperslab.error.DatatypeMismatchException if a value does not fit the datatype; see
  ///   [#write(Selection, Object, Conversion)]
  /// @throws io.hyperslab.error.ReadOnlyFileException if the file is open for reading only
  public <T> void write(Selection selection, T values) {
    write(selection, values, Conversion.EXACT);
  }

  /// Writes the selected elements; see [#write(Selection, Object)].
  ///
  /// @param conversion what happens to values that the datatype does not hold
  public <T> void write(Selection selection, T values, Conversion conversion) {
    write(selection, Values.of(values), conversion);
  }

  void write(Selection selection, Values values, Conversion conversion) {
    write(selection, values, conversion, Projection::of);
  }

  /// @param part what of each element is written; the rest stays
  void write(Selection to, Values values, Conversion how, Function<Datatype, Projection> part) {
    edited(
        "elements",
        editor -> {
          Projection written = part.apply(dataset().datatype());
          new ValueWrite(editor, reader, path(), how).write(to, values, written);
          return written;
        });
  }

  /// Writes the selected elements as they are to be stored: in the file's datatype and byte order.
  ///
  /// @param elements as many bytes as the elements have, in the C order of the selection's shape;
  ///   heap or native, of any size
  /// @throws IllegalArgumentException if `elements` has another size
  /// @throws io.hyperslab.error.UnsupportedFeatureException if elements describe data of variable
  ///   length, which stored bytes alone are not
  public void writeFrom(MemorySegment elements, Selection selection) {
    edited(
        "elements",
        editor -> {
          Datatype type = dataset().datatype();
          if (type.hasIndirectData() && !(type instanceof Reference)) {
            throw new UnsupportedFeatureException(
                "dataset",
                address(),
                "datatype of elements to write as stored",
                type.toString(),
                "one without data of variable length");
          }
          new DatasetWriter(editor, reader)
              .write(path(), selection, shape -> Values.requireSize(elements, shape, type.size()));
          return type;
        });
  }

  /// Changes the extent. Elements that go are lost; elements that come read as the fill value.
  ///
  /// @param shape the size of each dimension, up to [#maxShape()]
  /// @throws IllegalArgumentException if there cannot be such an extent
  /// @throws io.hyperslab.error.UnsupportedFeatureException if the dataset is not chunked
  public void resize(long... shape) {
    edited(
        "extent",
        editor -> {
          new DatasetWriter(editor, reader).resize(shape);
          return shape;
        });
  }

  /// Changes the size of one dimension; see [#resize(long...)].
  ///
  /// @param axis its number, from 0
  public void resizeAxis(int axis, long size) {
    long[] shape = shape();
    shape[Objects.checkIndex(axis, shape.length)] = size;
    resize(shape);
  }

  /// Adds rows at the end: makes the first dimension larger and writes to the new part, both or
  /// neither.
  ///
  /// @param rows one row more dimensions than a row has, or a single row
  /// @throws IllegalArgumentException if the shapes do not go together, or the dataset cannot grow
  ///   so far
  public <T> void append(T rows) {
    Appender.append(this, Values.of(rows));
  }

  /// Adds rows one after the other at the cost of large writes; see [Appender].
  ///
  /// @throws io.hyperslab.error.UnsupportedFeatureException if the dataset is not chunked
  /// @throws io.hyperslab.error.ReadOnlyFileException if the file is open for reading only
  public Appender appender() {
    return appender(0);
  }

  /// Adds what one index of another dimension selects, as often as one likes; see [#appender()].
  ///
  /// @param axis the number of the dimension that grows, from 0
  /// @throws IndexOutOfBoundsException if there is none of that number
  public Appender appender(int axis) {
    return Appender.of(this, axis);
  }

  /// Stores a chunk as it is, its filters already applied: what [#readRawChunk(long...)] gives.
  /// What it holds is not looked at.
  ///
  /// @param stored its bytes
  /// @param filterMask bit n is set when filter n was skipped; without filters it says nothing
  /// @param offset the chunk's first element, or any other of it
  /// @throws IllegalArgumentException if it has no bytes, or another size than the chunk's in a
  ///   dataset without filters
  /// @throws IllegalStateException if the dataset is not chunked
  /// @throws IndexOutOfBoundsException if the element lies outside of the dataset
  public void writeRawChunk(MemorySegment stored, int filterMask, long... offset) {
    edited(
        "chunk",
        editor -> {
          new DatasetWriter(editor, reader).writeRawChunk(offset, stored, filterMask);
          return stored;
        });
  }

  /// Looks at the dataset again, in a file that a SWMR writer changes: its extent is the one that
  /// the writer has given it by now ([OpenOptions#swmrRead()]). In other files nothing is done.
  public void refresh() {
    guarded(() -> {
      dataset().refresh();
      return dataset().header();
    });
  }

  /// A reference to some elements, to be written to a dataset or attribute of the datatype
  /// [io.hyperslab.datatype.Datatypes#REGION_REFERENCE].
  ///
  /// @param selection resolved when the reference is written
  public RegionReference regionReference(Selection selection) {
    return new RegionReference(this, selection);
  }

  /// One of its dimensions.
  ///
  /// @param axis its number, from 0
  /// @throws IndexOutOfBoundsException if there is none of that number
  public Dimension dimension(int axis) {
    return new Dimension(this, Objects.checkIndex(axis, shape().length));
  }

  /// Its dimensions, slowest first.
  public List<Dimension> dimensions() {
    return IntStream.range(0, shape().length).mapToObj(axis -> new Dimension(this, axis)).toList();
  }

  /// Makes the dataset a dimension scale, to be attached to dimensions of others.
  ///
  /// @param name of the scale; empty for none
  /// @throws IllegalArgumentException if it has scales of its own
  public void makeScale(String name) {
    new Scale(this).make(name);
  }

  /// Whether the dataset is a dimension scale.
  public boolean isScale() {
    return new Scale(this).exists();
  }

  /// The name of the dimension scale that the dataset is, if it is one and has one.
  public Optional<String> scaleName() {
    return new Scale(this).name();
  }

  @Override
  public String toString() {
    return "dataset " + path();
  }
}
