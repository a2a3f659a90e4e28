package io.hyperslab.bench.hyperslab;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import java.io.IOException;

/// Reads of many small objects.
///
/// @param variant how files are opened
record ObjectReads(Task task, Variant variant) {
  Trial trial() {
    return switch (task.workload()) {
      case R12AE, R12AL -> Trial.reading(this::list, Long::longValue);
      case R12BE, R12BL -> Trial.reading(this::attributes, Checksum::of);
      default -> Trial.reading(this::datasets, ObjectReads::sum);
    };
  }

  private long list() throws IOException {
    long sum = 0;
    try (Hdf5File file = variant.open(task.path())) {
      for (Group.Member member : file.root().members()) {
        boolean group = member.kind().orElseThrow() == Hdf5Object.Kind.GROUP;
        sum += Checksum.ofLink(member.name(), group);
      }
    }
    return sum;
  }

  private double[] attributes() throws IOException {
    double[] values = new double[task.items()];
    try (Hdf5File file = variant.open(task.path())) {
      Group root = file.root();
      for (int i = 0; i < values.length; i++) {
        values[i] = root.get(Elements.name('d', i)).attributes().get("value").readDouble();
      }
    }
    return values;
  }

  private int[][] datasets() throws IOException {
    int[][] values = new int[task.items()][];
    try (Hdf5File file = variant.open(task.path())) {
      Group root = file.root();
      for (int i = 0; i < values.length; i++) {
        values[i] = root.dataset(Elements.name('d', i)).readInts();
      }
    }
    return values;
  }

  static long sum(int[][] values) {
    Checksum checksum = new Checksum();
    for (int[] each : values) {
      for (int value : each) {
        checksum.add(value);
      }
    }
    return checksum.value();
  }
}
