package io.hyperslab.bench.hyperslab;

import io.hyperslab.DataView;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Team;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.DoubleAdder;

/// Reads of whole datasets.
///
/// @param variant how files are opened
record BulkReads(Task task, Variant variant) {
  Trial trial() {
    return switch (task.workload()) {
      case R1 -> reusedDoubles();
      case R1B -> Trial.reading(this::freshDoubles, Checksum::of);
      case R2, R2BLOCKS -> blocks();
      case R2SLABS -> slabs();
      case R16 -> bigEndian();
      case R17 -> widened();
      default -> reusedFloats();
    };
  }

  private Trial reusedDoubles() {
    double[] elements = new double[Math.toIntExact(task.count() * Shapes.COLUMNS)];
    return Trial.reading(
        () -> {
          try (Hdf5File file = variant.open(task.path())) {
            file.dataset("data").readInto(MemorySegment.ofArray(elements), Selection.all());
          }
          return elements;
        },
        Checksum::of);
  }

  private double[] freshDoubles() throws IOException {
    try (Hdf5File file = variant.open(task.path())) {
      return file.dataset("data").readDoubles();
    }
  }

  /// The sum of all slabs, of which one is read while another is added up.
  private Trial slabs() {
    NdArray one = slab();
    NdArray two = slab();
    return Trial.reading(
        () -> {
          double[] total = {0};
          try (Hdf5File file = variant.open(task.path())) {
            file.dataset("data")
                .forEachSlab(
                    one,
                    two,
                    (first, rows) ->
                        total[0] += total(rows.segment(), Math.toIntExact(rows.size())));
          }
          return total[0];
        },
        Double::doubleToRawLongBits);
  }

  private static NdArray slab() {
    double[] elements = new double[Math.toIntExact(Shapes.SLAB_ROWS * Shapes.COLUMNS)];
    return NdArray.of(elements, Shapes.SLAB_ROWS, Shapes.COLUMNS);
  }

  /// The sum of a slab, which is in an array of Java.
  private static double total(MemorySegment slab, int length) {
    return Checksum.total((double[]) slab.heapBase().orElseThrow(), length);
  }

  /// The sum of all elements, each block added up by the thread that has read it.
  private Trial blocks() {
    return Trial.reading(
        () -> {
          DoubleAdder total = new DoubleAdder();
          try (Hdf5File file = variant.open(task.path())) {
            DataView all = file.dataset("data").select(Selection.all());
            all.forEachBlock((_, elements) -> total.add(Checksum.total(elements.segment())));
          }
          return total.sum();
        },
        Double::doubleToRawLongBits);
  }

  private Trial reusedFloats() {
    float[] elements = new float[Math.toIntExact(task.count() * Shapes.GRID_ROWS)];
    return Trial.reading(
        () -> {
          try (Hdf5File file = variant.open(task.path())) {
            Dataset dataset = file.dataset("data");
            int bands = Shapes.GRID_ROWS / Shapes.CHUNK_ROWS;
            Team.share(task.threads(), bands, (from, to) -> band(dataset, elements, from, to));
          }
          return elements;
        },
        Checksum::of);
  }

  /// Reads some rows of chunks.
  private static void band(Dataset dataset, float[] elements, int from, int to) {
    long row = (long) from * Shapes.CHUNK_ROWS;
    long end = (long) to * Shapes.CHUNK_ROWS;
    long rowSize = (long) elements.length / Shapes.GRID_ROWS * Float.BYTES;
    MemorySegment target = MemorySegment.ofArray(elements);
    dataset.readInto(
        target.asSlice(row * rowSize, (end - row) * rowSize),
        end - row == Shapes.GRID_ROWS ? Selection.all() : Selection.slice(row, end));
  }

  private Trial bigEndian() {
    int[] elements = new int[Math.toIntExact(task.count() * Shapes.COLUMNS)];
    NdArray target = NdArray.of(elements, task.count(), Shapes.COLUMNS);
    return Trial.reading(
        () -> {
          into(target);
          return elements;
        },
        Checksum::of);
  }

  private Trial widened() {
    double[] elements = new double[Math.toIntExact(task.count() * Shapes.COLUMNS)];
    NdArray target = NdArray.of(elements, task.count(), Shapes.COLUMNS);
    return Trial.reading(
        () -> {
          into(target);
          return elements;
        },
        Checksum::of);
  }

  private void into(NdArray target) throws IOException {
    try (Hdf5File file = variant.open(task.path())) {
      file.dataset("data").readInto(target);
    }
  }
}
