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

/// Reads of parts of datasets, many of them small.
///
/// @param variant how files are opened
record SelectionReads(Task task, Variant variant) {
  private static final long[] ORIGIN = {0, 0};
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
      case R8 -> Trial.reading(() -> with(this::tiles), SelectionReads::sum);
      case R8BATCH -> Trial.reading(() -> with(this::batch), SelectionReads::sum);
      case R9U, R9C -> Trial.reading(() -> with(this::columns), SelectionReads::sum);
      case R10A -> Trial.reading(() -> with(this::stridedDoubles), Checksum::of);
      case R10C -> Trial.reading(() -> with(this::stridedFloats), Checksum::of);
      case R11A -> Trial.reading(() -> with(this::doubles), Checksum::of);
      default -> Trial.reading(() -> with(this::floats), Checksum::of);
    };
  }

  private <T> T with(Work<T> work) throws IOException {
    try (Hdf5File file = variant.open(task.path())) {
      return work.of(file.dataset("data"));
    }
  }

  private byte[][] tiles(Dataset dataset) {
    Positions at = Positions.of(task.items(), dataset.shape(), Shapes.TILE);
    byte[][] tiles = new byte[task.items()][];
    Team.share(
        task.threads(),
        tiles.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            long[] corner = {at.row(i), at.column(i)};
            tiles[i] = dataset.readBytes(Selection.box(corner, TILE));
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

  private float[][] columns(Dataset dataset) {
    long[] extent = {dataset.shape()[0], 1};
    float[][] columns = new float[task.items()][];
    Team.share(
        task.threads(),
        columns.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            long[] corner = {0, Shapes.FIRST_COLUMN + i};
            columns[i] = dataset.readFloats(Selection.box(corner, extent));
          }
        });
    return columns;
  }

  private double[] stridedDoubles(Dataset dataset) {
    long[] count = strides(dataset);
    if (task.threads() == 1) {
      return dataset.readDoubles(Selection.hyperslab(ORIGIN, STRIDE, count, SINGLE));
    }
    double[] elements = new double[Math.toIntExact(count[0] * count[1])];
    shareStrided(dataset, count, MemorySegment.ofArray(elements), Double.BYTES);
    return elements;
  }

  private float[] stridedFloats(Dataset dataset) {
    long[] count = strides(dataset);
    if (task.threads() == 1) {
      return dataset.readFloats(Selection.hyperslab(ORIGIN, STRIDE, count, SINGLE));
    }
    float[] elements = new float[Math.toIntExact(count[0] * count[1])];
    shareStrided(dataset, count, MemorySegment.ofArray(elements), Float.BYTES);
    return elements;
  }

  private static long[] strides(Dataset dataset) {
    long[] shape = dataset.shape();
    return new long[] {(shape[0] + 2) / 3, (shape[1] + 4) / 5};
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

  private static long sum(float[][] parts) {
    Checksum checksum = new Checksum();
    for (float[] part : parts) {
      for (float element : part) {
        checksum.add(Float.floatToRawIntBits(element));
      }
    }
    return checksum.value();
  }
}
