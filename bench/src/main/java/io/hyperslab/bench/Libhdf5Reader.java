package io.hyperslab.bench;

import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;

/// The reference library. It reads into native memory only, so an array costs it a copy; the memory
/// in between is kept from one read to the next, which favours it.
final class Libhdf5Reader implements Reader {
  private final MemorySegment between;

  /// @param byteSize bytes of the elements
  Libhdf5Reader(long byteSize) {
    between = Arena.ofAuto().allocate(byteSize, Long.BYTES);
  }

  @Override
  public double[] doubles(Path file) {
    into(file, between);
    double[] elements = new double[Math.toIntExact(between.byteSize() / Double.BYTES)];
    MemorySegment.ofArray(elements).copyFrom(between);
    return elements;
  }

  @Override
  public float[] floats(Path file) {
    into(file, between);
    float[] elements = new float[Math.toIntExact(between.byteSize() / Float.BYTES)];
    MemorySegment.ofArray(elements).copyFrom(between);
    return elements;
  }

  @Override
  public void into(Path file, MemorySegment target) {
    try (Libhdf5File hdf5 = Libhdf5.open(file);
        BytePointer pointer = new BytePointer(target.asByteBuffer())) {
      hdf5.readInto(DataFile.DATASET, pointer);
    }
  }
}
