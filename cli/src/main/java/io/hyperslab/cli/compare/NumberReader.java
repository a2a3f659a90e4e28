package io.hyperslab.cli.compare;

import io.hyperslab.array.NdArray;
import io.hyperslab.cli.dump.NumberText;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Reads single numbers out of stored elements.
final class NumberReader {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private NumberReader() {}

  static long integer(FixedPoint type, MemorySegment bytes, long offset) {
    return NumberText.longValue(type, bytes, offset);
  }

  static double floating(FloatingPoint type, MemorySegment bytes, long offset) {
    if (type.isIeee() && type.order() != ByteOrder.VAX) {
      java.nio.ByteOrder order =
          type.order() == ByteOrder.BIG_ENDIAN
              ? java.nio.ByteOrder.BIG_ENDIAN
              : java.nio.ByteOrder.LITTLE_ENDIAN;
      if (type.size() == Float.BYTES) {
        return Float.intBitsToFloat(bytes.get(INT.withOrder(order), offset));
      } else if (type.size() == Double.BYTES) {
        return Double.longBitsToDouble(bytes.get(LONG.withOrder(order), offset));
      }
    }
    NdArray element = NdArray.of(bytes.asSlice(offset, type.size()), type, 1);
    return element.toDoubles(Conversion.CLIP)[0];
  }

  /// The bytes of a bitfield or an opaque value in memory.
  static byte[] octets(Datatype type, int size, MemorySegment bytes, long offset) {
    byte[] value =
        type instanceof Bitfield bitfield
            ? NumberText.bitfield(bitfield, bytes, offset)
            : bytes.asSlice(offset, type.size()).toArray(ValueLayout.JAVA_BYTE);
    return value.length == size ? value : Arrays.copyOf(value, size);
  }
}
