package io.hyperslab.datatype;

/// A sequence of any number of elements (class 9, type sequence). Text of variable length is
/// [VariableString].
///
/// @param size bytes of the stored descriptor: 8 + size of offsets
/// @param base the type of the sequence's elements
public record VariableLength(long size, Datatype base) implements Datatype {
  @Override
  public boolean hasIndirectData() {
    return true;
  }

  @Override
  public String toString() {
    return "sequence(" + base + ")";
  }
}
