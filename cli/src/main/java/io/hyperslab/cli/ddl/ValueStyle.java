package io.hyperslab.cli.ddl;

import io.hyperslab.cli.text.FloatFormat;
import java.util.Optional;

/// How values are written.
///
/// @param escapes whether line breaks and the like in texts are written as escapes
/// @param floats the format of floating-point numbers; C's `%g` if empty
/// @param characters whether one-byte integers are characters
/// @param bits which bits of integers are written; all if empty
public record ValueStyle(
    boolean escapes, Optional<FloatFormat> floats, boolean characters, Optional<PackedBits> bits) {
  ValueStyle withCharacters() {
    return new ValueStyle(escapes, floats, true, bits);
  }

  ValueStyle withBits(PackedBits some) {
    return new ValueStyle(escapes, floats, characters, Optional.of(some));
  }
}
