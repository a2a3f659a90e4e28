package io.hyperslab.bench.task;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The elements of all files: the same in every run and for every library. Numbers are a random
/// walk with a resolution of 1/128, as instruments of limited precision record it.
public final class Elements {
  /// Bytes of a record.
  public static final int RECORD = 32;

  /// Elements of a tiny dataset.
  public static final int TINY = 4;

  private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfDouble FLOAT64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Elements() {}

  /// A walk.
  public static double[] doubles(long count) {
    double[] elements = new double[Math.toIntExact(count)];
    Walk walk = new Walk();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = walk.next();
    }
    return elements;
  }

  /// The same walk; `float32` has all of its values.
  public static float[] floats(long count) {
    float[] elements = new float[Math.toIntExact(count)];
    Walk walk = new Walk();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) walk.next();
    }
    return elements;
  }

  /// Fills memory with a walk in whole numbers, modulo 256.
  public static void fill(MemorySegment bytes) {
    Noise noise = new Noise(Noise.WALK);
    double value = 0;
    for (long i = 0; i < bytes.byteSize(); i++) {
      value += 4 * noise.step();
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (long) value);
    }
  }

  /// Memory with such a walk, which an array might not hold.
  public static MemorySegment bytes(long count) {
    MemorySegment elements = Arena.ofAuto().allocate(count);
    fill(elements);
    return elements;
  }

  /// Numbers from 0 to 65535.
  public static int[] integers(long count) {
    int[] elements = new int[Math.toIntExact(count)];
    Noise noise = new Noise(Noise.WALK);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (int) noise.next() & 0xffff;
    }
    return elements;
  }

  /// The bytes that tiles are overwritten with, one tile after the other.
  public static byte[] tiles(long count) {
    byte[] elements = new byte[Math.toIntExact(count * Shapes.TILE * Shapes.TILE)];
    Noise noise = new Noise(Noise.WALK);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (byte) (noise.next() & 15);
    }
    return elements;
  }

  /// Texts of digits.
  public static String[] texts(long count) {
    String[] elements = new String[Math.toIntExact(count)];
    Noise noise = new Noise(Noise.WALK);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = noise.text();
    }
    return elements;
  }

  /// Records as C has them in memory: `int64 id`, `float64 x`, `float64 y`, `int32 code`, `float32
  /// weight`, little-endian.
  public static byte[] records(long count) {
    byte[] bytes = new byte[Math.toIntExact(count * RECORD)];
    MemorySegment memory = MemorySegment.ofArray(bytes);
    Noise noise = new Noise(Noise.WALK);
    double value = 0;
    for (int i = 0; i < count; i++) {
      value += noise.step();
      long at = (long) i * RECORD;
      memory.set(INT64, at, i);
      memory.set(FLOAT64, at + 8, value);
      memory.set(FLOAT64, at + 16, -value);
      memory.set(INT32, at + 24, i % 1000);
      memory.set(FLOAT32, at + 28, (float) value);
    }
    return bytes;
  }

  /// The elements of a tiny dataset.
  public static int[] tiny(int number) {
    return new int[] {number, number + 1, number + 2, number + 3};
  }

  /// The value of a small object's attribute.
  public static double attribute(int number) {
    return number / 4.0;
  }

  /// The name of a small object.
  ///
  /// @param kind `d` for a dataset, `g` for a group, `c` for a child that is either
  public static String name(char kind, int number) {
    String digits = Integer.toString(number);
    return kind + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }
}
