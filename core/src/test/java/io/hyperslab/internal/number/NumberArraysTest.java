package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Time;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberArraysTest {
  /// More than one block, and not a multiple of one.
  private static final int COUNT = 2 * NumberBlocks.LENGTH + 77;

  static List<NumericType> types() {
    RandomTypes random = new RandomTypes(20);
    return List.of(
        FixedPoint.INT8,
        FixedPoint.UINT8,
        FixedPoint.INT16,
        FixedPoint.UINT16,
        FixedPoint.INT32,
        FixedPoint.UINT32,
        FixedPoint.INT64,
        FixedPoint.UINT64,
        FixedPoint.of(2, ByteOrder.BIG_ENDIAN, true),
        FixedPoint.of(4, ByteOrder.BIG_ENDIAN, false),
        FixedPoint.of(8, ByteOrder.BIG_ENDIAN, true),
        FixedPoint.of(8, ByteOrder.BIG_ENDIAN, false),
        FixedPoint.of(3, ByteOrder.BIG_ENDIAN, true),
        FixedPoint.of(11, ByteOrder.LITTLE_ENDIAN, true),
        random.bitfield(4),
        FloatingPoint.FLOAT16,
        FloatingPoint.BFLOAT16,
        FloatingPoint.FLOAT32,
        FloatingPoint.FLOAT64,
        FloatingPoint.ieee(2, ByteOrder.BIG_ENDIAN, 5),
        FloatingPoint.ieee(2, ByteOrder.BIG_ENDIAN, 8),
        FloatingPoint.ieee(4, ByteOrder.BIG_ENDIAN, 8),
        FloatingPoint.ieee(8, ByteOrder.BIG_ENDIAN, 11),
        FloatingPoint.ieee(1, ByteOrder.LITTLE_ENDIAN, 4),
        FloatCodecTest.x87(16, ByteOrder.LITTLE_ENDIAN));
  }

  /// Each element by the codec, which has its own oracle.
  @ParameterizedTest
  @MethodSource("types")
  void clippedBulkReadsAgreeWithSingleElements(NumericType type) {
    NumberCodec codec = NumberCodec.of(type);
    MemorySegment raw = MemorySegment.ofArray(new RandomTypes(21).elements(type, COUNT));
    double[] doubles = NumberArrays.doubles(raw, type, COUNT, Conversion.CLIP);
    float[] floats = NumberArrays.floats(raw, type, COUNT, Conversion.CLIP);
    long[] longs = NumberArrays.longs(raw, type, COUNT, Conversion.CLIP);
    int[] ints = NumberArrays.ints(raw, type, COUNT, Conversion.CLIP);
    short[] shorts = NumberArrays.shorts(raw, type, COUNT, Conversion.CLIP);
    byte[] bytes = NumberArrays.bytes(raw, type, COUNT, Conversion.CLIP);
    for (int i = 0; i < COUNT; i++) {
      long offset = i * type.size();
      long value = codec.longAt(raw, offset);
      assertThat((Double) doubles[i]).isEqualTo((Double) codec.doubleAt(raw, offset));
      assertThat((Float) floats[i]).isEqualTo((Float) codec.floatAt(raw, offset));
      assertThat(longs[i]).isEqualTo(value);
      assertThat(ints[i]).isEqualTo(Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      assertThat(shorts[i]).isEqualTo((short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE));
      assertThat(bytes[i]).isEqualTo((byte) Math.clamp(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void exactReadsNameTheFirstValueThatDoesNotFit(NumericType type) {
    NumberCodec codec = NumberCodec.of(type);
    MemorySegment raw = MemorySegment.ofArray(new RandomTypes(22).elements(type, COUNT));
    int firstNoLong = -1;
    int firstNoDouble = -1;
    for (int i = COUNT - 1; i >= 0; i--) {
      firstNoLong = codec.isLong(raw, i * type.size()) ? firstNoLong : i;
      firstNoDouble = codec.isDouble(raw, i * type.size()) ? firstNoDouble : i;
    }
    assertRefusedAt(firstNoLong, () -> NumberArrays.longs(raw, type, COUNT, Conversion.EXACT));
    assertRefusedAt(firstNoDouble, () -> NumberArrays.doubles(raw, type, COUNT, Conversion.EXACT));
  }

  private static void assertRefusedAt(int index, Runnable read) {
    if (index < 0) {
      read.run();
      return;
    }
    assertThatThrownBy(read::run)
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("element " + index + " ");
  }

  private static MemorySegment longs(long... values) {
    return MemorySegment.ofArray(values);
  }

  @Test
  void valuesThatFitAreReadWhateverTheirTypeIs() {
    MemorySegment raw = longs(-128, 127, 0);
    assertThat(NumberArrays.bytes(raw, FixedPoint.INT64, 3, Conversion.EXACT))
        .containsExactly(-128, 127, 0);
    MemorySegment reals = MemorySegment.ofArray(new double[] {-0.0, 3, -7e9});
    assertThat(NumberArrays.longs(reals, FloatingPoint.FLOAT64, 3, Conversion.EXACT))
        .containsExactly(0, 3, -7_000_000_000L);
    assertThat(NumberArrays.floats(reals, FloatingPoint.FLOAT64, 3, Conversion.EXACT))
        .containsExactly(-0.0f, 3f, -7e9f);
  }

  @Test
  void whatDoesNotFitIsRefusedWithIndexValueAndWayOut() {
    MemorySegment unsigned = MemorySegment.ofArray(new byte[] {1, 2, (byte) 200});
    assertThatThrownBy(() -> NumberArrays.bytes(unsigned, FixedPoint.UINT8, 3, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessage(
            "value of element 2 of type uint8 is 200, expected a value that byte holds exactly;"
                + " ask for short, or Conversion.CLIP");
    assertThatThrownBy(() ->
            NumberArrays.doubles(longs((1L << 53) + 1), FixedPoint.INT64, 1, Conversion.EXACT))
        .hasMessageContaining("9007199254740993")
        .hasMessageContaining("ask for long");
    assertThatThrownBy(() -> NumberArrays.longs(longs(-1), FixedPoint.UINT64, 1, Conversion.EXACT))
        .hasMessageContaining("18446744073709551615")
        .hasMessageContaining("ask for BigInteger");
    for (double value : new double[] {0.5, 0x1p63, Double.NaN, Double.POSITIVE_INFINITY}) {
      MemorySegment raw = MemorySegment.ofArray(new double[] {value});
      assertThatThrownBy(() -> NumberArrays.longs(raw, FloatingPoint.FLOAT64, 1, Conversion.EXACT))
          .hasMessageContaining(Double.toString(value));
    }
    MemorySegment tenth = MemorySegment.ofArray(new double[] {0.1});
    assertThatThrownBy(() -> NumberArrays.floats(tenth, FloatingPoint.FLOAT64, 1, Conversion.EXACT))
        .hasMessageContaining("ask for double");
  }

  @Test
  void notANumberStaysOne() {
    MemorySegment raw = MemorySegment.ofArray(new double[] {Double.NaN});
    assertThat(NumberArrays.floats(raw, FloatingPoint.FLOAT64, 1, Conversion.EXACT)[0]).isNaN();
    assertThat(NumberArrays.longs(raw, FloatingPoint.FLOAT64, 1, Conversion.CLIP))
        .containsExactly(0);
  }

  @Test
  void booleansAreZeroAndOneOnly() {
    Enumeration type =
        new Enumeration(
            FixedPoint.INT8,
            List.of(
                new Enumeration.Member("FALSE", BigInteger.ZERO),
                new Enumeration.Member("TRUE", BigInteger.ONE)));
    MemorySegment raw = MemorySegment.ofArray(new byte[] {1, 0, 1});
    assertThat(NumberArrays.booleans(raw, type, 3)).containsExactly(true, false, true);
    MemorySegment two = MemorySegment.ofArray(new byte[] {1, 2});
    assertThatThrownBy(() -> NumberArrays.booleans(two, FixedPoint.UINT8, 2))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("element 1 ")
        .hasMessageNotContaining("CLIP");
    assertThatThrownBy(() ->
            NumberArrays.booleans(MemorySegment.ofArray(new float[1]), FloatingPoint.FLOAT32, 1))
        .isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void arraysTimesAndEnumerationsAreTheirNumbers() {
    ArrayType rows = new ArrayType(List.of(2L, 1L), new ArrayType(List.of(2L), FixedPoint.INT8));
    MemorySegment raw = MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertThat(NumberArrays.ints(raw, rows, 2, Conversion.EXACT))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(NumberArrays.longs(raw, new Time(4, ByteOrder.BIG_ENDIAN, 32), 2, Conversion.EXACT))
        .containsExactly(0x01020304, 0x05060708);
  }

  @Test
  void complexNumbersArePairs() {
    MemorySegment raw = MemorySegment.ofArray(new float[] {1, 2, 3, 4});
    Compound pair =
        new Compound(
            8,
            List.of(
                new Compound.Member("r", 0, FloatingPoint.FLOAT32),
                new Compound.Member("i", 4, FloatingPoint.FLOAT32)));
    for (Datatype type : List.of(new Complex(FloatingPoint.FLOAT32), pair)) {
      assertThat(NumberArrays.complex(raw, type, 2, Conversion.EXACT)).containsExactly(1, 2, 3, 4);
    }
    assertThatThrownBy(() -> NumberArrays.complex(raw, FloatingPoint.FLOAT32, 4, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void claimsBeyondTheBytesAreRefusedBeforeAllocation() {
    MemorySegment raw = MemorySegment.ofArray(new byte[64]);
    assertThatThrownBy(() -> NumberArrays.doubles(raw, FixedPoint.INT8, 65, Conversion.EXACT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> NumberArrays.doubles(raw, FixedPoint.INT64, Long.MAX_VALUE, Conversion.EXACT))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> NumberArrays.doubles(raw, FixedPoint.INT8, -1, Conversion.EXACT))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void nativeAndUnalignedMemoryIsRead() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(17).asSlice(1);
      raw.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, 42);
      raw.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, 43);
      assertThat(NumberArrays.longs(raw, FixedPoint.INT64, 2, Conversion.EXACT))
          .containsExactly(42, 43);
    }
  }
}
