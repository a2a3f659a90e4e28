package io.hyperslab.cli.dump;

import io.hyperslab.cli.text.FloatFormat;
import java.util.Optional;

/// How values are written.
///
/// @param syntax what stands around and between parts of values
/// @param escapes whether line breaks and the like in texts are written as escapes
/// @param floats the format of floating-point numbers; C's `%g` if empty
/// @param characters whether one-byte integers are characters
/// @param bits which bits of integers are written; all if empty
public record ValueStyle(
    ValueSyntax syntax,
    boolean escapes,
    Optional<FloatFormat> floats,
    boolean characters,
    Optional<PackedBits> bits) {
  public ValueStyle withCharacters() {
    return new ValueStyle(syntax, escapes, floats, true, bits);
  }

  public ValueStyle withBits(PackedBits some) {
    return new ValueStyle(syntax, escapes, floats, characters, Optional.of(some));
  }
}
