package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.FloatingPoint.Normalization;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatCodecTest {
  private static final FloatingPoint E4M3 = ieeeLike(1, 4);
  private static final FloatingPoint E5M2 = ieeeLike(1, 5);

  private static FloatingPoint ieeeLike(int size, int exponentSize) {
    return FloatingPoint.ieee(size, ByteOrder.LITTLE_ENDIAN, exponentSize);
  }

  private static FloatingPoint of(
      int size, ByteOrder order, int precision, int exponentSize, long bias, Normalization form) {
    int mantissa = precision - 1 - exponentSize;
    return new FloatingPoint(
        size,
        order,
        precision,
        0,
        BitPadding.ZERO,
        BitPadding.ZERO,
        BitPadding.ZERO,
        form,
        precision - 1,
        mantissa,
        exponentSize,
        bias,
        0,
        mantissa);
  }

  static FloatingPoint x87(int size, ByteOrder order) {
    return of(size, order, 80, 15, 16383, Normalization.NONE);
  }

  private static FloatCodec codec(FloatingPoint type) {
    return (FloatCodec) NumberCodec.of(type);
  }

  private static MemorySegment hex(String bytes) {
    return MemorySegment.ofArray(HexFormat.of().parseHex(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "0000000000000080, 8000000000000000",
    "0100000000000000, 1",
    "182d4454fb2109c0, c00921fb54442d18",
    "ffffffffffffef7f, 7fefffffffffffff",
    "000000000000f0ff, fff0000000000000",
    "010000000000f47f, 7ff4000000000001",
  })
  void readsDoublesOfEitherOrderAsTheirOwnBits(String little, String bits) {
    long expected = Long.parseUnsignedLong(bits, 16);
    double stored = codec(FloatingPoint.FLOAT64).doubleAt(hex("ff" + little), 1);
    assertThat(Double.doubleToRawLongBits(stored)).isEqualTo(expected);
    FloatingPoint big = FloatingPoint.ieee(8, ByteOrder.BIG_ENDIAN, 11);
    double swapped = codec(big).doubleAt(hex(String.format(Locale.ROOT, "%016x", expected)), 0);
    assertThat(Double.doubleToRawLongBits(swapped)).isEqualTo(expected);
  }

  private static double[] library(FloatingPoint type, byte[] elements) {
    try (LibraryConversion conversion = LibraryConversion.between(type, FloatingPoint.FLOAT64)) {
      MemorySegment out = MemorySegment.ofArray(conversion.convert(elements));
      double[] values = new double[(int) (elements.length / type.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.longBitsToDouble(out.getAtIndex(StoredBits.LONG_LITTLE, i));
      }
      return values;
    }
  }

  private static void assertAllValuesLikeTheLibrary(FloatingPoint type) {
    int size = (int) type.size();
    int count = 1 << 8 * size;
    byte[] elements = new byte[count * size];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < size; k++) {
        elements[i * size + k] = (byte) (i >>> 8 * k);
      }
    }
    double[] expected = library(type, elements);
    MemorySegment raw = MemorySegment.ofArray(elements);
    for (int i = 0; i < count; i++) {
      Double value = codec(type).doubleAt(raw, (long) i * size);
      assertThat(value).as("%s 0x%x", type, i).isEqualTo((Double) expected[i]);
    }
  }

  @Test
  void allHalvesReadLikeTheLibraryAndLikeJava() {
    assertAllValuesLikeTheLibrary(FloatingPoint.FLOAT16);
    FloatCodec codec = codec(FloatingPoint.FLOAT16);
    MemorySegment raw = MemorySegment.ofArray(new byte[2]);
    for (int i = 0; i < 1 << 16; i++) {
      raw.set(StoredBits.SHORT_LITTLE, 0, (short) i);
      assertThat((Float) codec.floatAt(raw, 0)).isEqualTo((Float) Float.float16ToFloat((short) i));
    }
  }

  @Test
  void allBrainFloatsReadLikeTheLibrary() {
    assertAllValuesLikeTheLibrary(FloatingPoint.BFLOAT16);
  }

  @Test
  void allEightBitFloatsReadLikeTheLibrary() {
    assertAllValuesLikeTheLibrary(E4M3);
    assertAllValuesLikeTheLibrary(E5M2);
  }

  @Test
  void allSixAndFourBitFloatsReadLikeTheLibrary() {
    assertAllValuesLikeTheLibrary(of(1, ByteOrder.LITTLE_ENDIAN, 6, 2, 1, Normalization.IMPLIED));
    assertAllValuesLikeTheLibrary(of(1, ByteOrder.LITTLE_ENDIAN, 6, 3, 3, Normalization.IMPLIED));
    assertAllValuesLikeTheLibrary(of(1, ByteOrder.LITTLE_ENDIAN, 4, 2, 1, Normalization.IMPLIED));
  }

  @Test
  void randomDescriptionsReadLikeTheLibrary() {
    RandomTypes types = new RandomTypes(3);
    for (int round = 0; round < 600; round++) {
      FloatingPoint type = types.real(51);
      byte[] elements = types.elements(type, 32);
      double[] expected = library(type, elements);
      MemorySegment raw = MemorySegment.ofArray(elements);
      for (int i = 0; i < 32; i++) {
        long offset = i * type.size();
        // With a stored leading bit, the library has no answer of its own for a zero mantissa.
        boolean unnormal =
            type.normalization() == Normalization.NONE && codec(type).doubleAt(raw, offset) == 0;
        if (codec(type).isDouble(raw, offset) && !unnormal) {
          assertThat((Double) codec(type).doubleAt(raw, offset))
              .as("%s %d", type, i)
              .isEqualTo((Double) expected[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The third is 2 - 2^-63, the fourth -2^49.
    "0000000000000080ff3f, 1",
    "00000000000000a000c0, -2.5",
    "ffffffffffffffffff3f, 1.99999999999999999989157978275144955",
    "000000000000008030c0, -562949953421312",
  })
  void x87ExtendedIsExactInDecimals(String bytes, String value) {
    BigDecimal found = codec(x87(10, ByteOrder.LITTLE_ENDIAN)).bigDecimalAt(hex(bytes), 0);
    assertThat(found.subtract(new BigDecimal(value)).abs()).isLessThan(new BigDecimal("1e-30"));
  }

  @Test
  void x87ExtendedReadsLikeTheLibraryInEverySize() {
    RandomTypes types = new RandomTypes(4);
    for (int size : new int[] {10, 12, 16}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        FloatingPoint type = x87(size, order);
        byte[] elements = types.elements(type, 2000);
        for (int i = 0; i < 2000; i++) {
          setUpAsNormal(elements, i * size, size, order, types.random().nextInt(140));
        }
        double[] expected = library(type, elements);
        MemorySegment raw = MemorySegment.ofArray(elements);
        for (int i = 0; i < 2000; i++) {
          // The library rounds ties away from zero, the processor and Java to even.
          int first = order == ByteOrder.LITTLE_ENDIAN ? i * size : i * size + size - 1;
          int second = order == ByteOrder.LITTLE_ENDIAN ? first + 1 : first - 1;
          boolean tie = elements[first] == 0 && (elements[second] & 7) == 4;
          Double value = codec(type).doubleAt(raw, (long) i * size);
          assertThat(tie || value.equals(expected[i])).as("%s %d", type, i).isTrue();
        }
      }
    }
  }

  /// A normal number near 1, as the processor makes it.
  private static void setUpAsNormal(byte[] bytes, int at, int size, ByteOrder order, int exponent) {
    int field = 16383 - 70 + exponent;
    int[] position = {7, 8, 9};
    int[] value = {bytes[at] | 0x80, field & 0xff, field >>> 8};
    for (int i = 0; i < 3; i++) {
      boolean little = order == ByteOrder.LITTLE_ENDIAN;
      bytes[at + (little ? position[i] : size - 1 - position[i])] = (byte) value[i];
    }
  }

  @Test
  void x87SpecialValuesAreThoseOfTheProcessor() {
    FloatCodec codec = codec(x87(10, ByteOrder.LITTLE_ENDIAN));
    assertThat(codec.doubleAt(hex("0000000000000080ff7f"), 0)).isPositive().isInfinite();
    assertThat(codec.doubleAt(hex("0000000000000080ffff"), 0)).isNegative().isInfinite();
    assertThat(codec.doubleAt(hex("00000000000000c0ff7f"), 0)).isNaN();
    assertThat(codec.doubleAt(hex("00000000000000000000"), 0)).isZero();
    // The smallest subnormal is 2^-16445.
    assertThat(codec.bigDecimalAt(hex("01000000000000000000"), 0))
        .isEqualByComparingTo(BigDecimal.ONE.divide(new BigDecimal(2).pow(16445)));
    assertThat(codec.isDouble(hex("01000000000000000000"), 0)).isFalse();
  }

  @Test
  void quadruplePrecisionIsRoundedOnceAndKnownToBeInexact() {
    FloatCodec codec = codec(FloatingPoint.FLOAT128);
    MemorySegment one = hex("0000000000000000000000000000ff3f");
    MemorySegment third = hex("5555555555555555555555555555fd3f");
    assertThat(codec.doubleAt(one, 0)).isEqualTo(1);
    assertThat(codec.isDouble(one, 0)).isTrue();
    assertThat(codec.doubleAt(third, 0)).isEqualTo(1.0 / 3);
    assertThat(codec.floatAt(third, 0)).isEqualTo(1.0f / 3);
    assertThat(codec.isDouble(third, 0)).isFalse();
    assertThat(codec.bigDecimalAt(third, 0).toString())
        .startsWith("0.33333333333333333333333333333333331728391713");
  }

  @Test
  void vaxNumbersReadLikeTheLibrary() {
    RandomTypes types = new RandomTypes(5);
    FloatingPoint single = of(4, ByteOrder.VAX, 32, 8, 129, Normalization.IMPLIED);
    FloatingPoint grand = of(8, ByteOrder.VAX, 64, 11, 1025, Normalization.IMPLIED);
    for (FloatingPoint type : new FloatingPoint[] {single, grand}) {
      byte[] elements = types.elements(type, 500);
      double[] expected = library(type, elements);
      MemorySegment raw = MemorySegment.ofArray(elements);
      for (int i = 0; i < 500; i++) {
        if (codec(type).isDouble(raw, i * type.size())) {
          assertThat((Double) codec(type).doubleAt(raw, i * type.size()))
              .isEqualTo((Double) expected[i]);
        }
      }
    }
    // From the VAX Architecture Reference Manual: F_floating 1.0 is 00004080 (hexadecimal).
    assertThat(codec(single).doubleAt(hex("80400000"), 0)).isEqualTo(1);
    assertThat(codec(single).doubleAt(hex("20c10000"), 0)).isEqualTo(-2.5);
  }

  @Test
  void infinitiesAndNaNsAreNoDecimals() {
    FloatCodec codec = codec(FloatingPoint.FLOAT32);
    assertThatThrownBy(() -> codec.bigDecimalAt(hex("0000807f"), 0))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> codec.bigDecimalAt(hex("0000c07f"), 0))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void descriptionsBeyondTheirElementAreRefused() {
    FloatingPoint beyond = of(2, ByteOrder.LITTLE_ENDIAN, 24, 8, 127, Normalization.IMPLIED);
    FloatingPoint oddVax = of(3, ByteOrder.VAX, 24, 8, 127, Normalization.IMPLIED);
    FloatingPoint huge = of(32, ByteOrder.LITTLE_ENDIAN, 256, 19, 262143, Normalization.IMPLIED);
    FloatingPoint noExponent = of(2, ByteOrder.LITTLE_ENDIAN, 16, 0, 0, Normalization.IMPLIED);
    for (FloatingPoint type : new FloatingPoint[] {beyond, oddVax, huge, noExponent}) {
      assertThatThrownBy(() -> NumberCodec.of(type))
          .isInstanceOf(UnsupportedFeatureException.class);
    }
  }
}
