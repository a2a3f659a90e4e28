package io.hyperslab.cli.exchange;

/// What the values of an image's pixels are.
enum RasterKind {
  /// Black or white.
  BIT,
  /// 8 bits without a sign.
  BYTE,
  /// 16 bits without a sign.
  SHORT,
  /// Floating-point numbers of 32 bits.
  FLOAT
}
