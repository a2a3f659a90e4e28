package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.convert.ElementWriter;
import io.hyperslab.internal.convert.HeapSink;
import io.hyperslab.internal.convert.MemoryHeap;
import io.hyperslab.internal.edit.DatasetEditor;
import io.hyperslab.internal.edit.Deferral;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.pipeline.FilterPipeline;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// Rows that are to come behind the last ones of a chunked dataset, as they will be stored:
/// gathered until they fill whole chunks, and then written by one operation. A row is what one
/// index of the axis that grows selects.
///
/// Values are converted as they come, so a refused one changes nothing. Belongs to one thread at a
/// time.
public final class RowBuffer implements Deferral.Change {
  /// Bytes of rows that are worth an operation.
  private static final long USUAL = 1 << 21;

  /// Bytes of rows that are kept even if they fill no chunk.
  private static final long MOST = 1 << 24;

  /// Bytes of rows that are worth another thread's attention.
  private static final long LEAST_HANDED_OVER = 1 << 16;

  /// Bytes of memory that are worth a look at how much all rows take.
  static final long GROWTH = 1 << 16;

  /// Deflate, shuffle and Fletcher32 have the numbers up to this one.
  private static final int LAST_STANDARD_FILTER = 3;

  private final FileEditor editor;
  private final DatasetReader reader;
  private final int axis;
  private final String path;
  private final Datatype type;
  private final long[] rowShape;
  private final long rowBytes;
  private final ChunkGeometry geometry;
  private final long chunkRows;
  private final boolean indirect;
  private ElementWriter writer;
  private MemoryHeap heap = new MemoryHeap();
  private RowMemory elements;
  private long start;
  private long most;
  private long capacity;
  private long rows;
  private long version;
  private long counted;

  /// Whether a row is being converted.
  private boolean adding;

  /// How often all rows went from here.
  private long emptied;

  private RowBuffer(
      FileEditor editor, DatasetReader reader, Layout.Chunked layout, int axis, String path) {
    this.editor = editor;
    this.reader = reader;
    this.axis = axis;
    this.path = path;
    this.type = reader.datatype();
    this.indirect = type.hasIndirectData();
    long[] shape = reader.dataset().dataspace().shape();
    this.rowShape = without(shape, axis);
    this.rowBytes = Saturated.multiply(Broadcast.count(rowShape), type.size());
    this.geometry = layout.geometry();
    this.chunkRows = geometry.chunkDims()[axis];
    this.writer = writer();
    this.elements = new RowMemory(!isWrittenWhole(type));
    begin(0);
  }

  /// A buffer for rows of a dataset; empty if they have to be written one by one, because they are
  /// large, or because it depends on each whether it can be written.
  ///
  /// @param editor of the dataset's file
  /// @param axis that grows
  /// @param path of the dataset, for refusals
  public static Optional<RowBuffer> of(
      FileEditor editor, DatasetReader reader, int axis, String path) {
    DatasetModel dataset = reader.dataset();
    dataset.requirePresent();
    if (editor.transaction().isSwmr()) {
      DatasetEditor.requireSwmr(dataset);
    }
    if (!(reader.layout() instanceof Layout.Chunked layout)
        || !isSelfContained(reader.datatype(), editor)
        || layout.geometry().chunkBytes() > dataset.file().settings().limits().decodedChunk()
        || !acceptsEverything(layout.pipeline())) {
      return Optional.empty();
    }
    RowBuffer buffer = new RowBuffer(editor, reader, layout, axis, path);
    return buffer.rowBytes > 0 && buffer.rowBytes <= USUAL ? Optional.of(buffer) : Optional.empty();
  }

  /// Whether elements that are not in the file yet can describe what belongs to them.
  private static boolean isSelfContained(Datatype type, FileEditor editor) {
    return !type.hasIndirectData() || !editor.transaction().isSwmr() && MemoryHeap.holds(type);
  }

  /// Whether the filters take any chunk: else what was taken on could not be written later.
  static boolean acceptsEverything(FilterPipeline filters) {
    return filters.stages().stream()
        .allMatch(stage -> stage.optional() || stage.id() <= LAST_STANDARD_FILTER);
  }

  private static long[] without(long[] shape, int axis) {
    long[] rest = new long[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, axis);
    System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }

  private ElementWriter writer() {
    return new ElementWriter(type, Conversion.EXACT, indirect ? heap : HeapSink.none());
  }

  /// Whether every value is all bits of its element, whatever they were before.
  private static boolean isWrittenWhole(Datatype type) {
    return switch (type) {
      case FixedPoint number -> number.precision() == Byte.SIZE * number.size();
      case FloatingPoint number -> number.precision() == Byte.SIZE * number.size();
      default -> false;
    };
  }

  /// Begins anew at the end of the dataset as it is, or will be.
  ///
  /// @param coming rows that are to be added before
  private void begin(long coming) {
    Dataspace space = reader.dataset().dataspace();
    start = space.shape()[axis] + coming;
    long limit = space.maxShape()[axis];
    most = limit == Dataspace.UNLIMITED ? Long.MAX_VALUE : limit - start;
    long bands = Math.max(1, USUAL / Math.max(1, Saturated.multiply(rowBytes, chunkRows)));
    long fitting = Math.max(1, MOST / Math.max(1, rowBytes));
    long aligned = Saturated.multiply(bands, chunkRows) - start % chunkRows;
    capacity = aligned <= fitting ? aligned : fitting;
    version = reader.dataset().version();
    if (!holds(start, Math.min(most, 2 * capacity))) {
      most = 0; // Each row is to be refused, or not, by itself.
    }
  }

  /// Whether rows can be stored for certain, whatever the medium does.
  ///
  /// @param before rows that the dataset has by then
  private boolean holds(long before, long more) {
    long[] shape = reader.dataset().dataspace().shape();
    shape[axis] = Saturated.add(before, more);
    return AmpleIndex.holds(reader.dataset(), geometry, shape);
  }

  /// Whether the dataset is as it was when this began.
  boolean isCurrent() {
    return version == reader.dataset().version();
  }

  /// How many rows wait.
  public long rows() {
    return rows;
  }

  /// Adds rows, or one row, if there is room.
  ///
  /// @param values as the front door has them
  /// @return whether they were added; if not, and not after [#settle()] either, their shape needs a
  ///   closer look, or they are so many that they are better written at once
  /// @throws io.hyperslab.error.DatatypeMismatchException if a value does not fit the datatype
  public boolean add(Object values) {
    if (adding) {
      return false;
    }
    long[] given = writer.shapeOf(values);
    boolean single = Arrays.equals(given, rowShape);
    boolean several =
        given.length == rowShape.length + 1 && Arrays.equals(without(given, axis), rowShape);
    if (!single && !several) {
      return false;
    }
    long count = single ? 1 : given[axis];
    boolean fits = count <= Math.min(capacity, most) - rows && heap.bytes() <= MOST;
    if (!fits || !single && axis > 0) {
      return false;
    }
    put(values, count);
    return true;
  }

  /// Adds rows as [#add(Object)] does, also a few more than there is room for. When there is none
  /// left, those that fill whole chunks are made part of the dataset before.
  ///
  /// @return whether they were added
  public boolean addOver(Object values) {
    if (rows >= capacity && !adding) {
      handOver();
    } else if (rows == 0 && !isCurrent()) {
      begin(0);
    }
    long before = capacity;
    try {
      capacity = indirect ? before : 2 * before;
      return add(values);
    } finally {
      capacity = before;
    }
  }

  private void put(Object values, long count) {
    adding = true;
    try {
      boolean done = convert(values, count);
      while (!done) {
        // A value was read from the file, before which the rows that waited were stored. There are
        // none any more, so this cannot happen again.
        done = convert(values, count);
      }
    } finally {
      adding = false;
    }
    elements.use(count * rowBytes);
    rows += count;
  }

  /// Converts rows to the place behind those that wait, which they are not added to yet.
  ///
  /// @return whether that is still their place
  private boolean convert(Object values, long count) {
    long bytes = count * rowBytes;
    elements.reserve(bytes, Math.max(capacity, rows + count) * rowBytes);
    long before = emptied;
    boolean done = false;
    try {
      writer.put(values, elements.all(), rows * rowBytes);
      done = emptied == before;
    } finally {
      if (!done) {
        elements.giveUp(emptied == before ? bytes : elements.capacity());
      }
    }
    return done;
  }

  /// Writes the rows to the dataset, all of them; if that fails, they are kept.
  @Override
  public void settle() {
    settle(rows);
  }

  /// Writes the first rows.
  private void settle(long count) {
    if (count == 0) {
      return;
    }
    requireSameRows();
    try {
      new DatasetWriter(editor, reader)
          .append(axis, count, _ -> ordered(elements.used().asSlice(0, count * rowBytes)));
    } catch (Hdf5Exception e) {
      throw e.atObject(path);
    }
    if (count == rows) {
      drop();
    } else {
      elements.clear(count * rowBytes);
      rows -= count;
    }
    begin(0);
  }

  /// Makes the rows part of the dataset, but not those behind the last whole chunk if there are
  /// many. The work may be left to another thread: it is done before anybody looks.
  private void handOver() {
    Parallelism parallelism = reader.dataset().file().settings().parallelism();
    long count = Math.min(rows, capacity);
    boolean alone = indirect || parallelism.threads() < 2 || count * rowBytes < LEAST_HANDED_OVER;
    Runnable[] settling = new Runnable[1];
    if (alone
        || !editor.defer(changes -> {
          settling[0] = changes.settling();
          return handOver(changes, count);
        })) {
      settle(count);
    } else {
      Workers.help(parallelism, 1, settling[0]);
    }
  }

  /// Whether it was done; not if the rows are going to be refused, by which nobody else must be
  /// hindered.
  private boolean handOver(Deferral changes, long count) {
    changes.settle();
    requireSameRows();
    Dataspace space = reader.dataset().dataspace();
    long limit = space.maxShape()[axis];
    long before = space.shape()[axis];
    if (limit != Dataspace.UNLIMITED && count > limit - before || !holds(before, count)) {
      return false;
    }
    RowMemory rest = elements.split(count * rowBytes);
    changes.add(
        reader.dataset().address(),
        new RowBatch(editor, reader, path, axis, count, elements, this::ordered));
    elements = rest;
    rows -= count;
    begin(count);
    return true;
  }

  private void requireSameRows() {
    long[] shape = reader.dataset().dataspace().shape();
    if (!Arrays.equals(without(shape, axis), rowShape)) {
      throw new IllegalArgumentException(
          "rows of shape %s for a dataset that has shape %s by now"
              .formatted(Arrays.toString(rowShape), Arrays.toString(shape)));
    }
  }

  @Override
  public long memory() {
    return elements.capacity() + heap.memory();
  }

  /// Whether it takes noticeably more memory than when this was asked and so last.
  boolean hasGrown() {
    long now = memory();
    if (now - counted < GROWTH) {
      return false;
    }
    counted = now;
    return true;
  }

  /// Forgets the rows.
  @Override
  public void drop() {
    elements.clear();
    rows = 0;
    emptied++;
    if (indirect) {
      heap = new MemoryHeap();
      writer = writer();
    }
    counted = 0;
  }

  /// Gives memory back that is kept for more rows.
  public void release() {
    elements.close();
    rows = 0;
  }

  /// Rows in the C order of the dataset.
  private MemorySegment ordered(MemorySegment all) {
    if (axis == 0 && !indirect) {
      return all;
    }
    long[] shape = new long[rowShape.length + 1];
    shape[0] = all.byteSize() / rowBytes;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    int[] axes = new int[shape.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i < axis ? i + 1 : i == axis ? 0 : i;
    }
    NdArray array = NdArray.of(all, type, shape, heap).transpose(axes);
    return indirect
        ? new ElementWriter(type, Conversion.EXACT, editor.heap()).elements(array)
        : array.segment();
  }
}
