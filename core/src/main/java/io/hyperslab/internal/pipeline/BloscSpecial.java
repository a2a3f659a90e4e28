package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;

/// What a Blosc 2 chunk consists of when its data are not stored.
enum BloscSpecial {
  /// Data are stored.
  NONE,
  ZERO,
  /// The floating-point value that is not a number, 4 or 8 bytes of it.
  NAN,
  /// One value, stored after the chunk's header.
  VALUE,
  /// Anything: zeros, here.
  UNINITIALIZED;

  static BloscSpecial ofNumber(int number, FilterContext context) {
    if (number >= values().length) {
      throw context.malformed("special value", number, "0 to 4");
    }
    return values()[number];
  }
}
