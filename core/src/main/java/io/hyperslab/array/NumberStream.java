package io.hyperslab.array;

import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.NumberBlocks;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The numbers of an array in C order, in blocks of Java numbers. Belongs to one call.
final class NumberStream {
  /// The largest block.
  static final int LENGTH = NumberBlocks.LENGTH;

  private final Form form;
  private final long size;
  private final long elementSize;

  /// Null where the elements lie without gaps, and are not copied.
  private final @Nullable StrideCursor gaps;

  private final MemorySegment raw;
  private final NumberBlocks blocks;
  private long position;

  /// How numbers are calculated with.
  enum Form {
    /// As `long`, exactly.
    WHOLE,
    /// As `long`, exactly, less 2^63: that keeps the order of unsigned numbers of 64 bits.
    UNSIGNED,
    /// As `double`, the nearest ones.
    REAL;

    /// The form in which no number loses anything, or else [#REAL].
    ///
    /// @throws io.hyperslab.error.DatatypeMismatchException if the elements are no numbers
    static Form of(Datatype type) {
      NumberCodec codec = NumberCodec.of(type);
      if (codec.isInteger() && codec.alwaysLong()) {
        return WHOLE;
      }
      return isUnsigned64(type) ? UNSIGNED : REAL;
    }

    private static boolean isUnsigned64(Datatype type) {
      return switch (type) {
        case FixedPoint t -> t.size() == Long.BYTES && !t.signed() && t.isFullWidth();
        case Bitfield t -> t.size() == Long.BYTES && t.isFullWidth();
        case Enumeration t -> isUnsigned64(t.base());
        default -> false;
      };
    }
  }

  /// @param form [Form#REAL], or that of the datatype
  NumberStream(NdArray array, Form form) {
    this.form = form;
    this.size = array.size();
    this.elementSize = array.datatype().size();
    Datatype type = form == Form.UNSIGNED ? signed(array.datatype()) : array.datatype();
    boolean dense = array.isContiguous();
    this.gaps = dense ? null : array.cursor();
    int room = (int) Math.min(LENGTH, size);
    this.raw = dense ? array.segment() : Memory.allocate(room * elementSize, "elements", -1);
    this.blocks = new NumberBlocks(NumberCodec.of(type), raw, dense ? size : room);
  }

  private static FixedPoint signed(Datatype type) {
    return switch (type) {
      case FixedPoint t -> FixedPoint.of(Long.BYTES, t.order(), true);
      case Bitfield t -> FixedPoint.of(Long.BYTES, t.order(), true);
      case Enumeration t -> signed(t.base());
      default -> throw new IllegalStateException(type + " is no integer");
    };
  }

  /// The next numbers, as [Form#REAL] says.
  ///
  /// @param into has room for [#LENGTH] of them from `at` on, unless there are fewer
  /// @return how many there are; 0 at the end
  int next(double[] into, int at) {
    int count = load();
    if (count > 0) {
      blocks.doubles(gaps == null ? position - count : 0, into, at, count);
    }
    return count;
  }

  /// The next numbers, as [Form#WHOLE] or [Form#UNSIGNED] say.
  int next(long[] into, int at) {
    int count = load();
    if (count > 0) {
      blocks.longs(gaps == null ? position - count : 0, into, at, count);
    }
    for (int i = at; i < at + count && form == Form.UNSIGNED; i++) {
      into[i] ^= Long.MIN_VALUE;
    }
    return count;
  }

  private int load() {
    int count = (int) Math.min(LENGTH, size - position);
    if (count > 0 && gaps != null) {
      gaps.gather(raw, 0, count);
    }
    position += count;
    return count;
  }
}
