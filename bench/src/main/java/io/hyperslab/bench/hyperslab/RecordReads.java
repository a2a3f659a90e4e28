package io.hyperslab.bench.hyperslab;

import io.hyperslab.Hdf5File;
import io.hyperslab.array.NdArray;
import io.hyperslab.array.PackedStrings;
import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.dataspace.Selection;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Reads of texts and of records, and of a single value.
///
/// @param variant how files are opened
record RecordReads(Task task, Variant variant) {
  Trial trial() {
    return switch (task.workload()) {
      case R14 -> Trial.reading(this::texts, Checksum::of);
      case R14PACKED -> Trial.reading(this::packed, each -> Checksum.of(each.toStrings()));
      case R15 -> records();
      case R15F -> member();
      default -> Trial.reading(this::value, Double::doubleToRawLongBits);
    };
  }

  private String[] texts() throws IOException {
    try (Hdf5File file = variant.open(task.path())) {
      return file.dataset("data").readStrings();
    }
  }

  private PackedStrings packed() throws IOException {
    try (Hdf5File file = variant.open(task.path())) {
      return file.dataset("data").readPackedStrings();
    }
  }

  private Trial records() {
    byte[] records = new byte[task.items() * Elements.RECORD];
    MemorySegment memory = MemorySegment.ofArray(records);
    return Trial.reading(
        () -> {
          try (Hdf5File file = variant.open(task.path())) {
            file.dataset("data").readInto(memory, Selection.all());
          }
          return memory;
        },
        each -> Checksum.ofMemory(each, Long.BYTES));
  }

  private Trial member() {
    double[] values = new double[task.items()];
    NdArray target = NdArray.of(values, task.items());
    return Trial.reading(
        () -> {
          try (Hdf5File file = variant.open(task.path())) {
            file.dataset("data").field("x").readInto(target);
          }
          return values;
        },
        Checksum::of);
  }

  private double value() throws IOException {
    try (Hdf5File file = variant.open(task.path())) {
      return file.dataset("data").getDouble(1, 1);
    }
  }
}
