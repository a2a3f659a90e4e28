package io.hyperslab.datatype;

import java.util.Locale;

/// A set of bits (class 4).
///
/// @param size stored bytes, at least 1
/// @param order byte order; never [ByteOrder#VAX]
/// @param precision significant bits, at least 1
/// @param bitOffset position of the lowest significant bit
/// @param lowPadding what the bits below hold
/// @param highPadding what the bits above hold
public record Bitfield(
    long size,
    ByteOrder order,
    int precision,
    int bitOffset,
    BitPadding lowPadding,
    BitPadding highPadding)
    implements NumericType {
  @Override
  public Bitfield bigEndian() {
    return in(ByteOrder.BIG_ENDIAN);
  }

  @Override
  public Bitfield littleEndian() {
    return in(ByteOrder.LITTLE_ENDIAN);
  }

  private Bitfield in(ByteOrder other) {
    return new Bitfield(size, other, precision, bitOffset, lowPadding, highPadding);
  }

  @Override
  public String toString() {
    String name = "bitfield" + 8 * size;
    if (!isFullWidth()) {
      name += String.format(Locale.ROOT, "{%d bits at %d}", precision, bitOffset);
    }
    return order == ByteOrder.BIG_ENDIAN && size > 1 ? name + " big-endian" : name;
  }
}
