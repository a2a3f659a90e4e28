package io.hyperslab.bench.task;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A sum over the bits of elements in which each place has a weight of its own: elements that are
/// missing, wrong or in the wrong place change it. The program in C computes the same.
public final class Checksum {
  private long sum;
  private long weight = 1;

  /// Starts at the first element.
  public Checksum() {}

  /// Adds the next element.
  public Checksum add(long bits) {
    sum += bits * weight;
    weight += 2;
    return this;
  }

  /// Adds the next element.
  public Checksum add(double element) {
    return add(Double.doubleToRawLongBits(element));
  }

  /// Adds the next element.
  public Checksum add(int element) {
    return add(Integer.toUnsignedLong(element));
  }

  /// The sum so far.
  public long value() {
    return sum;
  }

  /// That of elements of 64 bits.
  public static long of(double[] elements) {
    return ofMemory(MemorySegment.ofArray(elements), Long.BYTES);
  }

  /// That of elements of 32 bits.
  public static long of(float[] elements) {
    return ofMemory(MemorySegment.ofArray(elements), Integer.BYTES);
  }

  /// That of elements of 32 bits.
  public static long of(int[] elements) {
    return ofMemory(MemorySegment.ofArray(elements), Integer.BYTES);
  }

  /// That of elements of 8 bits.
  public static long of(byte[] elements) {
    return ofMemory(MemorySegment.ofArray(elements), Byte.BYTES);
  }

  /// That of elements in any memory.
  ///
  /// @param width bytes of an element: 1, 4 or 8
  public static long ofMemory(MemorySegment memory, int width) {
    Checksum checksum = new Checksum();
    long size = memory.byteSize();
    switch (width) {
      case Long.BYTES -> {
        for (long i = 0; i < size; i += width) {
          checksum.add(memory.get(ValueLayout.JAVA_LONG_UNALIGNED, i));
        }
      }
      case Integer.BYTES -> {
        for (long i = 0; i < size; i += width) {
          checksum.add(memory.get(ValueLayout.JAVA_INT_UNALIGNED, i));
        }
      }
      default -> {
        for (long i = 0; i < size; i++) {
          checksum.add(Byte.toUnsignedLong(memory.get(ValueLayout.JAVA_BYTE, i)));
        }
      }
    }
    return checksum.value();
  }

  /// That of texts.
  public static long of(String[] texts) {
    Checksum checksum = new Checksum();
    for (String text : texts) {
      checksum.add(hash(text));
    }
    return checksum.value();
  }

  /// A hash of a text in ASCII.
  public static long hash(String text) {
    long sum = 0;
    for (int i = 0; i < text.length(); i++) {
      sum = sum * 31 + text.charAt(i);
    }
    return sum;
  }

  /// What a child of a group adds to the checksum of a listing, in which the order is free.
  ///
  /// @param group whether it is a group and no dataset
  public static long ofLink(String name, boolean group) {
    return hash(name) * (group ? 3 : 5);
  }

  /// The sum of values that are multiples of 1/128, which is exact in any order.
  public static double total(double[] values, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int whole = length & -4;
    for (int i = 0; i < whole; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (int i = whole; i < length; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }

  /// The same of values in any memory.
  public static double total(MemorySegment values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    long size = values.byteSize();
    long whole = size & -4L * Double.BYTES;
    for (long i = 0; i < whole; i += 4L * Double.BYTES) {
      a += values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
      b += values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i + Double.BYTES);
      c += values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i + 2L * Double.BYTES);
      d += values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i + 3L * Double.BYTES);
    }
    for (long i = whole; i < size; i += Double.BYTES) {
      a += values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
    }
    return a + b + (c + d);
  }
}
