package io.hyperslab.datatype;

/// Text of variable length (class 9, type string).
///
/// @param size bytes of the stored descriptor: 8 + size of offsets
/// @param padding the declared padding
/// @param characterSet the declared character set
public record VariableString(long size, Padding padding, CharacterSet characterSet)
    implements StringType {
  @Override
  public boolean hasIndirectData() {
    return true;
  }

  @Override
  public String toString() {
    return "string";
  }
}
