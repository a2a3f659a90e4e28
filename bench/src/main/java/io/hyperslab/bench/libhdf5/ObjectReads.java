package io.hyperslab.bench.libhdf5;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Literate2;
import static org.bytedeco.hdf5.global.hdf5.H5Oget_info_by_name3;

import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import org.bytedeco.hdf5.H5L_info2_t;
import org.bytedeco.hdf5.H5L_iterate2_t;
import org.bytedeco.hdf5.H5O_info2_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;

/// Reads of many small objects.
record ObjectReads(Task task) {
  private static final int BY_NAME = 0;
  private static final int NATIVE_ORDER = 2;
  private static final int BASIC = 1;
  private static final int GROUP = 0;

  Trial trial() {
    return switch (task.workload()) {
      case R12AE, R12AL -> Trial.reading(this::list, Long::longValue);
      case R12BE, R12BL -> Trial.reading(this::attributes, Checksum::of);
      default -> Trial.reading(this::datasets, Long::longValue);
    };
  }

  /// Adds up what a listing has.
  private static final class Visitor extends H5L_iterate2_t {
    private final H5O_info2_t object = new H5O_info2_t();
    private long sum;

    @Override
    public int call(long group, BytePointer name, H5L_info2_t link, Pointer data) {
      H5Oget_info_by_name3(group, name, object, BASIC, 0);
      sum += Checksum.ofLink(name.getString(), object.type() == GROUP);
      return 0;
    }
  }

  private long list() {
    long file = Native.open(task.path());
    try (Visitor visitor = new Visitor()) {
      check(
          "H5Literate2",
          H5Literate2(file, BY_NAME, NATIVE_ORDER, (long[]) null, visitor, (Pointer) null));
      Native.close(file);
      return visitor.sum;
    }
  }

  private double[] attributes() {
    double[] values = new double[task.items()];
    long file = Native.open(task.path());
    try (DoublePointer value = new DoublePointer(1)) {
      for (int i = 0; i < values.length; i++) {
        ReadBack.attribute(file, Elements.name('d', i), "value", Native.float64(), value);
        values[i] = value.get();
      }
    }
    Native.close(file);
    return values;
  }

  private long datasets() {
    long file = Native.open(task.path());
    long sum = ReadBack.datasets(file, task.items());
    Native.close(file);
    return sum;
  }
}
