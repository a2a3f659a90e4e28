package io.hyperslab.internal.number;

import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Stored numbers of one description to stored numbers of another, as the HDF5 library converts:
/// integers are clipped to the range, fractions cut towards zero (NaN becomes 0), floating-point
/// numbers rounded to nearest, ties to even. Bit fields keep their lowest bits.
public final class NumberConversion {
  /// Converts one element.
  @FunctionalInterface
  private interface Kernel {
    void run(MemorySegment from, long fromOffset, MemorySegment to, long toOffset);
  }

  /// A fresh kernel for each call: some keep a scratch number.
  @FunctionalInterface
  private interface Kernels {
    Kernel make();
  }

  private final Kernels kernels;
  private final @Nullable Numbers numbers;

  /// Two numbers by their descriptions.
  ///
  /// @param type the datatype of the target, for messages
  /// @param bulk whether elements without gaps are converted in runs
  /// @param exact whether a value must not change
  private record Numbers(
      NumberCodec source, NumberCodec target, Datatype type, boolean bulk, boolean exact) {
    /// Whether every value of the source is one of the target.
    boolean holdsAll() {
      if (source instanceof IntegerCodec a && target instanceof IntegerCodec b) {
        return a.signed() == b.signed()
            ? a.precision() <= b.precision()
            : b.signed() && a.precision() < b.precision();
      }
      return isWidened();
    }

    /// Whether the two differ in nothing but the byte order, if in that.
    boolean isReordered() {
      NumberPath path = NumberPath.of(source);
      boolean plain =
          path == NumberPath.BINARY32
              || path == NumberPath.BINARY64
              || source instanceof IntegerCodec a
                  && target instanceof IntegerCodec b
                  && path == NumberPath.PLAIN_INTEGER
                  && a.signed() == b.signed();
      return plain && path == NumberPath.of(target) && source.size() == target.size();
    }

    /// Whether every value becomes the same `double`.
    boolean isWidened() {
      return NumberPath.of(target) == NumberPath.BINARY64 && source.alwaysDouble();
    }

    /// Whether elements so many bytes apart have no gaps.
    boolean isDense(long fromStride, long toStride) {
      return fromStride == source.size() && toStride == target.size();
    }

    DatatypeMismatchException refused(MemorySegment from, long offset, long index) {
      return StoredNumbers.refused(index, "", type, source.text(from, offset));
    }
  }

  private NumberConversion(Kernels kernels, @Nullable Numbers numbers) {
    this.kernels = kernels;
    this.numbers = numbers;
  }

  /// The conversion between two numbers.
  ///
  /// @throws DatatypeMismatchException if one is no number
  public static NumberConversion of(Datatype from, Datatype to) {
    return of(from, to, Conversion.CLIP);
  }

  /// The conversion between two numbers; under [Conversion#EXACT] the first element whose value
  /// would change is a [DatatypeMismatchException] when it runs.
  ///
  /// @throws DatatypeMismatchException if one is no number
  public static NumberConversion of(Datatype from, Datatype to, Conversion conversion) {
    NumberCodec source = NumberCodec.of(from);
    NumberCodec target = NumberCodec.of(to);
    boolean exact = conversion == Conversion.EXACT;
    boolean cut = from instanceof Bitfield && to instanceof Bitfield && !exact;
    boolean bulk = !cut && (source.alwaysLong() || source.alwaysDouble());
    return new NumberConversion(
        kernels(source, target, cut), new Numbers(source, target, to, bulk, exact));
  }

  private static Kernels kernels(NumberCodec source, NumberCodec target, boolean cut) {
    if (source instanceof IntegerCodec a && target instanceof IntegerCodec b) {
      return () -> integers(a, b, cut);
    }
    if (isJavaFloat(source) && isJavaFloat(target)) {
      return () -> javaFloats((FloatCodec) source, (FloatCodec) target);
    }
    return () -> {
      UnpackedNumber number = new UnpackedNumber();
      return (raw, at, out, outAt) -> {
        source.unpack(raw, at, number);
        target.pack(number, out, outAt);
      };
    };
  }

  /// The conversion between enumerations that have the same names, perhaps with other values.
  ///
  /// @throws DatatypeMismatchException if a name is missing in `to`; when run, if a value has no
  ///   name
  public static NumberConversion ofNames(Enumeration from, Enumeration to) {
    IntegerCodec source = narrow(from);
    IntegerCodec target = narrow(to);
    Map<String, BigInteger> targets = new HashMap<>();
    to.members().forEach(member -> targets.putIfAbsent(member.name(), member.value()));
    SortedMap<Long, Long> sorted = new TreeMap<>();
    for (Enumeration.Member member : from.members()) {
      BigInteger value = targets.get(member.name());
      if (value == null) {
        throw missing("name " + member.name(), to);
      }
      sorted.putIfAbsent(member.value().longValue(), value.longValue());
    }
    long[] keys = sorted.keySet().stream().mapToLong(Long::longValue).toArray();
    long[] values = sorted.values().stream().mapToLong(Long::longValue).toArray();
    return new NumberConversion(
        () ->
            (raw, at, out, outAt) -> {
              long value = source.bitsAt(raw, at);
              int found = Arrays.binarySearch(keys, value);
              if (found < 0) {
                throw missing("value " + source.text(raw, at), from);
              }
              target.pack(values[found], target.signed(), out, outAt);
            },
        null);
  }

  private static DatatypeMismatchException missing(String item, Enumeration type) {
    return new DatatypeMismatchException(
        "datatype", -1, "enumeration " + item, "not a member of " + type, "a member");
  }

  private static IntegerCodec narrow(Enumeration type) {
    FixedPoint all = NumberArrays.allBits(type);
    if (NumberCodec.of(all) instanceof IntegerCodec codec && codec.isNarrow()) {
      return codec;
    }
    throw new UnsupportedFeatureException(
        "datatype", -1, "size of an enumeration", type.size() + " bytes", "at most 8 bytes");
  }

  private static Kernel integers(IntegerCodec from, IntegerCodec to, boolean cut) {
    int kept = Math.min(from.precision(), to.precision());
    if (from.isNarrow()) {
      long mask = cut ? StoredBits.mask(kept) : -1;
      return (raw, at, out, outAt) ->
          to.pack(from.bitsAt(raw, at) & mask, from.signed(), out, outAt);
    }
    BigInteger mask = BigInteger.ONE.shiftLeft(kept).subtract(BigInteger.ONE);
    return (raw, at, out, outAt) -> {
      BigInteger value = from.bigIntegerAt(raw, at);
      to.pack(cut ? value.and(mask) : value, out, outAt);
    };
  }

  private static boolean isJavaFloat(NumberCodec codec) {
    return codec instanceof FloatCodec real
        && real.type().isIeee()
        && (real.size() == Float.BYTES || real.size() == Double.BYTES);
  }

  private static Kernel javaFloats(FloatCodec from, FloatCodec to) {
    boolean wideFrom = from.size() == Double.BYTES;
    boolean wideTo = to.size() == Double.BYTES;
    ByteOrder fromOrder = from.type().order();
    IntegerCodec bits =
        (IntegerCodec) NumberCodec.of(FixedPoint.of((int) to.size(), to.type().order(), true));
    return (raw, at, out, outAt) -> {
      long stored = StoredBits.load(raw, at, from.size(), fromOrder);
      double value =
          wideFrom ? Double.longBitsToDouble(stored) : Float.intBitsToFloat((int) stored);
      long target =
          wideTo ? Double.doubleToRawLongBits(value) : Float.floatToRawIntBits((float) value);
      bits.pack(target, true, out, outAt);
    };
  }

  /// Whether nothing happens to values but that they become `double`, or have their bytes in
  /// another order. No value is refused then.
  public boolean keepsValues() {
    return numbers != null && (numbers.isReordered() || numbers.isWidened());
  }

  /// Converts `count` elements that lie `fromStride` and `toStride` bytes apart. The memory must
  /// not overlap.
  public void run(
      MemorySegment from,
      long fromOffset,
      long fromStride,
      MemorySegment to,
      long toOffset,
      long toStride,
      long count) {
    if (numbers != null && numbers.bulk && numbers.isDense(fromStride, toStride)) {
      runDense(numbers, from, fromOffset, to, toOffset, count);
      return;
    }
    Kernel kernel = kernels.make();
    for (long i = 0; i < count; i++) {
      kernel.run(from, fromOffset + i * fromStride, to, toOffset + i * toStride);
    }
    if (numbers != null && numbers.exact && !numbers.holdsAll()) {
      requireSame(numbers, from, fromOffset, fromStride, to, toOffset, toStride, count);
    }
  }

  private static void runDense(
      Numbers numbers,
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset,
      long count) {
    if (numbers.isReordered()) {
      reorder(numbers, from, fromOffset, to, toOffset, count);
      return;
    }
    if (toDoubles(numbers, from, fromOffset, to, toOffset, count)) {
      return;
    }
    long size = numbers.source.size();
    MemorySegment source = from.asSlice(fromOffset, count * size);
    NumberBlocks blocks = new NumberBlocks(numbers.source, source, count);
    NumberStore store = new NumberStore(numbers.target);
    int capacity = (int) Math.min(count, NumberBlocks.LENGTH);
    boolean whole = numbers.source.alwaysLong();
    long[] longs = new long[whole ? capacity : 0];
    double[] doubles = new double[whole ? 0 : capacity];
    for (long i = 0; i < count; i += NumberBlocks.LENGTH) {
      int run = (int) Math.min(NumberBlocks.LENGTH, count - i);
      long out = toOffset + i * numbers.target.size();
      int inexact;
      if (whole) {
        blocks.longs(i, longs, 0, run);
        inexact = store.longs(longs, run, to, out);
      } else {
        blocks.doubles(i, doubles, 0, run);
        inexact = store.doubles(doubles, run, to, out);
      }
      if (inexact >= 0 && numbers.exact) {
        throw numbers.refused(source, (i + inexact) * size, i + inexact);
      }
    }
  }

  /// Converts numbers to elements of an array of `double`, without a stop on the way, if that is
  /// what they become and each is one.
  ///
  /// @return whether it did
  private static boolean toDoubles(
      Numbers numbers,
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset,
      long count) {
    if (!numbers.isWidened()
        || !NumberTarget.isStoredAs(double.class, numbers.type)
        || !(to.heapBase().orElse(null) instanceof double[] array)) {
      return false;
    }
    long place = to.asSlice(toOffset, count * Double.BYTES).address();
    if (place % Double.BYTES != 0) {
      return false;
    }
    MemorySegment source = from.asSlice(fromOffset, count * numbers.source.size());
    NumberBlocks blocks = new NumberBlocks(numbers.source, source, count);
    int at = (int) (place / Double.BYTES);
    for (int i = 0; i < count; i += NumberBlocks.LENGTH) {
      blocks.doubles(i, array, at + i, (int) Math.min(NumberBlocks.LENGTH, count - i));
    }
    return true;
  }

  private static void reorder(
      Numbers numbers,
      MemorySegment from,
      long fromOffset,
      MemorySegment to,
      long toOffset,
      long count) {
    int size = (int) numbers.source.size();
    if (size == 1 || NumberPath.order(numbers.source) == NumberPath.order(numbers.target)) {
      MemorySegment.copy(from, fromOffset, to, toOffset, count * size);
    } else {
      SwappedCopy.copy(from, fromOffset, to, toOffset, size, count);
    }
  }

  private static void requireSame(
      Numbers numbers,
      MemorySegment from,
      long fromOffset,
      long fromStride,
      MemorySegment to,
      long toOffset,
      long toStride,
      long count) {
    UnpackedNumber before = new UnpackedNumber();
    UnpackedNumber after = new UnpackedNumber();
    for (long i = 0; i < count; i++) {
      numbers.source.unpack(from, fromOffset + i * fromStride, before);
      numbers.target.unpack(to, toOffset + i * toStride, after);
      if (!before.isSame(after)) {
        throw numbers.refused(from, fromOffset + i * fromStride, i);
      }
    }
  }
}
