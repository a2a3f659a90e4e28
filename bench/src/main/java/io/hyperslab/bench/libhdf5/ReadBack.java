package io.hyperslab.bench.libhdf5;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen_by_name;
import static org.bytedeco.hdf5.global.hdf5.H5Aread;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I8LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Treclaim;

import io.hyperslab.bench.task.Checksum;
import io.hyperslab.bench.task.Elements;
import io.hyperslab.bench.task.Task;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Reads what others have written.
final class ReadBack {
  private ReadBack() {}

  static long checksum(Task task) {
    long file = Native.open(task.path());
    long sum =
        switch (task.workload()) {
          case W1, W4A, W4B -> whole(file, Native.float64(), Long.BYTES);
          case W2, W3 -> whole(file, Native.float32(), Integer.BYTES);
          case W5 -> groups(file, task.items());
          case W6 -> datasets(file, task.items());
          case W7 -> Checksum.of(texts(file, task.items()));
          case W8 -> whole(file, H5T_STD_I8LE_g(), Byte.BYTES);
          default -> throw new IllegalArgumentException("writes nothing: " + task.workload());
        };
    Native.close(file);
    return sum;
  }

  private static long whole(long file, long type, int width) {
    long dataset = Native.dataset(file, Native.DATA);
    long space = check("H5Dget_space", H5Dget_space(dataset));
    long size = H5Sget_simple_extent_npoints(space) * width;
    check("H5Sclose", H5Sclose(space));
    check("H5Dclose", H5Dclose(dataset));
    try (BytePointer elements = new BytePointer(size)) {
      Native.readAll(file, Native.DATA, type, elements);
      return Checksum.ofMemory(Native.memory(elements, size), width);
    }
  }

  private static long groups(long file, int count) {
    Checksum checksum = new Checksum();
    try (BytePointer element = new BytePointer(Long.BYTES)) {
      for (int i = 0; i < count; i++) {
        String name = Elements.name('g', i);
        attribute(file, name, "value", Native.float64(), element);
        checksum.add(element.getDouble());
        attribute(file, name, "code", Native.int32(), element);
        checksum.add(element.getInt());
      }
    }
    return checksum.value();
  }

  /// Reads an attribute of one element.
  static void attribute(long file, String object, String name, long type, Pointer into) {
    long attribute = check("H5Aopen_by_name", H5Aopen_by_name(file, object, name, 0, 0));
    check("H5Aread", H5Aread(attribute, type, into));
    check("H5Aclose", H5Aclose(attribute));
  }

  static long datasets(long file, int count) {
    Checksum checksum = new Checksum();
    int[] values = new int[Elements.TINY];
    try (IntPointer elements = new IntPointer(Elements.TINY)) {
      for (int i = 0; i < count; i++) {
        Native.readAll(file, Elements.name('d', i), Native.int32(), elements);
        elements.get(values);
        for (int value : values) {
          checksum.add(value);
        }
      }
    }
    return checksum.value();
  }

  /// Reads texts of variable length, and frees the memory that libhdf5 allocates for them.
  static String[] texts(long file, int count) {
    String[] texts = new String[count];
    long type = Native.texts();
    long space = Native.space(count);
    try (PointerPointer<BytePointer> pointers = new PointerPointer<>(count)) {
      Native.readAll(file, Native.DATA, type, pointers);
      for (int i = 0; i < count; i++) {
        texts[i] = pointers.get(BytePointer.class, i).getString();
      }
      check("H5Treclaim", H5Treclaim(type, space, 0, pointers));
    }
    check("H5Sclose", H5Sclose(space));
    Native.closeType(type);
    return texts;
  }
}
