package io.hyperslab.internal.number;

import io.hyperslab.datatype.ByteOrder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Stores numbers that lie one after the other, the counterpart of [NumberBlocks]. Belongs to one
/// call.
///
/// What does not fit is stored as the nearest value, as [io.hyperslab.datatype.Conversion#CLIP]
/// says; each method tells whether that happened.
final class NumberStore {
  /// The largest run.
  static final int LENGTH = NumberBlocks.LENGTH;

  private static final byte[] NO_BYTES = {};
  private static final short[] NO_SHORTS = {};
  private static final int[] NO_INTS = {};
  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};

  private final NumberCodec codec;
  private final NumberPath path;
  private final int size;
  private final boolean little;

  // Most stores need none of these.
  private @Nullable UnpackedNumber scratch;
  private byte[] bytes = NO_BYTES;
  private short[] shorts = NO_SHORTS;
  private int[] ints = NO_INTS;
  private float[] floats = NO_FLOATS;
  private double[] doubles = NO_DOUBLES;

  NumberStore(NumberCodec codec) {
    this.codec = codec;
    this.path = NumberPath.of(codec);
    this.size = (int) Math.min(codec.size(), Integer.MAX_VALUE);
    this.little = NumberPath.order(codec) == ByteOrder.LITTLE_ENDIAN;
  }

  /// Whether the elements are Java's own numbers of that class, byte order aside.
  boolean isStoredAs(Class<?> primitive) {
    return path.isJava(codec, primitive);
  }

  /// Whether their bytes are in the order of this machine.
  boolean isNative() {
    return little == (java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN);
  }

  /// Copies numbers of which [#isStoredAs] says that they are stored as they are; likewise below.
  void copy(byte[] from, int at, int count, MemorySegment to, long offset) {
    MemorySegment.copy(from, at, to, ValueLayout.JAVA_BYTE, offset, count);
  }

  void copy(short[] from, int at, int count, MemorySegment to, long offset) {
    MemorySegment.copy(
        from, at, to, little ? StoredBits.SHORT_LITTLE : StoredBits.SHORT_BIG, offset, count);
  }

  void copy(int[] from, int at, int count, MemorySegment to, long offset) {
    MemorySegment.copy(
        from, at, to, little ? StoredBits.INT_LITTLE : StoredBits.INT_BIG, offset, count);
  }

  void copy(long[] from, int at, int count, MemorySegment to, long offset) {
    MemorySegment.copy(
        from, at, to, little ? StoredBits.LONG_LITTLE : StoredBits.LONG_BIG, offset, count);
  }

  void copy(float[] from, int at, int count, MemorySegment to, long offset) {
    MemorySegment.copy(
        from, at, to, little ? NumberPath.FLOAT_LITTLE : NumberPath.FLOAT_BIG, offset, count);
  }

  void copy(double[] from, int at, int count, MemorySegment to, long offset) {
    MemorySegment.copy(
        from, at, to, little ? NumberPath.DOUBLE_LITTLE : NumberPath.DOUBLE_BIG, offset, count);
  }

  /// Stores at most [#LENGTH] integers.
  ///
  /// @param values are clipped in place
  /// @return the first that does not fit, or -1
  int longs(long[] values, int count, MemorySegment to, long offset) {
    return switch (path) {
      case PLAIN_INTEGER -> plainIntegers(values, count, to, offset);
      case BINARY64 -> doublesOfLongs(values, count, to, offset);
      case BINARY32 -> floatsOfLongs(values, count, to, offset);
      default -> eachLong(values, count, to, offset);
    };
  }

  private int doublesOfLongs(long[] values, int count, MemorySegment to, long offset) {
    doubles = doubles.length < count ? new double[count] : doubles;
    int inexact = -1;
    for (int i = count - 1; i >= 0; i--) {
      doubles[i] = values[i];
      inexact = isSame(doubles[i], values[i]) ? inexact : i;
    }
    copy(doubles, 0, count, to, offset);
    return inexact;
  }

  private int floatsOfLongs(long[] values, int count, MemorySegment to, long offset) {
    floats = floats.length < count ? new float[count] : floats;
    int inexact = -1;
    for (int i = count - 1; i >= 0; i--) {
      floats[i] = values[i];
      inexact = isSame(floats[i], values[i]) ? inexact : i;
    }
    copy(floats, 0, count, to, offset);
    return inexact;
  }

  /// Whether a rounded integer is the integer. 2^63 is none, but becomes the largest `long` again.
  private static boolean isSame(double rounded, long value) {
    return (long) rounded == value && rounded != 0x1p63;
  }

  private int eachLong(long[] values, int count, MemorySegment to, long offset) {
    int inexact = -1;
    for (int i = count - 1; i >= 0; i--) {
      inexact = put(values[i], to, offset + i * codec.size()) ? inexact : i;
    }
    return inexact;
  }

  private int plainIntegers(long[] values, int count, MemorySegment to, long offset) {
    boolean signed = ((IntegerCodec) codec).signed();
    long largest = StoredBits.mask(signed ? 8 * size - 1 : Math.min(63, 8 * size));
    long smallest = signed ? ~largest : 0;
    int inexact = -1;
    for (int i = count - 1; i >= 0; i--) {
      long value = values[i];
      if (value < smallest || value > largest) {
        values[i] = value < 0 ? smallest : largest;
        inexact = i;
      }
    }
    plainBits(values, count, to, offset);
    return inexact;
  }

  /// The lowest bits of each.
  private void plainBits(long[] values, int count, MemorySegment to, long offset) {
    switch (size) {
      case 1 -> {
        bytes = bytes.length < count ? new byte[count] : bytes;
        for (int i = 0; i < count; i++) {
          bytes[i] = (byte) values[i];
        }
        copy(bytes, 0, count, to, offset);
      }
      case 2 -> {
        shorts = shorts.length < count ? new short[count] : shorts;
        for (int i = 0; i < count; i++) {
          shorts[i] = (short) values[i];
        }
        copy(shorts, 0, count, to, offset);
      }
      case 4 -> {
        ints = ints.length < count ? new int[count] : ints;
        for (int i = 0; i < count; i++) {
          ints[i] = (int) values[i];
        }
        copy(ints, 0, count, to, offset);
      }
      default -> copy(values, 0, count, to, offset);
    }
  }

  /// Stores at most [#LENGTH] numbers.
  ///
  /// @return the first that does not fit, or -1
  int doubles(double[] values, int count, MemorySegment to, long offset) {
    return switch (path) {
      case BINARY64 -> {
        copy(values, 0, count, to, offset);
        yield -1;
      }
      case BINARY32 -> floatsOfDoubles(values, count, to, offset);
      default -> {
        int inexact = -1;
        for (int i = count - 1; i >= 0; i--) {
          inexact = put(values[i], to, offset + i * codec.size()) ? inexact : i;
        }
        yield inexact;
      }
    };
  }

  private int floatsOfDoubles(double[] values, int count, MemorySegment to, long offset) {
    floats = floats.length < count ? new float[count] : floats;
    int inexact = -1;
    for (int i = count - 1; i >= 0; i--) {
      double value = values[i];
      float rounded = (float) value;
      floats[i] = rounded;
      inexact = rounded == value || Double.isNaN(value) ? inexact : i;
    }
    copy(floats, 0, count, to, offset);
    return inexact;
  }

  /// Stores one integer.
  ///
  /// @return whether it fits
  boolean put(long value, MemorySegment to, long offset) {
    if (codec instanceof IntegerCodec integer) {
      integer.pack(value, true, to, offset);
      return integer.fits(value);
    }
    if (isSame((double) value, value)) {
      return put((double) value, to, offset);
    }
    boolean negative = value < 0;
    UnpackedNumber number = scratch();
    number.setFinite(negative, 0, negative ? -value : value, 0);
    return packed(number, to, offset);
  }

  /// Stores one number.
  ///
  /// @return whether it fits
  boolean put(double value, MemorySegment to, long offset) {
    if (codec.isInteger()) {
      long cut = (long) value;
      // 2^63 becomes the largest long, which as a double is 2^63 again.
      if (cut == value && value != 0x1p63) {
        return put(cut, to, offset);
      }
      UnpackedNumber number = scratch();
      number.setDouble(value);
      return packed(number, to, offset);
    }
    float narrow = (float) value;
    switch (path) {
      case BINARY64 -> {
        StoredBits.store(to, offset, Double.BYTES, little, Double.doubleToRawLongBits(value));
        return true;
      }
      case BINARY32 -> {
        StoredBits.store(to, offset, Float.BYTES, little, Float.floatToRawIntBits(narrow));
        return narrow == value || Double.isNaN(value);
      }
      case BINARY16, BRAIN16 -> {
        // A double that was itself rounded must not be rounded again.
        if (narrow == value) {
          return putHalf(narrow, to, offset);
        }
      }
      default -> {}
    }
    UnpackedNumber number = scratch();
    number.setDouble(value);
    return packed(number, to, offset);
  }

  private boolean putHalf(float value, MemorySegment to, long offset) {
    short bits;
    float stored;
    if (path == NumberPath.BINARY16) {
      bits = Float.floatToFloat16(value);
      stored = Float.float16ToFloat(bits);
    } else {
      int all = Float.floatToRawIntBits(value);
      // Half a unit of what is cut off, less one when the last bit kept is even: ties to even.
      bits = (short) (all + 0x7fff + (all >>> 16 & 1) >>> 16);
      stored = Float.intBitsToFloat(bits << 16);
    }
    StoredBits.store(to, offset, Short.BYTES, little, bits);
    return stored == value;
  }

  /// Stores one integer of any size.
  ///
  /// @return whether it fits
  boolean put(BigInteger value, MemorySegment to, long offset) {
    if (codec instanceof IntegerCodec integer) {
      integer.pack(value, to, offset);
      return integer.bigIntegerAt(to, offset).equals(value);
    }
    UnpackedNumber number = scratch();
    number.setInteger(value);
    return packed(number, to, offset);
  }

  /// Stores one decimal number.
  ///
  /// @return whether it fits
  boolean put(BigDecimal value, MemorySegment to, long offset) {
    UnpackedNumber.requireWritable(value);
    if (codec.isInteger()) {
      BigInteger cut = value.toBigInteger();
      return put(cut, to, offset) && new BigDecimal(cut).compareTo(value) == 0;
    }
    UnpackedNumber number = scratch();
    number.setDecimal(value);
    return packed(number, to, offset);
  }

  private UnpackedNumber scratch() {
    UnpackedNumber known = scratch;
    if (known == null) {
      known = new UnpackedNumber();
      scratch = known;
    }
    return known;
  }

  /// Stores a number, which may be changed by that, and compares it with what was stored.
  private boolean packed(UnpackedNumber number, MemorySegment to, long offset) {
    UnpackedNumber stored = new UnpackedNumber();
    UnpackedNumber wanted = number.copy();
    codec.pack(number, to, offset);
    codec.unpack(to, offset, stored);
    return stored.isSame(wanted);
  }
}
