package io.hyperslab.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredNumbersTest {
  /// More than one block.
  private static final int COUNT = 1030;

  private static byte[] store(Object array, Datatype type, Conversion conversion) {
    byte[] out = new byte[(int) (Array.getLength(array) * type.size())];
    StoredNumbers.of(type, conversion, "").putAll(array, MemorySegment.ofArray(out), 0, i -> i);
    return out;
  }

  private static byte[] library(NumericType from, NumericType to, MemorySegment elements) {
    try (LibraryConversion conversion = LibraryConversion.between(from, to)) {
      return conversion.convert(elements.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /// Small, large and middling.
  private static long integer(Random random) {
    return random.nextLong() >> random.nextInt(64);
  }

  private static long[] longs(Random random) {
    return random.longs(COUNT).map(_ -> integer(random)).toArray();
  }

  private static double[] doubles(Random random) {
    return random
        .doubles(COUNT)
        .map(d ->
            switch (random.nextInt(4)) {
              case 0 -> integer(random);
              case 1 -> (d - 0.5) * Math.scalb(1.0, random.nextInt(70));
              case 2 -> Double.POSITIVE_INFINITY * (d - 0.5);
              default -> Math.rint(1000 * d);
            })
        .toArray();
  }

  private static List<FixedPoint> plainIntegers() {
    return List.of(
        Datatypes.INT8,
        Datatypes.UINT8,
        Datatypes.INT16.bigEndian(),
        Datatypes.UINT16,
        Datatypes.INT32,
        Datatypes.UINT32.bigEndian(),
        Datatypes.INT64.bigEndian(),
        Datatypes.UINT64);
  }

  /// The library takes numbers of one size for swapped ones, and forgets their sign and precision.
  private static boolean isOnlySwapped(int size, FixedPoint to) {
    boolean plain = to.isFullWidth() && to.order() == ByteOrder.LITTLE_ENDIAN;
    return size == to.size() && to.bitOffset() == 0 && !plain;
  }

  @Test
  void clippedIntegersAreThoseOfTheLibrary() {
    RandomTypes types = new RandomTypes(20);
    for (int round = 0; round < 60; round++) {
      FixedPoint to = round < 8 ? plainIntegers().get(round) : types.integer(11);
      long[] values = longs(types.random());
      int[] ints = new int[COUNT];
      short[] shorts = new short[COUNT];
      byte[] bytes = new byte[COUNT];
      for (int i = 0; i < COUNT; i++) {
        ints[i] = (int) values[i];
        shorts[i] = (short) values[i];
        bytes[i] = (byte) values[i];
      }
      if (!isOnlySwapped(8, to)) {
        assertThat(store(values, to, Conversion.CLIP))
            .as("%s", to)
            .isEqualTo(library(FixedPoint.INT64, to, MemorySegment.ofArray(values)));
      }
      if (!isOnlySwapped(4, to)) {
        assertThat(store(ints, to, Conversion.CLIP))
            .as("%s", to)
            .isEqualTo(library(FixedPoint.INT32, to, MemorySegment.ofArray(ints)));
      }
      if (!isOnlySwapped(2, to)) {
        assertThat(store(shorts, to, Conversion.CLIP))
            .as("%s", to)
            .isEqualTo(library(FixedPoint.INT16, to, MemorySegment.ofArray(shorts)));
      }
      if (!isOnlySwapped(1, to)) {
        assertThat(store(bytes, to, Conversion.CLIP))
            .as("%s", to)
            .isEqualTo(library(FixedPoint.INT8, to, MemorySegment.ofArray(bytes)));
      }
    }
  }

  @Test
  void clippedRealNumbersAsIntegersAreThoseOfTheLibrary() {
    for (FixedPoint to : plainIntegers()) {
      double[] values = doubles(new Random(21));
      assertThat(store(values, to, Conversion.CLIP))
          .as("%s", to)
          .isEqualTo(library(FloatingPoint.FLOAT64, to, MemorySegment.ofArray(values)));
      float[] floats = new float[COUNT];
      for (int i = 0; i < COUNT; i++) {
        floats[i] = (float) values[i];
      }
      assertThat(store(floats, to, Conversion.CLIP))
          .as("%s", to)
          .isEqualTo(library(FloatingPoint.FLOAT32, to, MemorySegment.ofArray(floats)));
    }
  }

  @Test
  void clippedIntegersAsRealNumbersAreThoseOfTheLibrary() {
    for (FloatingPoint to :
        List.of(
            Datatypes.FLOAT64.bigEndian(),
            Datatypes.FLOAT32,
            FloatCodecTest.x87(12, ByteOrder.LITTLE_ENDIAN))) {
      long[] values = longs(new Random(22));
      NumberCodec codec = NumberCodec.of(to);
      MemorySegment ours = MemorySegment.ofArray(store(values, to, Conversion.CLIP));
      MemorySegment theirs =
          MemorySegment.ofArray(library(FixedPoint.INT64, to, MemorySegment.ofArray(values)));
      for (int i = 0; i < COUNT; i++) {
        assertThat(codec.bigDecimalAt(ours, i * to.size()))
            .as("%d as %s", values[i], to)
            .isEqualByComparingTo(codec.bigDecimalAt(theirs, i * to.size()));
      }
    }
  }

  @Test
  void realNumbersAreRoundedOnceAndTiesToEven() {
    Random random = new Random(23);
    for (FloatingPoint to :
        List.of(
            Datatypes.FLOAT16,
            Datatypes.BFLOAT16.bigEndian(),
            Datatypes.FLOAT32,
            Datatypes.FLOAT128)) {
      double[] values = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        // Near ties of 8, 11 and 24 bits.
        double tie = 1 + (2 * random.nextInt(128) + 1) * Math.scalb(1.0, -8 - 3 * (i % 2));
        values[i] = Math.scalb(tie + (random.nextInt(3) - 1) * 0x1p-40, random.nextInt(20) - 10);
      }
      byte[] general = new byte[(int) (COUNT * to.size())];
      NumberConversion.of(FloatingPoint.FLOAT64, to)
          .run(
              MemorySegment.ofArray(values),
              0,
              8,
              MemorySegment.ofArray(general),
              0,
              to.size(),
              COUNT);
      assertThat(store(values, to, Conversion.CLIP)).as("%s", to).isEqualTo(general);
    }
  }

  @Test
  void halfAndBrainNumbersAreTheNearest() {
    float[] values = {1 + 0x1p-11f, 1 + 0x3p-11f, 65519, 65520, 0x1p-25f, -0f, Float.NaN};
    short[] halves = new short[values.length];
    MemorySegment.ofArray(halves)
        .copyFrom(MemorySegment.ofArray(store(values, Datatypes.FLOAT16, Conversion.CLIP)));
    for (int i = 0; i < values.length; i++) {
      Float expected = Float.float16ToFloat(Float.floatToFloat16(values[i]));
      assertThat((Float) Float.float16ToFloat(halves[i])).isEqualTo(expected);
    }
    // By hand: 1 + 2^-8 is a tie, 1 + 3 * 2^-8 another, the largest float rounds to infinity.
    float[] ties = {1 + 0x1p-8f, 1 + 0x3p-8f, 1 + 0x1p-8f + 0x1p-20f, Float.MAX_VALUE};
    byte[] brain = store(ties, Datatypes.BFLOAT16.bigEndian(), Conversion.CLIP);
    assertThat(brain).asHexString().isEqualToIgnoringCase("3F803F823F817F80");
  }

  @Test
  void theFirstValueThatDoesNotFitIsNamed() {
    long[] longs = new long[2000];
    longs[1500] = 128;
    longs[1600] = -200;
    assertThatThrownBy(() -> store(longs, Datatypes.INT8, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("element 1500 is 128")
        .hasMessageContaining("int8");
    double[] doubles = new double[2000];
    doubles[1999] = 0.1;
    store(doubles, Datatypes.FLOAT64.bigEndian(), Conversion.EXACT);
    for (Datatype type :
        List.of(Datatypes.FLOAT32, Datatypes.FLOAT16, Datatypes.BFLOAT16, Datatypes.UINT64)) {
      assertThatThrownBy(() -> store(doubles, type, Conversion.EXACT))
          .isInstanceOf(DatatypeMismatchException.class)
          .hasMessageContaining("element 1999 is 0.1");
    }
  }

  @Test
  void whatFitsIsExactWhateverTheTypes() {
    double[] doubles = {0, -0.0, 255, Double.NaN, Double.NEGATIVE_INFINITY, 0.375, -65504};
    for (FloatingPoint type : List.of(Datatypes.FLOAT16, Datatypes.FLOAT32, Datatypes.FLOAT128)) {
      byte[] stored = store(doubles, type, Conversion.EXACT);
      assertThat(
              NumberArrays.doubles(
                  MemorySegment.ofArray(stored), type, doubles.length, Conversion.EXACT))
          .containsExactly(doubles);
    }
    double[] whole = {0x1p63, 0x1.8p63, 0, 0x1p64 - 0x1p11};
    assertThat(
            NumberArrays.doubles(
                MemorySegment.ofArray(store(whole, Datatypes.UINT64, Conversion.EXACT)),
                Datatypes.UINT64,
                4,
                Conversion.EXACT))
        .containsExactly(whole);
    for (double beyond : new double[] {0x1p64, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> store(new double[] {beyond}, Datatypes.UINT64, Conversion.EXACT))
          .isInstanceOf(DatatypeMismatchException.class);
    }
    assertThatThrownBy(() -> store(new double[] {0x1p63}, Datatypes.INT64, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(
            () -> store(new long[] {(1L << 53) + 1}, Datatypes.FLOAT64, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(
            () -> store(new long[] {Long.MAX_VALUE}, Datatypes.FLOAT64, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class);
    store(new long[] {1L << 62, -1L << 63}, Datatypes.FLOAT32, Conversion.EXACT);
  }

  private static byte[] one(BigDecimal value, Datatype type, Conversion conversion) {
    byte[] out = new byte[(int) type.size()];
    StoredNumbers.of(type, conversion, "").put(value, MemorySegment.ofArray(out), 0, 7);
    return out;
  }

  @Test
  void decimalNumbersAreRoundedAsJavaRoundsThem() {
    Random random = new Random(24);
    for (int i = 0; i < 3000; i++) {
      BigInteger digits = new BigInteger(1 + random.nextInt(300), random);
      BigDecimal value = new BigDecimal(digits, random.nextInt(450) - 60).negate();
      MemorySegment stored = MemorySegment.ofArray(one(value, Datatypes.FLOAT64, Conversion.CLIP));
      assertThat((Double) stored.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0))
          .as("%s", value)
          .isEqualTo(value.signum() == 0 ? 0.0 : value.doubleValue());
    }
    assertThat(one(new BigDecimal("0.375"), Datatypes.FLOAT16, Conversion.EXACT))
        .containsExactly(0, 0x36);
    assertThat(one(new BigDecimal("-3.99"), Datatypes.INT8, Conversion.CLIP)).containsExactly(-3);
    assertThatThrownBy(() -> one(new BigDecimal("0.1"), Datatypes.FLOAT128, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("element 7 is 0.1");
    assertThatThrownBy(() -> one(new BigDecimal("2.5"), Datatypes.INT8, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class);
    for (Datatype type : List.of(Datatypes.INT8, Datatypes.FLOAT64)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> one(new BigDecimal("1e1000000"), type, Conversion.CLIP));
    }
  }

  @Test
  void integersOfAnySizeAreStored() {
    FixedPoint wide = FixedPoint.of(16, ByteOrder.BIG_ENDIAN, true);
    BigInteger value = BigInteger.TWO.pow(100).negate();
    byte[] out = new byte[16];
    StoredNumbers.of(wide, Conversion.EXACT, "").put(value, MemorySegment.ofArray(out), 0, 0);
    assertThat(new BigInteger(out)).isEqualTo(value);
    byte[] unsigned = new byte[8];
    StoredNumbers numbers = StoredNumbers.of(Datatypes.UINT64, Conversion.EXACT, ", member x");
    BigInteger largest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    numbers.put(largest, MemorySegment.ofArray(unsigned), 0, 0);
    assertThat(unsigned).containsOnly(-1);
    assertThatThrownBy(() ->
            numbers.put(largest.add(BigInteger.ONE), MemorySegment.ofArray(new byte[8]), 0, 3))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("element 3, member x");
  }

  @Test
  void booleansAreZeroAndOne() {
    assertThat(store(new boolean[] {true, false}, Datatypes.BOOLEAN, Conversion.EXACT))
        .containsExactly(1, 0);
    assertThat(store(new boolean[] {true}, Datatypes.INT32.bigEndian(), Conversion.EXACT))
        .containsExactly(0, 0, 0, 1);
    assertThatThrownBy(() -> store(new byte[] {1, 2}, Datatypes.BOOLEAN, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("element 1 is 2");
    assertThatThrownBy(() -> store(new double[] {-1}, Datatypes.BOOLEAN, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> store(new boolean[1], Datatypes.FLOAT64, Conversion.CLIP))
        .isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> store(new char[1], Datatypes.INT16, Conversion.CLIP))
        .isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void numbersInMemoryAreConvertedExactlyOrRefused() {
    RandomTypes types = new RandomTypes(25);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      NumericType from = round % 2 == 0 ? types.integer(9) : types.real(40);
      NumericType to = round % 3 == 0 ? types.integer(9) : types.real(40);
      byte[] element = types.elements(from, 1);
      byte[] out = new byte[(int) to.size()];
      NumberConversion exact = NumberConversion.of(from, to, Conversion.EXACT);
      MemorySegment target = MemorySegment.ofArray(out);
      try {
        exact.run(MemorySegment.ofArray(element), 0, from.size(), target, 0, to.size(), 1);
        UnpackedNumber before = new UnpackedNumber();
        NumberCodec.of(from).unpack(MemorySegment.ofArray(element), 0, before);
        if (before.kind == UnpackedNumber.Kind.FINITE) {
          assertThat(NumberCodec.of(to).bigDecimalAt(target, 0))
              .isEqualByComparingTo(
                  NumberCodec.of(from).bigDecimalAt(MemorySegment.ofArray(element), 0));
        }
      } catch (DatatypeMismatchException e) {
        refused++;
        byte[] clipped = new byte[out.length];
        NumberConversion.of(from, to)
            .run(
                MemorySegment.ofArray(element),
                0,
                from.size(),
                MemorySegment.ofArray(clipped),
                0,
                to.size(),
                1);
        assertThat(NumberCodec.of(to).text(MemorySegment.ofArray(clipped), 0))
            .isNotEqualTo(e.found());
      }
    }
    assertThat(refused).isBetween(50, 350);
  }
}
