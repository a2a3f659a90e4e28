package io.hyperslab.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A library that reads HDF5, by the fastest way it has. Each call opens the file, reads all
/// elements of the dataset [DataFile#DATASET] and closes the file.
interface Reader {
  /// This project.
  String HYPERSLAB = "hyperslab";

  /// The reference library, called through JNI.
  String LIBHDF5 = "libhdf5";

  /// The other reader written in Java.
  String JHDF = "jhdf";

  /// The elements, which are `float64`, in a new array.
  double[] doubles(Path file) throws IOException;

  /// The elements, which are `float32`, in a new array.
  float[] floats(Path file) throws IOException;

  /// Reads the elements, as stored, into native memory of their size.
  void into(Path file, MemorySegment target) throws IOException;

  /// The reader that a benchmark's parameter names.
  ///
  /// @param byteSize bytes of the elements that it is going to read, at most 2 GiB
  static Reader named(String name, long byteSize) {
    return switch (name) {
      case HYPERSLAB -> new HyperslabReader();
      case LIBHDF5 -> new Libhdf5Reader(byteSize);
      case JHDF -> new JhdfReader();
      default -> throw new IllegalArgumentException("no reader " + name);
    };
  }
}
