package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// A filter that changes values only when they are written, so that they compress better: its
/// output is data like its input, and nothing is to be undone.
///
/// @param id the registered filter number
/// @param name the name in the registry's spelling
public record IdentityFilter(int id, String name) implements Filter {
  /// Filter 32022: rounds floating-point numbers to a number of significant digits.
  public static final IdentityFilter BIT_GROOM = new IdentityFilter(32022, "BitGroom");

  /// Filter 32023: as [#BIT_GROOM], with the number of bits chosen for every value.
  public static final IdentityFilter GRANULAR_BIT_ROUND =
      new IdentityFilter(32023, "Granular BitRound");

  @Override
  public MemorySegment decode(MemorySegment encoded, FilterContext context) {
    return encoded;
  }

  @Override
  public OptionalLong encodedSize(long decodedSize) {
    return OptionalLong.of(decodedSize);
  }
}
