package io.hyperslab.internal.pipeline;

/// The decorrelating transforms of zfp, undone: along every dimension of a block, the slowest
/// varying first, each line of four coefficients becomes a line of four values.
///
/// Values of 32 bits are kept in the upper half of a `long`, which makes them overflow as they do
/// in 32 bits.
final class ZfpTransform {
  private ZfpTransform() {}

  /// Undoes the near-orthogonal transform of the lossy modes.
  ///
  /// @param block 4, 16, 64 or 256 coefficients
  /// @param mask the bits of an element that are in use
  static void invert(long[] block, long mask) {
    for (int stride = block.length / 4; stride > 0; stride /= 4) {
      for (int line = 0; line < block.length / 4; line++) {
        invertLine(block, firstOfLine(line, stride), stride, mask);
      }
    }
  }

  /// Undoes the transform of the reversible mode, which is to take differences three times.
  ///
  /// @param block 4, 16, 64 or 256 coefficients
  static void invertReversible(long[] block) {
    for (int stride = block.length / 4; stride > 0; stride /= 4) {
      for (int line = 0; line < block.length / 4; line++) {
        sumLine(block, firstOfLine(line, stride), stride);
      }
    }
  }

  /// The first element of a line, of those whose elements are `stride` apart.
  private static int firstOfLine(int line, int stride) {
    return (line & -stride) * 4 + (line & stride - 1);
  }

  /// In exact arithmetic the product with the matrix
  ///
  /// ```text
  ///     |  4   6  -4  -1 |
  /// 1/4 |  4   2   4   5 |
  ///     |  4  -2   4  -5 |
  ///     |  4  -6  -4   1 |
  /// ```
  ///
  /// taken apart into steps, of which each undoes one of the encoder's with its rounding.
  private static void invertLine(long[] block, int first, int stride, long mask) {
    long a = block[first];
    long b = block[first + stride];
    long c = block[first + 2 * stride];
    long d = block[first + 3 * stride];
    b += d >> 1 & mask;
    d -= b >> 1 & mask;
    b += d;
    d = 2 * d - b;
    c += a;
    a = 2 * a - c;
    b += c;
    c = 2 * c - b;
    d += a;
    a = 2 * a - d;
    block[first] = a;
    block[first + stride] = b;
    block[first + 2 * stride] = c;
    block[first + 3 * stride] = d;
  }

  /// The product with the lower triangle of Pascal's.
  private static void sumLine(long[] block, int first, int stride) {
    long a = block[first];
    long b = block[first + stride];
    long c = block[first + 2 * stride];
    long d = block[first + 3 * stride];
    block[first + stride] = a + b;
    block[first + 2 * stride] = a + 2 * b + c;
    block[first + 3 * stride] = a + 3 * b + 3 * c + d;
  }
}
