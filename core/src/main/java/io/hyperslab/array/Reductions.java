package io.hyperslab.array;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.internal.number.NumberArrays;
import java.lang.foreign.MemorySegment;
import java.util.DoubleSummaryStatistics;
import java.util.NoSuchElementException;

/// What all numbers of an array come to, of any number of elements.
final class Reductions {
  private static final long BLOCK = 1 << 16;

  private Reductions() {}

  /// Sum (compensated), average and extremes; the latter two are NaN when any number is.
  static DoubleSummaryStatistics of(NdArray array) {
    DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
    MemorySegment elements = array.segment();
    long size = array.datatype().size();
    for (long first = 0; first < array.size(); first += BLOCK) {
      long count = Math.min(BLOCK, array.size() - first);
      MemorySegment block = elements.asSlice(first * size, count * size);
      for (double value : NumberArrays.doubles(block, array.datatype(), count, Conversion.CLIP)) {
        statistics.accept(value);
      }
    }
    return statistics;
  }

  /// The same of at least one number.
  static DoubleSummaryStatistics ofSome(NdArray array) {
    if (array.size() == 0) {
      throw new NoSuchElementException("the array has no elements");
    }
    return of(array);
  }
}
