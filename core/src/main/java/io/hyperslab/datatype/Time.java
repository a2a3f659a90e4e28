package io.hyperslab.datatype;

/// A date and time (class 2): defined by the format, given a meaning by no library. Its bits are
/// those of an integer.
///
/// @param size stored bytes
/// @param order byte order
/// @param precision significant bits
public record Time(long size, ByteOrder order, int precision) implements Datatype {
  @Override
  public boolean hasIndirectData() {
    return false;
  }

  @Override
  public String toString() {
    return "time" + precision + (order == ByteOrder.BIG_ENDIAN ? " big-endian" : "");
  }
}
