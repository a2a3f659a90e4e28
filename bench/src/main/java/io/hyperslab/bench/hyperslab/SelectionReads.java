package io.hyperslab.bench.hyperslab;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Positions;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Team;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Reads of parts of datasets, many of them small. But for batches and single elements, whose
/// results are new, all repetitions read into the same memory, as those of the program in C do.
///
/// @param variant how files are opened
record SelectionReads(Task task, Variant variant) {
  private static final long[] STRIDE = {3, 5};
  private static final long[] SINGLE = {1, 1};
  private static final long[] TILE = {Shapes.TILE, Shapes.TILE};

  /// Reads what is wanted of one dataset.
  @FunctionalInterface
  private interface Work<T> {
    T of(Dataset dataset);
  }

  Trial trial() {
    return switch (task.workload()) {
      case R8 -> tiles();
      case R8BATCH -> Trial.reading(() -> with(this::batch), SelectionReads::sum);
      case R9U, R9C -> columns();
      case R10A -> stridedDoubles();
      case R10C -> stridedFloats();
      case R11A -> Trial.reading(() -> with(this::doubles), Checksum::of);
      default -> Trial.reading(() -> with(this::floats), Checksum::of);
    };
  }

  private <T> T with(Work<T> work) throws IOException {
    try (Hdf5File file = variant.open(task.path())) {
      return work.of(file.dataset("data"));
    }
  }

  private Trial tiles() {
    byte[] tiles = new byte[task.items() * Shapes.TILE * Shapes.TILE];
    MemorySegment target = MemorySegment.ofArray(tiles);
    return Trial.reading(() -> with(dataset -> tiles(dataset, tiles, target)), Checksum::of);
  }

  private byte[] tiles(Dataset dataset, byte[] tiles, MemorySegment target) {
    Positions at = Positions.of(task.items(), dataset.shape(), Shapes.TILE);
    long size = TILE[0] * TILE[1];
    Team.share(
        task.threads(),
        task.items(),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            long[] corner = {at.row(i), at.column(i)};
            dataset.readInto(target.asSlice(i * size, size), Selection.box(corner, TILE));
          }
        });
    return tiles;
  }

  private byte[][] batch(Dataset dataset) {
    Positions at = Positions.of(task.items(), dataset.shape(), Shapes.TILE);
    List<Selection> selections = new ArrayList<>(task.items());
    for (int i = 0; i < task.items(); i++) {
      selections.add(Selection.box(new long[] {at.row(i), at.column(i)}, TILE));
    }
    return dataset.readAll(selections).stream().map(NdArray::toBytes).toArray(byte[][]::new);
  }

  private Trial columns() {
    float[] columns = new float[task.items() * Shapes.GRID_ROWS];
    MemorySegment target = MemorySegment.ofArray(columns);
    return Trial.reading(() -> with(dataset -> columns(dataset, columns, target)), Checksum::of);
  }

  private float[] columns(Dataset dataset, float[] columns, MemorySegment target) {
    long[] extent = {Shapes.GRID_ROWS, 1};
    long size = (long) Shapes.GRID_ROWS * Float.BYTES;
    Team.share(
        task.threads(),
        task.items(),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            long[] corner = {0, Shapes.FIRST_COLUMN + i};
            dataset.readInto(target.asSlice(i * size, size), Selection.box(corner, extent));
          }
        });
    return columns;
  }

  private Trial stridedDoubles() {
    long[] count = strides(task.count(), Shapes.COLUMNS);
    double[] elements = new double[Math.toIntExact(count[0] * count[1])];
    MemorySegment target = MemorySegment.ofArray(elements);
    return Trial.reading(
        () ->
            with(dataset -> {
              shareStrided(dataset, count, target, Double.BYTES);
              return elements;
            }),
        Checksum::of);
  }

  private Trial stridedFloats() {
    long[] count = strides(Shapes.GRID_ROWS, task.count());
    float[] elements = new float[Math.toIntExact(count[0] * count[1])];
    MemorySegment target = MemorySegment.ofArray(elements);
    return Trial.reading(
        () ->
            with(dataset -> {
              shareStrided(dataset, count, target, Float.BYTES);
              return elements;
            }),
        Checksum::of);
  }

  private static long[] strides(long rows, long columns) {
    return new long[] {(rows + 2) / 3, (columns + 4) / 5};
  }

  /// Has each thread read some of the rows.
  private void shareStrided(Dataset dataset, long[] count, MemorySegment target, int size) {
    long row = count[1] * size;
    Team.share(
        task.threads(),
        Math.toIntExact(count[0]),
        (from, to) -> {
          long[] start = {STRIDE[0] * from, 0};
          long[] rows = {to - from, count[1]};
          dataset.readInto(
              target.asSlice(from * row, (to - from) * row),
              Selection.hyperslab(start, STRIDE, rows, SINGLE));
        });
  }

  private double[] doubles(Dataset dataset) {
    Positions at = Positions.of(task.items(), dataset.shape());
    double[] elements = new double[task.items()];
    Team.share(
        task.threads(),
        elements.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            elements[i] = dataset.getDouble(at.row(i), at.column(i));
          }
        });
    return elements;
  }

  private float[] floats(Dataset dataset) {
    Positions at = Positions.of(task.items(), dataset.shape());
    float[] elements = new float[task.items()];
    Team.share(
        task.threads(),
        elements.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            elements[i] = (float) dataset.getDouble(at.row(i), at.column(i));
          }
        });
    return elements;
  }

  private static long sum(byte[][] parts) {
    Checksum checksum = new Checksum();
    for (byte[] part : parts) {
      for (byte element : part) {
        checksum.add(Byte.toUnsignedLong(element));
      }
    }
    return checksum.value();
  }
}
