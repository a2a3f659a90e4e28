package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class IntegerCodecTest {
  private static IntegerCodec codec(FixedPoint type) {
    return (IntegerCodec) NumberCodec.of(type);
  }

  private static MemorySegment bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return MemorySegment.ofArray(bytes);
  }

  @Test
  void randomDescriptionsReadAsLongAndDoubleLikeTheLibrary() {
    RandomTypes types = new RandomTypes(1);
    for (int round = 0; round < 400; round++) {
      FixedPoint type = types.integer(12);
      IntegerCodec codec = codec(type);
      if (isOnlySwapped(type)) {
        continue;
      }
      byte[] elements = types.elements(type, 32);
      MemorySegment raw = MemorySegment.ofArray(elements);
      MemorySegment longs = library(type, FixedPoint.INT64, elements);
      MemorySegment doubles = library(type, FloatingPoint.FLOAT64, elements);
      for (int i = 0; i < 32; i++) {
        long offset = i * type.size();
        assertThat(codec.longAt(raw, offset))
            .as("%s %d", type, i)
            .isEqualTo(longs.getAtIndex(StoredBits.LONG_LITTLE, i));
        assertThat(codec.doubleAt(raw, offset))
            .as("%s %d", type, i)
            .isEqualTo(Double.longBitsToDouble(doubles.getAtIndex(StoredBits.LONG_LITTLE, i)));
      }
    }
  }

  /// Of these the library swaps the bytes and takes padding bits for part of the number.
  private static boolean isOnlySwapped(FixedPoint type) {
    return type.size() == 8 && type.bitOffset() == 0 && type.order() == ByteOrder.BIG_ENDIAN;
  }

  private static MemorySegment library(FixedPoint type, Datatype to, byte[] elements) {
    try (LibraryConversion conversion = LibraryConversion.between(type, to)) {
      return MemorySegment.ofArray(conversion.convert(elements));
    }
  }

  @Test
  void exactnessAgreesWithArbitraryPrecision() {
    RandomTypes types = new RandomTypes(2);
    for (int round = 0; round < 400; round++) {
      FixedPoint type = types.integer(20);
      IntegerCodec codec = codec(type);
      MemorySegment raw = MemorySegment.ofArray(types.elements(type, 16));
      for (int i = 0; i < 16; i++) {
        long offset = i * type.size();
        BigInteger value = codec.bigIntegerAt(raw, offset);
        boolean fits = value.bitLength() < 64;
        BigDecimal asDouble = new BigDecimal(codec.doubleAt(raw, offset));
        assertThat(codec.isLong(raw, offset)).isEqualTo(fits);
        assertThat(codec.isDouble(raw, offset))
            .isEqualTo(asDouble.compareTo(new BigDecimal(value)) == 0);
        assertThat(codec.floatAt(raw, offset)).isEqualTo(value.floatValue());
        assertThat(codec.doubleAt(raw, offset)).isEqualTo(value.doubleValue());
      }
    }
  }

  @Test
  void wideIntegersKeepAllBits() {
    FixedPoint type = FixedPoint.of(9, ByteOrder.BIG_ENDIAN, true);
    MemorySegment raw = bytes(0x80, 0, 0, 0, 0, 0, 0, 0, 1);
    assertThat(codec(type).bigIntegerAt(raw, 0))
        .isEqualTo(BigInteger.TWO.pow(71).negate().add(BigInteger.ONE));
    assertThat(codec(type).longAt(raw, 0)).isEqualTo(Long.MIN_VALUE);
    assertThat(codec(type).isLong(raw, 0)).isFalse();
  }

  @Test
  void bitsOutsideOfThePrecisionDoNotCount() {
    FixedPoint type =
        new FixedPoint(2, ByteOrder.LITTLE_ENDIAN, true, 5, 3, BitPadding.ONE, BitPadding.ZERO);
    // 0x5 in the padding above, 10110 (-10) as the number, 101 below.
    assertThat(codec(type).longAt(bytes(0b10110_101, 0x5), 0)).isEqualTo(-10);
  }

  @Test
  void storedBitsAreThoseOfTheDescription() {
    FixedPoint type =
        new FixedPoint(2, ByteOrder.BIG_ENDIAN, true, 5, 3, BitPadding.ONE, BitPadding.ONE);
    MemorySegment raw = bytes(0, 0);
    codec(type).pack(-10, true, raw, 0);
    assertThat(raw.mismatch(bytes(0xff, 0b10110_111))).isEqualTo(-1);
  }

  @Test
  void impossibleDescriptionsAreRefused() {
    FixedPoint beyond =
        new FixedPoint(1, ByteOrder.LITTLE_ENDIAN, true, 8, 1, BitPadding.ZERO, BitPadding.ZERO);
    FixedPoint empty =
        new FixedPoint(1, ByteOrder.LITTLE_ENDIAN, true, 0, 0, BitPadding.ZERO, BitPadding.ZERO);
    FixedPoint nothing = FixedPoint.of(0, ByteOrder.LITTLE_ENDIAN, true);
    for (FixedPoint type : new FixedPoint[] {beyond, empty, nothing}) {
      assertThatThrownBy(() -> NumberCodec.of(type))
          .isInstanceOf(UnsupportedFeatureException.class);
    }
  }
}
