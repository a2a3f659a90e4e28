package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.layout.ByteRange;
import io.hyperslab.internal.layout.ByteTarget;
import io.hyperslab.internal.layout.ExternalBytes;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// Writes the elements of one dataset, and changes its extent. Every call is an operation of its
/// own, whole or not at all.
public final class DatasetWriter {
  private static final String CONTIGUOUS = "contiguous data";

  /// Bytes of fill values that are written at once.
  private static final long FILL_BLOCK = 1 << 20;

  private final FileEditor editor;
  private final DatasetReader reader;
  private final DatasetModel dataset;
  private final Conversion conversion;

  /// @param editor of the dataset's file
  public DatasetWriter(FileEditor editor, DatasetReader reader) {
    this(editor, reader, Conversion.EXACT);
  }

  /// @param editor of the dataset's file
  /// @param conversion what happens to elements of a virtual dataset that a source does not hold
  public DatasetWriter(FileEditor editor, DatasetReader reader, Conversion conversion) {
    this.editor = editor;
    this.reader = reader;
    this.dataset = reader.dataset();
    this.conversion = conversion;
  }

  private Fill fill() {
    return new Fill(dataset.unwrittenValue());
  }

  private long elementSize() {
    return dataset.datatype().size();
  }

  /// Writes the selected elements.
  ///
  /// @param elements makes them for the shape of the selection, in the file's datatype: as many as
  ///   are selected, in C order, or a number of which theirs is a multiple, to be written again and
  ///   again
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  /// @throws UnsupportedFeatureException if an element is virtual and of no source, or several
  public void write(Selection selection, Function<long[], MemorySegment> elements) {
    editor.editAside(() ->
        during(
            selection,
            resolved -> {
              write(resolved, elements);
              return resolved;
            }));
  }

  /// Writes the selected elements, now or before anybody looks.
  ///
  /// @param path of the dataset, for refusals
  /// @param elements as for [#write(Selection, Function)]
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  /// @throws UnsupportedFeatureException if an element is virtual and of no source, or several
  public void write(String path, Selection selection, Function<long[], MemorySegment> elements) {
    if (!new DeferredWrites(editor, reader, path).write(selection, elements)) {
      write(selection, elements);
    }
  }

  /// Runs something that writes to no more than the selected elements, in an operation that goes
  /// on: if the dataset is virtual, once its sources are open for writing.
  <T> T during(Selection selection, Function<ResolvedSelection, T> body) {
    Supplier<ResolvedSelection> resolved = () -> selection.resolve(requireElements().shape());
    return reader.layout() instanceof Layout.Virtual layout
        ? through(layout).during(resolved, body)
        : body.apply(resolved.get());
  }

  private VirtualWriter through(Layout.Virtual layout) {
    return new VirtualWriter(editor, reader, layout, conversion);
  }

  /// Refuses a dataset that has no elements to write.
  ///
  /// @return its extent
  Dataspace requireElements() {
    dataset.requirePresent();
    Dataspace space = reader.dataspace();
    if (space.isNull()) {
      throw new UnsupportedFeatureException(
          "dataspace message", dataset.address(), "dataspace", "null", "one with elements");
    }
    return space;
  }

  private void write(ResolvedSelection selection, Function<long[], MemorySegment> elements) {
    MemorySegment values = elements.apply(selection.resultShape());
    if (!selection.isEmpty()) {
      write(selection, values);
    }
  }

  /// Writes elements in an operation that goes on.
  ///
  /// @param values as many as selected, or fewer, to be written again and again
  void write(ResolvedSelection selection, MemorySegment values) {
    ElementSource source = ElementSource.of(values, elementSize(), selection);
    Replaced replaced = Replaced.before(editor, reader, selection);
    store(selection, source);
    replaced.remove();
  }

  /// Stores elements, in the same number as selected, without a look at what they replace.
  void store(ResolvedSelection selection, MemorySegment elements) {
    store(selection, new ElementSource(elements, elementSize()));
  }

  private void store(ResolvedSelection selection, ElementSource source) {
    switch (reader.layout()) {
      case Layout.Compact(byte[] data) -> writeCompact(data, selection, source);
      case Layout.Contiguous _ -> writeContiguous(selection, source);
      case Layout.External(var files) ->
          writeRuns(
              selection,
              source,
              new ExternalBytes(dataset, files),
              new ExternalTarget(dataset, files));
      case Layout.Chunked layout -> writeChunked(layout, selection, source);
      case Layout.Virtual layout -> through(layout).store(selection, source.elements());
    }
  }

  private void writeCompact(byte[] before, ResolvedSelection selection, ElementSource source) {
    byte[] data = before.clone();
    MemorySegment target = MemorySegment.ofArray(data);
    Runs.forEach(
        selection,
        (stored, first, length) -> source.copy(first, length, target, stored * elementSize()));
    editor.exclusively(() -> {
      storage().compact(data);
      return data;
    });
  }

  private DatasetEditor storage() {
    return new DatasetEditor(editor, dataset);
  }

  private void writeContiguous(ResolvedSelection selection, ElementSource source) {
    editor.exclusively(() -> {
      long address = contiguousAddress(selection.isAll());
      ByteTarget target = (offset, bytes) -> editor.transaction().writeRaw(address + offset, bytes);
      boolean fresh = editor.transaction().isFresh(address, 1);
      writeRuns(
          selection,
          source,
          (offset, bytes) ->
              editor.transaction().reader().readRaw(address + offset, bytes, CONTIGUOUS),
          // Over committed space, pieces would become images each.
          fresh ? new StagedTarget(dataset.file().settings().parallelism(), target) : target);
      return selection;
    });
  }

  private void writeRuns(
      ResolvedSelection selection, ElementSource source, ByteRange before, ByteTarget target) {
    RunWriter writer = new RunWriter(source, elementSize(), before, target);
    Runs.forEach(selection, writer);
    writer.flush();
  }

  /// The place of contiguous elements, allocated now if need be.
  ///
  /// @param allWritten whether every element is about to be written
  private long contiguousAddress(boolean allWritten) {
    DatasetEditor storage = storage();
    OptionalLong known = storage.contiguousAddress();
    if (known.isPresent()) {
      return known.getAsLong();
    }
    long size = Math.multiplyExact(dataset.dataspace().elementCount(), elementSize());
    long address = storage.allocateContiguous(size);
    if (!allWritten && !fill().isZero()) {
      fillContiguous(address, size);
    }
    return address;
  }

  /// Lets a part of contiguous elements be what was never written.
  ///
  /// @param from the first byte, of whole elements like `size`
  public void fillPart(long from, long size) {
    editor.edit(() -> {
      long address = contiguousAddress(true);
      if (!fill().isZero()) {
        fillContiguous(address + from, size);
      }
      return dataset;
    });
  }

  private void fillContiguous(long address, long size) {
    long element = elementSize();
    long block = Math.min(size, Math.max(1, FILL_BLOCK / element) * element);
    MemorySegment values = MemorySegment.ofArray(new byte[Math.toIntExact(block)]);
    Optional<FillCopies> copies = FillCopies.of(editor, dataset);
    fill().fill(values);
    for (long at = 0; at < size; at += block) {
      MemorySegment piece = values.asSlice(0, Math.min(block, size - at));
      if (copies.isPresent()) {
        fill().fill(piece);
        copies.get().detach(piece);
      }
      editor.transaction().writeRaw(address + at, piece);
    }
  }

  private ChunkedWriter chunks(Layout.Chunked layout) {
    return new ChunkedWriter(editor, dataset, layout, storage(), fill());
  }

  private void writeChunked(
      Layout.Chunked layout, ResolvedSelection selection, ElementSource source) {
    if (isUnallocated(dataset)) {
      chunks(layout).allocateAll(new long[dataset.dataspace().rank()]);
    }
    chunks(layout).write(selection, source);
  }

  /// Whether all chunks are to be stored before the first of them is written.
  static boolean isUnallocated(DatasetModel dataset) {
    return dataset.allocationTime() != FillValueMessage.ALLOCATED_INCREMENTALLY
        && !(dataset.layoutMessage() instanceof DataLayoutMessage.Chunked chunked
            && Address.isDefined(chunked.address()));
  }

  /// Allocates the storage of a new dataset that has it from the start.
  public void allocate() {
    editor.editAside(() -> {
      allocateNow(new long[dataset.dataspace().rank()]);
      return dataset;
    });
  }

  /// @param before the extent for which storage is allocated already
  private void allocateNow(long[] before) {
    if (dataset.dataspace().elementCount() == 0) {
      return;
    }
    boolean early = dataset.allocationTime() == FillValueMessage.ALLOCATED_EARLY;
    switch (reader.layout()) {
      case Layout.Compact(byte[] data) -> fillCompact(data);
      case Layout.Contiguous _ when early -> editor.exclusively(() -> contiguousAddress(false));
      case Layout.Chunked layout when early -> chunks(layout).allocateAll(before);
      default -> {}
    }
  }

  /// Compact elements are made with the fill value in them, and each needs data of its own.
  private void fillCompact(byte[] data) {
    FillCopies.of(editor, dataset)
        .ifPresent(copies -> {
          byte[] filled = data.clone();
          copies.detach(MemorySegment.ofArray(filled));
          editor.exclusively(() -> {
            storage().compact(filled);
            return filled;
          });
        });
  }

  /// Changes the extent. Elements that go are lost; elements that come read as the fill value.
  ///
  /// @throws IllegalArgumentException if the extent has another number of dimensions, or is above
  ///   the largest
  /// @throws UnsupportedFeatureException if the dataset is not chunked
  public void resize(long... shape) {
    editor.editAside(() -> {
      changeExtent(shape);
      return shape;
    });
  }

  /// Refuses an extent that the dataset cannot have.
  ///
  /// @return the one that it has
  private Dataspace requireChangeable(long[] shape) {
    dataset.requirePresent();
    if (reader.layout() instanceof Layout.Virtual) {
      requireChunked();
    }
    Dataspace space = dataset.dataspace();
    requireExtent(space, shape);
    return space;
  }

  private void changeExtent(long[] shape) {
    Dataspace space = requireChangeable(shape);
    if (Arrays.equals(space.shape(), shape)) {
      return;
    }
    Layout.Chunked layout = requireChunked();
    boolean shrinks = shrinks(space.shape(), shape);
    editor.exclusively(() -> {
      if (shrinks && dataset.fillWriteTime() != FillValueMessage.NEVER_WRITTEN
          || layout.partialUnfiltered()) {
        chunks(layout).clean(shape);
      }
      DatasetEditor storage = storage();
      if (shrinks) {
        storage.dropChunksBeyond(shape, layout.chunkShape());
      }
      storage.extent(shape);
      return storage;
    });
    allocateAfterGrowth(space.shape());
  }

  private Layout.Chunked requireChunked() {
    if (reader.layout() instanceof Layout.Chunked layout) {
      return layout;
    }
    throw new UnsupportedFeatureException(
        "data layout message",
        dataset.address(),
        "layout of the dataset to resize",
        reader.layout() instanceof Layout.Virtual
            ? "virtual: its extent follows from its mappings and sources"
            : "not chunked",
        "chunked");
  }

  private static boolean shrinks(long[] before, long[] after) {
    for (int axis = 0; axis < before.length; axis++) {
      if (after[axis] < before[axis]) {
        return true;
      }
    }
    return false;
  }

  /// Refuses a dataset to which no rows can be added, whatever they are.
  ///
  /// @param axis the dimension that is to grow
  /// @throws IndexOutOfBoundsException if there is none of that number
  /// @throws UnsupportedFeatureException if the dataset is not chunked
  public void requireGrowing(int axis) {
    dataset.requirePresent();
    Objects.checkIndex(axis, dataset.dataspace().rank());
    requireChunked();
  }

  /// Adds rows at the end of a dimension.
  ///
  /// @param axis the dimension
  /// @param given the shape of the rows, or of one
  /// @param elements as for [#write(Selection, Function)]
  /// @throws IllegalArgumentException if the shapes do not go together
  public void append(int axis, long[] given, Function<long[], MemorySegment> elements) {
    int rank = dataset.dataspace().rank();
    append(axis, given.length == rank && rank > 0 ? given[axis] : 1, elements);
  }

  /// Makes one dimension larger and writes to the new part.
  ///
  /// @param axis the dimension
  /// @param rows by how much it grows
  /// @param elements as for [#write(Selection, Function)]
  /// @throws IllegalArgumentException if the dataset cannot grow so far
  void append(int axis, long rows, Function<long[], MemorySegment> elements) {
    editor.editAside(() -> {
      long[] shape = dataset.dataspace().shape();
      if (shape.length == 0) {
        throw new IllegalArgumentException("rows for a dataset without dimensions");
      }
      long before = shape[axis];
      shape[axis] = Saturated.add(before, rows);
      if (shape[axis] - before < rows) {
        throw uncountable(shape, "of 2^63 rows or more");
      }
      requireChangeable(shape);
      ResolvedSelection added =
          Selection.of(":,".repeat(axis) + before + ":" + shape[axis]).resolve(shape);
      // They may be fetched from another file, which may wait for readers of this one.
      MemorySegment values = elements.apply(added.resultShape());
      // Nobody is to see rows that are not written yet.
      return editor.exclusively(() -> {
        changeExtent(shape);
        write(added, _ -> values);
        return shape;
      });
    });
  }

  /// Storage that is allocated early is so for new elements, too.
  private void allocateAfterGrowth(long[] before) {
    if (dataset.allocationTime() == FillValueMessage.ALLOCATED_EARLY) {
      allocateNow(before);
    }
  }

  private void requireExtent(Dataspace space, long[] shape) {
    long[] most = space.maxShape();
    boolean sound = shape.length == most.length && shape.length > 0;
    for (int axis = 0; sound && axis < most.length; axis++) {
      sound = shape[axis] >= 0 && (most[axis] == Dataspace.UNLIMITED || shape[axis] <= most[axis]);
    }
    if (!sound) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + ", expected one up to " + space);
    }
    requireCountable(shape);
  }

  private void requireCountable(long[] shape) {
    // Storage that is allocated early is as large as the extent.
    boolean early = dataset.allocationTime() == FillValueMessage.ALLOCATED_EARLY;
    long count = early ? elementSize() : 1;
    for (long size : shape) {
      count = Saturated.multiply(count, size);
    }
    if (count == Long.MAX_VALUE) {
      throw uncountable(shape, early ? "of 2^63 bytes or more" : "of 2^63 elements or more");
    }
  }

  private LimitExceededException uncountable(long[] shape, String found) {
    return new LimitExceededException(
        "dataspace message",
        dataset.address(),
        "extent " + Arrays.toString(shape),
        found,
        "less than 2^63");
  }

  /// Stores a chunk as it is, its filters already applied.
  ///
  /// @param element the chunk's first element, or any other of it
  /// @param stored its bytes
  /// @param filterMask bit n is set when filter n was skipped; without filters it says nothing
  /// @throws IllegalArgumentException if there are no filters and the chunk has another size
  /// @throws IllegalStateException if the dataset is not chunked
  /// @throws IndexOutOfBoundsException if the element lies outside of the dataset
  public void writeRawChunk(long[] element, MemorySegment stored, int filterMask) {
    editor.edit(() -> {
      dataset.requirePresent();
      if (!(reader.layout() instanceof Layout.Chunked layout)) {
        throw new IllegalStateException("the dataset is not chunked");
      }
      if (stored.byteSize() == 0) {
        throw new IllegalArgumentException("stored chunk of 0 bytes");
      }
      boolean filtered = layout.geometry().filtered();
      if (!filtered && stored.byteSize() != layout.geometry().chunkBytes()) {
        throw new IllegalArgumentException(
            "without filters a chunk has %d bytes, not %d"
                .formatted(layout.geometry().chunkBytes(), stored.byteSize()));
      }
      long[] scaled = reader.resolve(Selection.at(element)).low();
      for (int axis = 0; axis < scaled.length; axis++) {
        scaled[axis] /= layout.geometry().chunkDims()[axis];
      }
      DatasetEditor storage = storage();
      storage.putChunk(scaled, stored, filtered ? filterMask : 0);
      storage.save();
      return layout;
    });
  }

  /// The datatype of the elements.
  public Datatype datatype() {
    return dataset.datatype();
  }
}
