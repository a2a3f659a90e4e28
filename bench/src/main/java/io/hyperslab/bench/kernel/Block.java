package io.hyperslab.bench.kernel;

import io.hyperslab.bench.task.Elements;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The mebibyte that kernels are applied to: the random walk of the other benchmarks.
final class Block {
  /// How many elements, of four bytes each.
  static final int LENGTH = 1 << 18;

  /// Bytes.
  static final int SIZE = LENGTH * Integer.BYTES;

  /// Bits of whole numbers that say something.
  static final int PRECISION = 20;

  private static final double RESOLUTION = 128;

  private Block() {}

  /// The walk as `float32`.
  static byte[] floats() {
    byte[] bytes = new byte[SIZE];
    MemorySegment.copy(
        Elements.floats(LENGTH),
        0,
        MemorySegment.ofArray(bytes),
        ValueLayout.JAVA_FLOAT_UNALIGNED,
        0,
        LENGTH);
    return bytes;
  }

  /// The walk as `int32`, in steps of its resolution and not negative.
  static byte[] integers() {
    byte[] bytes = new byte[SIZE];
    MemorySegment memory = MemorySegment.ofArray(bytes);
    float[] walk = Elements.floats(LENGTH);
    int mask = (1 << (PRECISION - 1)) - 1;
    for (int i = 0; i < LENGTH; i++) {
      memory.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, (int) (walk[i] * RESOLUTION) & mask);
    }
    return bytes;
  }
}
