package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberConversionTest {
  private static final int COUNT = 24;

  private static byte[] convert(NumericType from, NumericType to, byte[] elements) {
    int count = (int) (elements.length / from.size());
    byte[] out = new byte[(int) (count * to.size())];
    NumberConversion.of(from, to)
        .run(
            MemorySegment.ofArray(elements),
            0,
            from.size(),
            MemorySegment.ofArray(out),
            0,
            to.size(),
            count);
    return out;
  }

  private static byte[] library(NumericType from, NumericType to, byte[] elements) {
    try (LibraryConversion conversion = LibraryConversion.between(from, to)) {
      return conversion.convert(elements);
    }
  }

  /// The library takes these for the same but for the order, and forgets their precision.
  private static boolean isOnlySwapped(NumericType from, NumericType to) {
    return from.size() == to.size() && from.bitOffset() == 0 && to.bitOffset() == 0;
  }

  @Test
  void integersBecomeOtherIntegersLikeInTheLibrary() {
    RandomTypes types = new RandomTypes(10);
    for (int round = 0; round < 800; round++) {
      FixedPoint from = types.integer(11);
      FixedPoint to = types.integer(11);
      if (!isOnlySwapped(from, to)) {
        byte[] elements = types.elements(from, COUNT);
        assertThat(convert(from, to, elements))
            .as("%s to %s", from, to)
            .isEqualTo(library(from, to, elements));
      }
    }
  }

  @Test
  void bitfieldsKeepTheirLowestBitsLikeInTheLibrary() {
    RandomTypes types = new RandomTypes(11);
    for (int round = 0; round < 400; round++) {
      Bitfield from = types.bitfield(11);
      Bitfield to = types.bitfield(11);
      if (!isOnlySwapped(from, to)) {
        byte[] elements = types.elements(from, COUNT);
        assertThat(convert(from, to, elements))
            .as("%s to %s", from, to)
            .isEqualTo(library(from, to, elements));
      }
    }
  }

  @Test
  void realNumbersAreAtLeastAsNearAsTheLibrarysAndMostlyTheSame() {
    RandomTypes types = new RandomTypes(12);
    int same = 0;
    int all = 0;
    for (int round = 0; round < 600; round++) {
      FloatingPoint from = types.real(60);
      // Small mantissas with a stored leading bit are beyond the library: it overwrites the bit
      // above.
      FloatingPoint to = types.real(40);
      if (to.normalization() == FloatingPoint.Normalization.NONE) {
        to = FloatCodecTest.x87(12, ByteOrder.BIG_ENDIAN);
      }
      byte[] elements = types.elements(from, COUNT);
      MemorySegment ours = MemorySegment.ofArray(convert(from, to, elements));
      MemorySegment theirs = MemorySegment.ofArray(library(from, to, elements));
      NumberCodec source = NumberCodec.of(from);
      NumberCodec target = NumberCodec.of(to);
      for (int i = 0; i < COUNT; i++) {
        double value = source.doubleAt(MemorySegment.ofArray(elements), i * from.size());
        Double our = target.doubleAt(ours, i * to.size());
        Double their = target.doubleAt(theirs, i * to.size());
        all++;
        if (our.equals(their)) {
          same++;
        } else if (value != 0 && !our.isInfinite() && !their.isInfinite() && !their.isNaN()) {
          BigDecimal exact = source.bigDecimalAt(MemorySegment.ofArray(elements), i * from.size());
          BigDecimal ourError = target.bigDecimalAt(ours, i * to.size()).subtract(exact).abs();
          BigDecimal theirError = target.bigDecimalAt(theirs, i * to.size()).subtract(exact).abs();
          assertThat(ourError).as("%s to %s: %s", from, to, exact).isLessThanOrEqualTo(theirError);
        }
      }
    }
    // What differs: ties, carries out of subnormals, the largest finite value.
    assertThat(same).isGreaterThan(all * 97 / 100);
  }

  @Test
  void doublesBecomeFloatsAndHalvesAsInJava() {
    Random random = new Random(13);
    byte[] elements = new byte[8 * 5000];
    MemorySegment raw = MemorySegment.ofArray(elements);
    for (int i = 0; i < 5000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> Float.intBitsToFloat(random.nextInt()) * (1 + 0x1p-24 * random.nextInt(3));
            case 2 -> Math.scalb(random.nextDouble(), -130 - random.nextInt(25));
            default -> Math.scalb(1 + random.nextInt(4096) / 4096.0, random.nextInt(45) - 26);
          };
      raw.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i, value);
    }
    FloatingPoint bigFloat = FloatingPoint.ieee(4, ByteOrder.BIG_ENDIAN, 8);
    MemorySegment floats =
        MemorySegment.ofArray(convert(FloatingPoint.FLOAT64, bigFloat, elements));
    // Also by the general way, which a plain float from a plain double does not take.
    MemorySegment general =
        MemorySegment.ofArray(
            convert(
                FloatCodecTest.x87(10, ByteOrder.LITTLE_ENDIAN),
                bigFloat,
                convert(
                    FloatingPoint.FLOAT64,
                    FloatCodecTest.x87(10, ByteOrder.LITTLE_ENDIAN),
                    elements)));
    NumberCodec codec = NumberCodec.of(bigFloat);
    for (int i = 0; i < 5000; i++) {
      Float expected = (float) raw.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i);
      assertThat((Float) codec.floatAt(floats, 4L * i)).isEqualTo(expected);
      assertThat((Float) codec.floatAt(general, 4L * i)).isEqualTo(expected);
    }
    byte[] halves = convert(bigFloat, FloatingPoint.FLOAT16, floats.toArray(ValueLayout.JAVA_BYTE));
    for (int i = 0; i < 5000; i++) {
      float value = codec.floatAt(floats, 4L * i);
      short half = MemorySegment.ofArray(halves).get(StoredBits.SHORT_LITTLE, 2L * i);
      Float expected = Float.float16ToFloat(Float.floatToFloat16(value));
      assertThat((Float) Float.float16ToFloat(half)).isEqualTo(expected);
    }
  }

  @Test
  void integersBecomeRealNumbersLikeInTheLibrary() {
    RandomTypes types = new RandomTypes(14);
    for (int round = 0; round < 500; round++) {
      FixedPoint from = types.integer(9);
      FloatingPoint to =
          switch (round % 3) {
            case 0 -> FloatingPoint.FLOAT64;
            case 1 -> FloatingPoint.ieee(4, ByteOrder.BIG_ENDIAN, 8);
            default -> FloatCodecTest.x87(12, ByteOrder.LITTLE_ENDIAN);
          };
      byte[] elements = types.elements(from, COUNT);
      MemorySegment ours = MemorySegment.ofArray(convert(from, to, elements));
      MemorySegment theirs = MemorySegment.ofArray(library(from, to, elements));
      NumberCodec target = NumberCodec.of(to);
      for (int i = 0; i < COUNT; i++) {
        assertThat(target.bigDecimalAt(ours, i * to.size()))
            .as("%s to %s", from, to)
            .isEqualByComparingTo(target.bigDecimalAt(theirs, i * to.size()));
      }
    }
  }

  @Test
  void realNumbersBecomeIntegersLikeInTheLibrary() {
    Random random = new Random(15);
    List<FixedPoint> targets =
        List.of(
            FixedPoint.INT8,
            FixedPoint.UINT8,
            FixedPoint.INT16,
            FixedPoint.UINT16,
            FixedPoint.INT32,
            FixedPoint.UINT32,
            FixedPoint.INT64,
            FixedPoint.UINT64);
    byte[] elements = new byte[8 * 400];
    MemorySegment raw = MemorySegment.ofArray(elements);
    for (int i = 0; i < 400; i++) {
      double value = (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(70));
      value = i == 0 ? Double.POSITIVE_INFINITY : i == 1 ? Double.NEGATIVE_INFINITY : value;
      raw.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i, value);
    }
    for (FixedPoint to : targets) {
      assertThat(convert(FloatingPoint.FLOAT64, to, elements))
          .as("%s", to)
          .isEqualTo(library(FloatingPoint.FLOAT64, to, elements));
    }
  }

  @Test
  void realNumbersBecomeIntegersBeyond64Bits() {
    FixedPoint wide = FixedPoint.of(16, ByteOrder.LITTLE_ENDIAN, true);
    byte[] elements = new byte[8 * 4];
    double[] values = {-0x1p100, 1e300, Double.NEGATIVE_INFINITY, Double.NaN};
    MemorySegment.ofArray(elements).copyFrom(MemorySegment.ofArray(values));
    BigInteger[] found =
        NumberArrays.bigIntegers(
            MemorySegment.ofArray(convert(FloatingPoint.FLOAT64, wide, elements)), wide, 4);
    assertThat(found)
        .containsExactly(
            BigInteger.TWO.pow(100).negate(),
            BigInteger.TWO.pow(127).subtract(BigInteger.ONE),
            BigInteger.TWO.pow(127).negate(),
            BigInteger.ZERO);
  }

  private static Enumeration enumeration(FixedPoint base, Object... namesAndValues) {
    List<Enumeration.Member> members = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      BigInteger value = BigInteger.valueOf((Integer) namesAndValues[i + 1]);
      members.add(new Enumeration.Member((String) namesAndValues[i], value));
    }
    return new Enumeration(base, members);
  }

  @Test
  void enumerationsAreConvertedByNameLikeInTheLibrary() {
    Enumeration from = enumeration(FixedPoint.INT8, "RED", -3, "GREEN", 7, "BLUE", 1);
    Enumeration to =
        enumeration(
            FixedPoint.of(4, ByteOrder.BIG_ENDIAN, true),
            "BLUE",
            70000,
            "RED",
            2,
            "GREEN",
            -1,
            "X",
            5);
    byte[] elements = {-3, 1, 7, 7, -3};
    byte[] expected;
    try (LibraryConversion conversion = LibraryConversion.between(from, to)) {
      expected = conversion.convert(elements);
    }
    byte[] out = new byte[20];
    NumberConversion conversion = NumberConversion.ofNames(from, to);
    conversion.run(MemorySegment.ofArray(elements), 0, 1, MemorySegment.ofArray(out), 0, 4, 5);
    assertThat(out).isEqualTo(expected);
    MemorySegment unnamed = MemorySegment.ofArray(new byte[] {2});
    assertThatThrownBy(
            () -> conversion.run(unnamed, 0, 1, MemorySegment.ofArray(new byte[4]), 0, 4, 1))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("value 2");
    assertThatThrownBy(() -> NumberConversion.ofNames(to, from))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("name X");
  }

  @Test
  void textIsNoNumber() {
    FixedString text =
        new FixedString(4, StringType.Padding.NULL_PADDED, StringType.CharacterSet.ASCII);
    assertThatThrownBy(() -> NumberConversion.of(text, FixedPoint.INT8))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("string[4]");
  }
}
