package io.hyperslab.bench;

import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/// A file with one dataset, written by libhdf5 into a temporary directory of its own. The elements
/// are the same in every run: a random walk with a resolution of 1/128, as instruments of limited
/// precision record it. The file is deleted when the JVM ends.
///
/// @param path the file
/// @param byteSize bytes of the elements
/// @param checksum that of the elements' bytes
record DataFile(Path path, long byteSize, Checksum checksum) {
  /// The path of the dataset.
  static final String DATASET = "/data";

  private static final int MEBIBYTE = 1 << 20;
  private static final int COLUMNS = 4096;
  private static final long[] CHUNK = {256, 512};
  private static final long SEED = 42;

  private static final ValueLayout.OfDouble FLOAT64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// One block of `float64`, one dimension.
  static DataFile contiguous(int mebibytes) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(mebibytes, MEBIBYTE)];
    MemorySegment elements = MemorySegment.ofArray(bytes);
    long count = bytes.length / Double.BYTES;
    Walk walk = new Walk();
    for (long i = 0; i < count; i++) {
      elements.setAtIndex(FLOAT64, i, walk.next());
    }
    return write(Libhdf5Type.float64(), new long[] {count}, Libhdf5Layout.contiguous(), bytes);
  }

  /// `float32` in two dimensions, in shuffled and deflated chunks of 512 KiB.
  static DataFile deflated(int mebibytes) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(mebibytes, MEBIBYTE)];
    MemorySegment elements = MemorySegment.ofArray(bytes);
    long count = bytes.length / Float.BYTES;
    Walk walk = new Walk();
    for (long i = 0; i < count; i++) {
      elements.setAtIndex(FLOAT32, i, (float) walk.next());
    }
    long[] shape = {count / COLUMNS, COLUMNS};
    Libhdf5Layout layout = Libhdf5Layout.chunked(CHUNK).shuffled().deflated();
    return write(Libhdf5Type.float32(), shape, layout, bytes);
  }

  private static DataFile write(
      Libhdf5Type type, long[] shape, Libhdf5Layout layout, byte[] elements) throws IOException {
    Path directory = Files.createTempDirectory("hyperslab-bench");
    Path path = directory.resolve("data.h5");
    directory.toFile().deleteOnExit();
    path.toFile().deleteOnExit();
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      file.dataset(DATASET, type, shape, layout, elements);
    }
    // Nothing is left for the system to write while reads are measured.
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return new DataFile(path, elements.length, Checksum.of(MemorySegment.ofArray(elements)));
  }

  /// Multiples of 1/128 that change by less than 1/2 from one to the next; `float32` has them all.
  private static final class Walk {
    private final SplittableRandom random = new SplittableRandom(SEED);
    private double value;

    double next() {
      value += ((random.nextLong() & 63) - 31.5) / 64;
      return value;
    }
  }
}
