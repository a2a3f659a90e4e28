package io.hyperslab.bench.libhdf5;

import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I8LE_g;

import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Positions;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import org.bytedeco.javacpp.BytePointer;

/// Reads of parts of datasets, many of them small.
record SelectionReads(Task task) {
  private static final long[] ORIGIN = {0, 0};
  private static final long[] STRIDE = {3, 5};

  /// An open dataset.
  private record Open(long dataset, long space, long[] shape, BytePointer target) {
    /// Reads a box to a place in the target.
    void box(long type, long[] start, long[] count, long place) {
      Native.readBox(dataset, space, type, start, null, count, target.position(place));
    }
  }

  /// Reads what is wanted.
  @FunctionalInterface
  private interface Work {
    void of(Open open);
  }

  Trial trial() {
    return switch (task.workload()) {
      case R8, R8BATCH -> with(tileSize() * task.count(), Byte.BYTES, this::tiles);
      case R9U, R9C -> with(columnSize() * task.count(), Float.BYTES, this::columns);
      case R10A ->
          with(stridedSize(task.count(), Shapes.COLUMNS, 8), Double.BYTES, this::stridedDoubles);
      case R10C ->
          with(stridedSize(Shapes.GRID_ROWS, task.count(), 4), Float.BYTES, this::stridedFloats);
      case R11A -> with(task.count() * 8, Double.BYTES, open -> points(open, Native.float64(), 8));
      default -> with(task.count() * 4, Float.BYTES, open -> points(open, Native.float32(), 4));
    };
  }

  private static long tileSize() {
    return (long) Shapes.TILE * Shapes.TILE;
  }

  private static long columnSize() {
    return (long) Shapes.GRID_ROWS * Float.BYTES;
  }

  private static long stridedSize(long rows, long columns, int width) {
    return (rows + 2) / 3 * ((columns + 4) / 5) * width;
  }

  private Trial with(long size, int width, Work work) {
    BytePointer target = new BytePointer(size);
    return Trial.reading(
        () -> {
          long file = Native.open(task.path());
          long dataset = Native.dataset(file, Native.DATA);
          long space = Native.spaceOf(dataset);
          work.of(new Open(dataset, space, Native.shape(space), target));
          target.position(0);
          Native.close(space, dataset, file);
          return target;
        },
        elements -> Checksum.ofMemory(Native.memory(elements, size), width));
  }

  private void tiles(Open open) {
    Positions at = Positions.of(task.items(), open.shape(), Shapes.TILE);
    long[] extent = {Shapes.TILE, Shapes.TILE};
    for (int i = 0; i < task.items(); i++) {
      long[] corner = {at.row(i), at.column(i)};
      open.box(H5T_STD_I8LE_g(), corner, extent, i * tileSize());
    }
  }

  private void columns(Open open) {
    long[] extent = {Shapes.GRID_ROWS, 1};
    for (int i = 0; i < task.items(); i++) {
      long[] corner = {0, Shapes.FIRST_COLUMN + i};
      open.box(Native.float32(), corner, extent, i * columnSize());
    }
  }

  private void stridedDoubles(Open open) {
    strided(open, Native.float64());
  }

  private void stridedFloats(Open open) {
    strided(open, Native.float32());
  }

  private static void strided(Open open, long type) {
    long[] count = {(open.shape()[0] + 2) / 3, (open.shape()[1] + 4) / 5};
    Native.readBox(open.dataset(), open.space(), type, ORIGIN, STRIDE, count, open.target());
  }

  private void points(Open open, long type, int width) {
    Positions at = Positions.of(task.items(), open.shape());
    long[] extent = {1, 1};
    for (int i = 0; i < task.items(); i++) {
      long[] place = {at.row(i), at.column(i)};
      open.box(type, place, extent, (long) i * width);
    }
  }
}
