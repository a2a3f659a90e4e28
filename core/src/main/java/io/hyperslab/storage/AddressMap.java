package io.hyperslab.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How addresses that are written in a file correspond to positions in its [Storage].
///
/// In nearly every store they are the same number. The files of libhdf5's split and multi drivers
/// are spread over an unsigned 64-bit address space instead (the raw data of a split file begins at
/// 2^63 - 1), which no `long` position reaches and whose size says nothing about how much there is
/// to read. Their stores hold the members one behind the other, and this is the way between the
/// two.
///
/// Immutable; safe for use by any number of threads.
public final class AddressMap {
  /// What stands for no address and no position.
  public static final long NONE = -1;

  private static final AddressMap IDENTITY =
      new AddressMap(List.of(new Range(0, 0, Long.MAX_VALUE)));

  /// Addresses that follow each other in the file and in the store.
  ///
  /// @param address the first one, an unsigned 64-bit number
  /// @param position where that is in the store, not negative
  /// @param length how many there are, not negative
  public record Range(long address, long position, long length) {
    /// @throws IllegalArgumentException if `position` or `length` is negative
    public Range {
      if (position < 0 || length < 0) {
        throw new IllegalArgumentException(
            "position " + position + " or length " + length + " is negative");
      }
    }
  }

  private final List<Range> byAddress;

  private AddressMap(List<Range> byAddress) {
    this.byAddress = byAddress;
  }

  /// The map in which every address is the position itself.
  public static AddressMap identity() {
    return IDENTITY;
  }

  /// A map of some ranges; an address in none of them has no position.
  ///
  /// @param ranges in any order, not overlapping
  public static AddressMap of(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparing(Range::address, Long::compareUnsigned));
    return new AddressMap(List.copyOf(sorted));
  }

  /// Where an address is in the store, or [#NONE].
  ///
  /// @param address an unsigned 64-bit number
  public long position(long address) {
    if (this == IDENTITY) {
      return address >= 0 && address < Long.MAX_VALUE ? address : NONE;
    }
    for (Range range : byAddress) {
      long offset = address - range.address();
      if (Long.compareUnsigned(offset, range.length()) < 0) {
        return range.position() + offset;
      }
    }
    return NONE;
  }

  /// The address of a position in the store, an unsigned 64-bit number, or [#NONE].
  public long address(long position) {
    if (this == IDENTITY) {
      return position >= 0 && position < Long.MAX_VALUE ? position : NONE;
    }
    for (Range range : byAddress) {
      long offset = position - range.position();
      if (offset >= 0 && offset < range.length()) {
        return range.address() + offset;
      }
    }
    return NONE;
  }
}
