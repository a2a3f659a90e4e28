package io.hyperslab.internal.number;

import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.FloatingPoint.Normalization;
import io.hyperslab.datatype.NumericType;
import java.util.Random;

/// Descriptions of numbers that nobody would think of, and elements to go with them.
final class RandomTypes {
  private final Random random;

  RandomTypes(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  private int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  private ByteOrder order() {
    return random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  FixedPoint integer(int largestSize) {
    int size = between(1, largestSize);
    int precision = between(1, 8 * size);
    return new FixedPoint(
        size,
        order(),
        random.nextBoolean() && precision > 1,
        precision,
        between(0, 8 * size - precision),
        LibraryConversion.padding(random.nextBoolean()),
        LibraryConversion.padding(random.nextBoolean()));
  }

  Bitfield bitfield(int largestSize) {
    FixedPoint like = integer(largestSize);
    return new Bitfield(
        like.size(),
        like.order(),
        like.precision(),
        like.bitOffset(),
        like.lowPadding(),
        like.highPadding());
  }

  /// A floating-point number: sign, exponent and mantissa in any order, with gaps.
  FloatingPoint real(int largestMantissa) {
    int exponentSize = between(2, 11);
    int mantissaSize = between(2, largestMantissa);
    int gap = random.nextInt(3);
    int lowest = random.nextInt(5);
    boolean signFirst = random.nextBoolean();
    boolean mantissaFirst = random.nextBoolean();
    int at = lowest + (signFirst ? 1 : 0);
    int sizeOfFirst = mantissaFirst ? mantissaSize : exponentSize;
    int first = at;
    int second = first + sizeOfFirst + gap;
    int end = second + (mantissaFirst ? exponentSize : mantissaSize);
    int sign = signFirst ? lowest : end++;
    int size = Math.max((end + 7) / 8, between(1, 12));
    ByteOrder order = random.nextInt(4) == 0 ? ByteOrder.VAX : order();
    if (order == ByteOrder.VAX) {
      // The library undoes its own swap for 6, 10, ... bytes.
      size = (size + 3) / 4 * 4;
    }
    return new FloatingPoint(
        size,
        order,
        between(end, 8 * size),
        0,
        LibraryConversion.padding(false),
        LibraryConversion.padding(random.nextBoolean()),
        LibraryConversion.padding(false),
        random.nextBoolean() ? Normalization.IMPLIED : Normalization.NONE,
        sign,
        mantissaFirst ? second : first,
        exponentSize,
        between(1, (1 << exponentSize) - 2),
        mantissaFirst ? first : second,
        mantissaSize);
  }

  /// Random elements, some of them sparse or dense in bits.
  byte[] elements(NumericType type, int count) {
    byte[] bytes = new byte[count * (int) type.size()];
    random.nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(6);
      for (int k = 0; k < type.size() && kind < 2; k++) {
        int at = i * (int) type.size() + k;
        if (random.nextInt(4) != 0) {
          bytes[at] = (byte) (kind == 0 ? 0 : -1);
        }
      }
    }
    return bytes;
  }
}
