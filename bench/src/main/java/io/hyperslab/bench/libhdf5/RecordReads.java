package io.hyperslab.bench.libhdf5;

import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;

/// Reads of texts and of records, and of a single value.
record RecordReads(Task task) {
  private static final long[] PLACE = {1, 1};

  Trial trial() {
    return switch (task.workload()) {
      case R14, R14PACKED -> Trial.reading(this::texts, Checksum::of);
      case R15 -> records(Native::records, Elements.RECORD);
      case R15F -> records(Native::member, Double.BYTES);
      default -> Trial.reading(this::value, Double::doubleToRawLongBits);
    };
  }

  /// Java's strings, as programs on the JVM need them.
  private String[] texts() {
    long file = Native.open(task.path());
    String[] texts = ReadBack.texts(file, task.items());
    Native.close(file);
    return texts;
  }

  private Trial records(LongSupplier memoryType, int width) {
    long size = task.count() * width;
    BytePointer target = new BytePointer(size);
    return Trial.reading(
        () -> {
          long file = Native.open(task.path());
          long type = memoryType.getAsLong();
          Native.readAll(file, Native.DATA, type, target);
          Native.closeType(type);
          Native.close(file);
          return target;
        },
        elements -> Checksum.ofMemory(Native.memory(elements, size), Long.BYTES));
  }

  private double value() {
    long file = Native.open(task.path());
    long dataset = Native.dataset(file, Native.DATA);
    long space = Native.spaceOf(dataset);
    try (DoublePointer value = new DoublePointer(1)) {
      Native.readBox(dataset, space, Native.float64(), PLACE, null, new long[] {1, 1}, value);
      Native.close(space, dataset, file);
      return value.get();
    }
  }
}
