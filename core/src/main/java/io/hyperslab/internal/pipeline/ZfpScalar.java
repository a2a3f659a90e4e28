package io.hyperslab.internal.pipeline;

/// The types of values that zfp compresses, in the order of their codes in its header.
enum ZfpScalar {
  INT32(Integer.BYTES, 0),
  INT64(Long.BYTES, 0),
  FLOAT(Float.BYTES, 8),
  DOUBLE(Double.BYTES, 11);

  private final int size;
  private final int exponentBits;

  ZfpScalar(int size, int exponentBits) {
    this.size = size;
    this.exponentBits = exponentBits;
  }

  /// The type of that code.
  ///
  /// @param code 0 to 3
  static ZfpScalar ofCode(int code) {
    return values()[code];
  }

  /// Bytes of a value.
  int size() {
    return size;
  }

  /// Bits of a value, which is how many bit planes a block has.
  int width() {
    return size * Byte.SIZE;
  }

  boolean isFloat() {
    return exponentBits != 0;
  }

  /// Bits of the exponent that the values of a block share; 0 for integers.
  int exponentBits() {
    return exponentBits;
  }

  /// What the stored exponent of a block is too large by.
  int exponentBias() {
    return (1 << exponentBits - 1) - 1;
  }

  /// Bits of the number of bit planes that blocks of the reversible mode start with.
  int precisionBits() {
    return Integer.numberOfTrailingZeros(width());
  }

  /// The bits of a [Long] that hold a value which is kept in its most significant bits.
  long mask() {
    return -1L << Long.SIZE - width();
  }
}
