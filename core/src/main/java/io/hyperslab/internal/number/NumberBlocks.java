package io.hyperslab.internal.number;

import io.hyperslab.datatype.ByteOrder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Decodes runs of numbers that lie one after the other, at most [#LENGTH] at a time, so that the
/// intermediate array stays in the processor's first cache. Belongs to one call.
///
/// Each method returns the first index, counted from the run's start, whose value is not exactly
/// the stored one, or -1; the values are then the nearest ones.
public final class NumberBlocks {
  /// The largest run.
  public static final int LENGTH = 1024;

  private final NumberCodec codec;
  private final MemorySegment raw;
  private final int size;
  private final boolean little;
  private final NumberPath path;
  private final int capacity;
  private byte[] bytes = {};
  private short[] shorts = {};
  private int[] ints = {};
  private long[] longs = {};
  private long[] wide = {};
  private float[] floats = {};
  private double[] doubles = {};

  /// @param raw holds them from its first byte on
  /// @param count how many elements there are in all
  public NumberBlocks(NumberCodec codec, MemorySegment raw, long count) {
    this.codec = codec;
    this.raw = raw;
    this.size = (int) Math.min(codec.size(), Integer.MAX_VALUE);
    this.capacity = (int) Math.min(count, LENGTH);
    this.path = NumberPath.of(codec);
    this.little = NumberPath.order(codec) == ByteOrder.LITTLE_ENDIAN;
  }

  /// Whether the elements are Java's own numbers of that class, byte order aside.
  boolean isStoredAs(Class<?> primitive) {
    return path.isJava(codec, primitive);
  }

  private long offset(long index) {
    return index * codec.size();
  }

  /// Copies elements of which [#isStoredAs] says that they are Java's `short`; likewise below.
  void copy(long first, short[] into, int at, int count) {
    MemorySegment.copy(
        raw,
        little ? StoredBits.SHORT_LITTLE : StoredBits.SHORT_BIG,
        offset(first),
        into,
        at,
        count);
  }

  void copy(long first, byte[] into, int at, int count) {
    MemorySegment.copy(raw, ValueLayout.JAVA_BYTE, offset(first), into, at, count);
  }

  void copy(long first, int[] into, int at, int count) {
    MemorySegment.copy(
        raw, little ? StoredBits.INT_LITTLE : StoredBits.INT_BIG, offset(first), into, at, count);
  }

  void copy(long first, long[] into, int at, int count) {
    MemorySegment.copy(
        raw, little ? StoredBits.LONG_LITTLE : StoredBits.LONG_BIG, offset(first), into, at, count);
  }

  void copy(long first, float[] into, int at, int count) {
    MemorySegment.copy(
        raw,
        little ? NumberPath.FLOAT_LITTLE : NumberPath.FLOAT_BIG,
        offset(first),
        into,
        at,
        count);
  }

  void copy(long first, double[] into, int at, int count) {
    MemorySegment.copy(
        raw,
        little ? NumberPath.DOUBLE_LITTLE : NumberPath.DOUBLE_BIG,
        offset(first),
        into,
        at,
        count);
  }

  /// The bits of plain integers, zero- or sign-extended.
  private void plainBits(long first, long[] into, int at, int count) {
    boolean signed = ((IntegerCodec) codec).signed();
    switch (size) {
      case 1 -> {
        bytes = bytes.length < count ? new byte[capacity] : bytes;
        copy(first, bytes, 0, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = signed ? bytes[i] : bytes[i] & 0xff;
        }
      }
      case 2 -> {
        loadShorts(first, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = signed ? shorts[i] : shorts[i] & 0xffff;
        }
      }
      case 4 -> {
        ints = ints.length < count ? new int[capacity] : ints;
        copy(first, ints, 0, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = signed ? ints[i] : ints[i] & 0xffffffffL;
        }
      }
      default -> copy(first, into, at, count);
    }
  }

  private void loadShorts(long first, int count) {
    shorts = shorts.length < count ? new short[capacity] : shorts;
    copy(first, shorts, 0, count);
  }

  private long[] longScratch() {
    longs = longs.length == 0 ? new long[capacity] : longs;
    return longs;
  }

  /// Room for a run of `long`, which only the caller uses.
  long[] wide() {
    wide = wide.length == 0 ? new long[capacity] : wide;
    return wide;
  }

  /// The nearest integer of each in a range that holds 0.
  int longs(long first, long[] into, int at, int count, long smallest, long largest) {
    int inexact = longs(first, into, at, count);
    return fits(largest) ? inexact : clamp(into, at, count, smallest, largest, inexact);
  }

  /// Whether every value is one of an integer of Java.
  ///
  /// @param largest of that integer
  private boolean fits(long largest) {
    int bits = 65 - Long.numberOfLeadingZeros(largest);
    return codec instanceof IntegerCodec integer
        && integer.precision() + (integer.signed() ? 0 : 1) <= bits;
  }

  /// Clips a run, and returns the first index that is inexact by then.
  private static int clamp(
      long[] run, int at, int count, long smallest, long largest, int inexact) {
    long low = 0;
    long high = 0;
    for (int i = at; i < at + count; i++) {
      low = Math.min(low, run[i]);
      high = Math.max(high, run[i]);
    }
    int first = inexact < 0 ? count : inexact;
    for (int i = count - 1; i >= 0 && (low < smallest || high > largest); i--) {
      long value = run[at + i];
      if (value < smallest || value > largest) {
        run[at + i] = value < 0 ? smallest : largest;
        first = Math.min(first, i);
      }
    }
    return first == count ? -1 : first;
  }

  /// The nearest `long` of each; fractions are cut.
  public int longs(long first, long[] into, int at, int count) {
    if (codec instanceof IntegerCodec integer) {
      return integerLongs(integer, first, into, at, count);
    }
    return codec.alwaysDouble()
        ? longsOfDoubles(first, into, at, count)
        : longsOfFloats(first, into, at, count);
  }

  private int integerLongs(IntegerCodec integer, long first, long[] into, int at, int count) {
    if (path == NumberPath.PLAIN_INTEGER) {
      plainBits(first, into, at, count);
    } else if (integer.isNarrow()) {
      for (int i = 0; i < count; i++) {
        into[at + i] = integer.bitsAt(raw, offset(first + i));
      }
    }
    int inexact = -1;
    if (integer.alwaysLong()) {
      return inexact;
    }
    for (int i = count - 1; i >= 0; i--) {
      if (!integer.isNarrow()) {
        into[at + i] = integer.longAt(raw, offset(first + i));
        inexact = integer.isLong(raw, offset(first + i)) ? inexact : i;
      } else if (into[at + i] < 0) {
        into[at + i] = Long.MAX_VALUE;
        inexact = i;
      }
    }
    return inexact;
  }

  private int longsOfDoubles(long first, long[] into, int at, int count) {
    doubles = doubles.length == 0 ? new double[capacity] : doubles;
    doubles(first, doubles, 0, count);
    int inexact = -1;
    for (int i = count - 1; i >= 0; i--) {
      double value = doubles[i];
      long cut = (long) value;
      into[at + i] = cut;
      // 2^63 becomes the largest long, which as a double is 2^63 again.
      inexact = cut == value && value != 0x1p63 ? inexact : i;
    }
    return inexact;
  }

  private int longsOfFloats(long first, long[] into, int at, int count) {
    UnpackedNumber number = new UnpackedNumber();
    int inexact = -1;
    for (int i = count - 1; i >= 0; i--) {
      codec.unpack(raw, offset(first + i), number);
      inexact = number.isLong() ? inexact : i;
      into[at + i] = number.toInteger(64, true);
    }
    return inexact;
  }

  /// The nearest `double` of each.
  public int doubles(long first, double[] into, int at, int count) {
    return switch (path) {
      case PLAIN_INTEGER, OTHER_INTEGER -> doublesOfIntegers(first, into, at, count);
      case BINARY64 -> {
        copy(first, into, at, count);
        yield -1;
      }
      case BINARY16, BRAIN16, BINARY32 -> {
        floats = floats.length == 0 ? new float[capacity] : floats;
        floats(first, floats, 0, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = floats[i];
        }
        yield -1;
      }
      case OTHER_FLOAT -> {
        UnpackedNumber number = new UnpackedNumber();
        int inexact = -1;
        for (int i = count - 1; i >= 0; i--) {
          codec.unpack(raw, offset(first + i), number);
          into[at + i] = number.toDouble();
          inexact = number.wasExact() ? inexact : i;
        }
        yield inexact;
      }
    };
  }

  private int doublesOfIntegers(long first, double[] into, int at, int count) {
    IntegerCodec integer = (IntegerCodec) codec;
    int inexact = -1;
    if (!integer.isNarrow()) {
      for (int i = count - 1; i >= 0; i--) {
        into[at + i] = integer.doubleAt(raw, offset(first + i));
        inexact = integer.isDouble(raw, offset(first + i)) ? inexact : i;
      }
      return inexact;
    }
    long[] bits = narrowBits(integer, first, count);
    if (integer.alwaysDouble()) {
      for (int i = 0; i < count; i++) {
        into[at + i] = bits[i];
      }
      return inexact;
    }
    boolean signed = integer.signed();
    for (int i = count - 1; i >= 0; i--) {
      into[at + i] = IntegerCodec.toDouble(bits[i], signed);
      inexact = IntegerCodec.isDouble(bits[i], signed) ? inexact : i;
    }
    return inexact;
  }

  private long[] narrowBits(IntegerCodec integer, long first, int count) {
    long[] bits = longScratch();
    if (path == NumberPath.PLAIN_INTEGER) {
      plainBits(first, bits, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        bits[i] = integer.bitsAt(raw, offset(first + i));
      }
    }
    return bits;
  }

  int floats(long first, float[] into, int at, int count) {
    return switch (path) {
      case BINARY16 -> {
        loadShorts(first, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = Float.float16ToFloat(shorts[i]);
        }
        yield -1;
      }
      case BRAIN16 -> {
        loadShorts(first, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = Float.intBitsToFloat(shorts[i] << 16);
        }
        yield -1;
      }
      case BINARY32 -> {
        copy(first, into, at, count);
        yield -1;
      }
      default -> roundedFloats(first, into, at, count);
    };
  }

  private int roundedFloats(long first, float[] into, int at, int count) {
    doubles = doubles.length == 0 ? new double[capacity] : doubles;
    int inexact = doubles(first, doubles, 0, count);
    boolean once = codec.alwaysDouble();
    for (int i = count - 1; i >= 0; i--) {
      double value = doubles[i];
      // A double that was itself rounded must not be rounded again.
      float rounded = once ? (float) value : codec.floatAt(raw, offset(first + i));
      into[at + i] = rounded;
      if (rounded != value && !Double.isNaN(value)) {
        inexact = inexact < 0 ? i : Math.min(i, inexact);
      }
    }
    return inexact;
  }
}
