package io.hyperslab.array;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Stores single numbers exactly; those that are Java's own without allocating anything. Immutable;
/// for any thread.
final class NumberCell {
  private enum Kind {
    DOUBLE,
    FLOAT,
    INTEGER,
    OTHER
  }

  private final Datatype type;
  private final Kind kind;

  /// Of an integer, bytes.
  private final int size;

  private final long smallest;
  private final long largest;
  private final ValueLayout.OfShort shorts;
  private final ValueLayout.OfInt ints;
  private final ValueLayout.OfLong longs;

  /// A cell for elements of that datatype.
  ///
  /// @throws DatatypeMismatchException if it is no number
  NumberCell(Datatype type) {
    this.type = type;
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    boolean signed = true;
    int bytes = 0;
    Kind found = Kind.OTHER;
    switch (type) {
      case FloatingPoint real when real.isIeee() && (real.size() == 8 || real.size() == 4) -> {
        found = real.size() == 8 ? Kind.DOUBLE : Kind.FLOAT;
        order = real.order();
      }
      case FixedPoint whole when isJava(whole) -> {
        found = Kind.INTEGER;
        bytes = (int) whole.size();
        signed = whole.signed();
        order = whole.order();
      }
      default -> StoredNumbers.of(type, Conversion.EXACT, "");
    }
    java.nio.ByteOrder bits =
        order == ByteOrder.BIG_ENDIAN
            ? java.nio.ByteOrder.BIG_ENDIAN
            : java.nio.ByteOrder.LITTLE_ENDIAN;
    kind = found;
    size = bytes;
    largest = -1L >>> Math.min(63, 64 - 8 * bytes + (signed ? 1 : 0));
    smallest = signed ? ~largest : 0;
    shorts = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(bits);
    ints = ValueLayout.JAVA_INT_UNALIGNED.withOrder(bits);
    longs = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(bits);
  }

  private static boolean isJava(FixedPoint type) {
    return type.isFullWidth()
        && (type.size() == 1
            || type.size() == Short.BYTES
            || type.size() == Integer.BYTES
            || type.size() == Long.BYTES && type.signed());
  }

  /// Stores a number.
  ///
  /// @throws DatatypeMismatchException if it is not stored exactly
  void put(double value, MemorySegment to, long offset) {
    switch (kind) {
      case DOUBLE -> to.set(longs, offset, Double.doubleToRawLongBits(value));
      case FLOAT -> {
        float narrow = (float) value;
        if (narrow != value && !Double.isNaN(value)) {
          throw refused(Double.toString(value));
        }
        to.set(ints, offset, Float.floatToRawIntBits(narrow));
      }
      case INTEGER -> {
        long whole = (long) value;
        // 2^63 becomes the largest long, which as a double is 2^63 again.
        if (whole != value || value == 0x1p63) {
          throw refused(Double.toString(value));
        }
        put(whole, to, offset);
      }
      default -> StoredNumbers.of(type, Conversion.EXACT, "").put(value, to, offset, 0);
    }
  }

  /// Stores an integer.
  ///
  /// @throws DatatypeMismatchException if it is not stored exactly
  void put(long value, MemorySegment to, long offset) {
    if (kind != Kind.INTEGER) {
      StoredNumbers.of(type, Conversion.EXACT, "").put(value, to, offset, 0);
      return;
    }
    if (value < smallest || value > largest) {
      throw refused(Long.toString(value));
    }
    switch (size) {
      case 1 -> to.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
      case Short.BYTES -> to.set(shorts, offset, (short) value);
      case Integer.BYTES -> to.set(ints, offset, (int) value);
      default -> to.set(longs, offset, value);
    }
  }

  private DatatypeMismatchException refused(String value) {
    return StoredNumbers.refused(0, "", type, value);
  }
}
