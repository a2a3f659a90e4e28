package io.hyperslab.cli.h5diff;

import io.hyperslab.cli.compare.ElementSource;
import io.hyperslab.cli.compare.PairedPieces;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// Reads large datasets, or hyperslabs of any, in the strips that the program reads: each has a
/// table of its own.
final class StripReader {
  private static final long STRIP_BYTES = 32L << 20;

  /// Is handed the strips.
  @FunctionalInterface
  interface Visitor {
    /// Takes a strip of each dataset.
    ///
    /// @param origin the indices of the first element
    void strip(long[] origin, long count, MemorySegment one, MemorySegment other);
  }

  /// One of the two datasets.
  private static final class Side {
    final ElementSource source;
    final long[] extent;
    final Optional<SubsetRequest> subset;
    final long[] offset;
    final long[] size;

    Side(ElementSource source, Optional<SubsetRequest> subset) {
      this.source = source;
      this.subset = subset.map(request -> request.complete(source.dataspace().rank()));
      extent = source.dataspace().shape();
      offset = this.subset.flatMap(SubsetRequest::start).orElse(new long[extent.length]).clone();
      size = new long[extent.length];
    }

    long blockSpan(int axis) {
      return subset
          .map(s -> saturated(s.block().orElseThrow()[axis], s.count().orElseThrow()[axis]))
          .orElse(extent[axis]);
    }

    long block(int axis) {
      return subset.map(s -> s.block().orElseThrow()[axis]).orElse(Long.MAX_VALUE);
    }

    /// What the next strip selects.
    Selection next(long[] strip) {
      for (int axis = 0; axis < size.length; axis++) {
        size[axis] = Math.min(extent[axis] - offset[axis], strip[axis]);
      }
      return subset.isEmpty()
          ? Selection.box(offset, size)
          : Hyperslab.of(
              offset.clone(),
              subset.get().stride().orElseThrow(),
              subset.get().count().orElseThrow(),
              size.clone());
    }

    /// Goes on along an axis; whether that axis is at its end.
    boolean advance(int axis) {
      boolean wholeBlock = subset.isEmpty() || size[axis] >= block(axis);
      offset[axis] += wholeBlock ? size[axis] : subset.get().stride().orElseThrow()[axis];
      boolean ended = offset[axis] >= extent[axis];
      offset[axis] = ended ? 0 : offset[axis];
      return ended;
    }
  }

  private final Side one;
  private final Side other;
  private final long elementSize;

  /// @param elementSize bytes of an element in memory
  StripReader(
      ElementSource one,
      Optional<SubsetRequest> ofOne,
      ElementSource other,
      Optional<SubsetRequest> ofOther,
      long elementSize) {
    this.one = new Side(one, ofOne);
    this.other = new Side(other, ofOther);
    this.elementSize = Math.max(1, elementSize);
  }

  private static long saturated(long one, long other) {
    long high = Math.multiplyHigh(one, other);
    return high == 0 && one * other >= 0 ? one * other : Long.MAX_VALUE;
  }

  /// Reads all strips.
  ///
  /// @throws IndexOutOfBoundsException if a hyperslab reaches beyond its dataset
  void readAll(Visitor visitor) {
    long total = total();
    long[] strip = strip();
    long read = 0;
    while (read < total) {
      Selection ofOne = one.next(strip);
      Selection ofOther = other.next(strip);
      long[] origin = one.offset.clone();
      long count = count(one, ofOne);
      long inOther = count(other, ofOther);
      if (count == 0 || inOther < count) {
        return;
      }
      try (Arena arena = Arena.ofShared()) {
        MemorySegment a = arena.allocate(count * one.source.datatype().size(), Long.BYTES);
        MemorySegment b = arena.allocate(inOther * other.source.datatype().size(), Long.BYTES);
        if (ofOne.equals(ofOther)) {
          new PairedPieces(one.source, other.source).readBoth(ofOne, a, b);
        } else {
          one.source.read(ofOne, a);
          other.source.read(ofOther, b);
        }
        visitor.strip(origin, count, a, b);
      }
      read += count;
      advance();
    }
  }

  private static long count(Side side, Selection selection) {
    return selection.resolve(side.extent).elementCount();
  }

  private long total() {
    if (one.subset.isEmpty()) {
      return one.source.dataspace().elementCount();
    }
    long total = 1;
    for (int axis = 0; axis < one.extent.length; axis++) {
      total = saturated(total, one.blockSpan(axis));
    }
    return total;
  }

  private long[] strip() {
    long[] strip = new long[one.extent.length];
    Arrays.fill(strip, 1);
    long bytes = elementSize;
    for (int axis = strip.length - 1; axis >= 0; axis--) {
      long most = Math.max(1, STRIP_BYTES / bytes);
      long size = Math.min(other.subset.isEmpty() ? one.extent[axis] : other.blockSpan(axis), most);
      strip[axis] = Math.min(size, other.block(axis));
      bytes = saturated(bytes, Math.max(1, size));
    }
    return strip;
  }

  private void advance() {
    boolean carry = true;
    for (int axis = one.extent.length - 1; axis >= 0 && carry; axis--) {
      carry = one.advance(axis);
      other.advance(axis);
    }
  }
}
