package io.hyperslab.datatype;

/// A complex number (class 11, HDF5 2.0 and later): the real part, then the imaginary part.
///
/// @param base the type of each part
public record Complex(FloatingPoint base) implements Datatype {
  @Override
  public long size() {
    return 2 * base.size();
  }

  @Override
  public boolean hasIndirectData() {
    return false;
  }

  @Override
  public String toString() {
    return "complex(" + base + ")";
  }
}
