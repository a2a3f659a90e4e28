package io.hyperslab.datatype;

/// Text in a fixed number of bytes (class 3).
///
/// @param size bytes of every element, at least 1
/// @param padding how a shorter text ends
/// @param characterSet the declared character set
public record FixedString(long size, Padding padding, CharacterSet characterSet)
    implements StringType {
  @Override
  public boolean hasIndirectData() {
    return false;
  }

  @Override
  public String toString() {
    return "string[" + size + "]";
  }
}
