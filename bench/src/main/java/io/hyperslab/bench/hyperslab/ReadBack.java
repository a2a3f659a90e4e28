package io.hyperslab.bench.hyperslab;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import java.io.IOException;

/// Reads what others have written.
final class ReadBack {
  private ReadBack() {}

  static long checksum(Task task) throws IOException {
    try (Hdf5File file = Hdf5File.open(task.path())) {
      return switch (task.workload()) {
        case W1, W4A, W4B -> Checksum.of(file.dataset("data").readDoubles());
        case W2, W3 -> Checksum.of(file.dataset("data").readFloats());
        case W5 -> groups(file.root(), task.items());
        case W6 -> datasets(file.root(), task.items());
        case W7 -> Checksum.of(file.dataset("data").readStrings());
        case W8 -> bytes(file.dataset("data"));
        default -> throw new IllegalArgumentException("writes nothing: " + task.workload());
      };
    }
  }

  /// By slabs: all might be more than an array holds.
  private static long bytes(Dataset dataset) {
    Checksum checksum = new Checksum();
    dataset.forEachSlab(
        Shapes.SLAB_ROWS,
        (_, rows) -> {
          for (byte element : rows.toBytes()) {
            checksum.add(Byte.toUnsignedLong(element));
          }
        });
    return checksum.value();
  }

  private static long groups(Group root, int count) {
    Checksum checksum = new Checksum();
    for (int i = 0; i < count; i++) {
      Group group = root.group(Elements.name('g', i));
      checksum.add(group.attributes().get("value").readDouble());
      checksum.add(group.attributes().get("code").readInt());
    }
    return checksum.value();
  }

  private static long datasets(Group root, int count) {
    int[][] values = new int[count][];
    for (int i = 0; i < count; i++) {
      values[i] = root.dataset(Elements.name('d', i)).readInts();
    }
    return ObjectReads.sum(values);
  }
}
