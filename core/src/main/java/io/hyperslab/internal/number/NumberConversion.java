package io.hyperslab.internal.number;

import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
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

  private NumberConversion(Kernels kernels) {
    this.kernels = kernels;
  }

  /// The conversion between two numbers.
  ///
  /// @throws DatatypeMismatchException if one is no number
  public static NumberConversion of(Datatype from, Datatype to) {
    NumberCodec source = NumberCodec.of(from);
    NumberCodec target = NumberCodec.of(to);
    if (source instanceof IntegerCodec a && target instanceof IntegerCodec b) {
      boolean cut = from instanceof Bitfield && to instanceof Bitfield;
      return new NumberConversion(() -> integers(a, b, cut));
    }
    if (isJavaFloat(source) && isJavaFloat(target)) {
      return new NumberConversion(() -> javaFloats((FloatCodec) source, (FloatCodec) target));
    }
    return new NumberConversion(() -> {
      UnpackedNumber number = new UnpackedNumber();
      return (raw, at, out, outAt) -> {
        source.unpack(raw, at, number);
        target.pack(number, out, outAt);
      };
    });
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
    return new NumberConversion(() ->
        (raw, at, out, outAt) -> {
          long value = source.bitsAt(raw, at);
          int found = Arrays.binarySearch(keys, value);
          if (found < 0) {
            throw missing("value " + source.text(raw, at), from);
          }
          target.pack(values[found], target.signed(), out, outAt);
        });
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
    Kernel kernel = kernels.make();
    for (long i = 0; i < count; i++) {
      kernel.run(from, fromOffset + i * fromStride, to, toOffset + i * toStride);
    }
  }
}
