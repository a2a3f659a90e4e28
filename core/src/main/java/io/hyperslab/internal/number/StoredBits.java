package io.hyperslab.internal.number;

import io.hyperslab.datatype.ByteOrder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The bytes of one stored number taken as one bit string, whatever their order: bit 0 is the least
/// significant.
///
/// Every width is at most 64 bits; positions and sizes are not limited. The caller has checked that
/// the bits lie inside the element, and the element inside the segment.
final class StoredBits {
  static final ValueLayout.OfShort SHORT_LITTLE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfShort SHORT_BIG =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfInt INT_LITTLE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT_BIG =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfLong LONG_LITTLE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG_BIG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);

  private StoredBits() {}

  /// All bits of an element of 1, 2, 4 or 8 bytes in a plain order.
  static ValueLayout layout(int size, boolean little) {
    return switch (size) {
      case 1 -> ValueLayout.JAVA_BYTE;
      case 2 -> little ? SHORT_LITTLE : SHORT_BIG;
      case 4 -> little ? INT_LITTLE : INT_BIG;
      default -> little ? LONG_LITTLE : LONG_BIG;
    };
  }

  /// The lowest `width` bits set.
  static long mask(int width) {
    return width >= 64 ? -1 : (1L << width) - 1;
  }

  /// Where the byte of significance `index` stands in an element.
  private static long stored(long index, long size, ByteOrder order) {
    return switch (order) {
      case LITTLE_ENDIAN -> index;
      case BIG_ENDIAN -> size - 1 - index;
      case VAX -> size - 2 - (index & ~1L) + (index & 1);
    };
  }

  /// All bits of an element of at most 8 bytes.
  static long load(MemorySegment raw, long offset, long size, ByteOrder order) {
    if (order == ByteOrder.VAX) {
      return extract(raw, offset, size, order, 0, (int) (8 * size));
    }
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    return switch ((int) size) {
      case 1 -> raw.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
      case 2 -> (little ? raw.get(SHORT_LITTLE, offset) : raw.get(SHORT_BIG, offset)) & 0xffff;
      case 4 -> (little ? raw.get(INT_LITTLE, offset) : raw.get(INT_BIG, offset)) & 0xffffffffL;
      case 8 -> little ? raw.get(LONG_LITTLE, offset) : raw.get(LONG_BIG, offset);
      default -> extract(raw, offset, size, order, 0, (int) (8 * size));
    };
  }

  /// Overwrites all bits of an element of 1, 2, 4 or 8 bytes in a plain order.
  static void store(MemorySegment raw, long offset, long size, boolean little, long bits) {
    // A layout chosen by a condition is no constant to the compiler, and an order slower.
    switch ((int) size) {
      case 1 -> raw.set(ValueLayout.JAVA_BYTE, offset, (byte) bits);
      case 2 -> {
        if (little) {
          raw.set(SHORT_LITTLE, offset, (short) bits);
        } else {
          raw.set(SHORT_BIG, offset, (short) bits);
        }
      }
      case 4 -> {
        if (little) {
          raw.set(INT_LITTLE, offset, (int) bits);
        } else {
          raw.set(INT_BIG, offset, (int) bits);
        }
      }
      default -> {
        if (little) {
          raw.set(LONG_LITTLE, offset, bits);
        } else {
          raw.set(LONG_BIG, offset, bits);
        }
      }
    }
  }

  /// `width` bits from `position` on, of an element of any size.
  static long extract(
      MemorySegment raw, long offset, long size, ByteOrder order, long position, int width) {
    long bits = 0;
    int done = 0;
    while (done < width) {
      long at = position + done;
      int shift = (int) (at & 7);
      int taken = Math.min(8 - shift, width - done);
      int octet = raw.get(ValueLayout.JAVA_BYTE, offset + stored(at >>> 3, size, order)) & 0xff;
      bits |= (octet >>> shift & mask(taken)) << done;
      done += taken;
    }
    return bits;
  }

  /// Overwrites `width` bits from `position` on with the lowest bits of `bits`.
  static void insert(
      MemorySegment raw,
      long offset,
      long size,
      ByteOrder order,
      long position,
      int width,
      long bits) {
    int done = 0;
    while (done < width) {
      long at = position + done;
      int shift = (int) (at & 7);
      int taken = Math.min(8 - shift, width - done);
      long target = offset + stored(at >>> 3, size, order);
      int keep = (int) ~(mask(taken) << shift);
      int octet = raw.get(ValueLayout.JAVA_BYTE, target) & keep;
      octet |= (int) ((bits >>> done & mask(taken)) << shift);
      raw.set(ValueLayout.JAVA_BYTE, target, (byte) octet);
      done += taken;
    }
  }

  /// Sets or clears any number of bits from `position` on.
  static void fill(
      MemorySegment raw,
      long offset,
      long size,
      ByteOrder order,
      long position,
      long width,
      boolean ones) {
    for (long done = 0; done < width; done += 64) {
      int part = (int) Math.min(64, width - done);
      insert(raw, offset, size, order, position + done, part, ones ? -1 : 0);
    }
  }
}
