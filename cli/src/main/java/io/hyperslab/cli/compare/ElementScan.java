package io.hyperslab.cli.compare;

import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;

/// Finds the elements of two pieces that may differ. Those with the same bytes in the same datatype
/// do not, and are passed over at the speed of memory; elements that lead to other data are all
/// handed over.
public final class ElementScan implements PairedPieces.Visitor {
  /// Is handed elements.
  @FunctionalInterface
  public interface Visitor {
    /// Takes two elements.
    ///
    /// @param number their place in the whole, in C order
    /// @param one holds the first one
    /// @param atOne where it is
    /// @param other holds the second one
    /// @param atOther where that is
    /// @return whether to go on
    boolean element(long number, MemorySegment one, long atOne, MemorySegment other, long atOther);
  }

  private final long sizeOfOne;
  private final long sizeOfOther;
  private final boolean maySkip;
  private final Visitor visitor;

  /// @param one the first ones' datatype
  /// @param other the second ones'
  /// @param visitor takes those that may differ
  public ElementScan(Datatype one, Datatype other, Visitor visitor) {
    this.visitor = visitor;
    sizeOfOne = one.size();
    sizeOfOther = other.size();
    maySkip = one.equals(other) && !one.hasIndirectData();
  }

  @Override
  public boolean pieces(long first, long count, MemorySegment one, MemorySegment other) {
    for (long i = next(0, count, one, other); i < count; i = next(i + 1, count, one, other)) {
      if (!visitor.element(first + i, one, i * sizeOfOne, other, i * sizeOfOther)) {
        return false;
      }
    }
    return true;
  }

  private long next(long from, long count, MemorySegment one, MemorySegment other) {
    if (!maySkip || from >= count) {
      return from;
    }
    long start = from * sizeOfOne;
    long end = count * sizeOfOne;
    long at = MemorySegment.mismatch(one, start, end, other, start, end);
    return at < 0 ? count : from + at / sizeOfOne;
  }
}
