package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatatypesTest {
  private static Hdf5File file;

  @BeforeAll
  static void open() {
    file = Fixtures.open("types.h5");
  }

  @AfterAll
  static void close() throws IOException {
    file.close();
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -128, 0, 127",
    "int16, -32768, 0, 32767",
    "int32, -2147483648, 0, 2147483647",
    "int64, -9223372036854775808, 0, 9223372036854775807",
    "uint8, 0, 128, 255",
    "uint16, 0, 32768, 65535",
    "uint32, 0, 2147483648, 4294967295",
    "uint64, 0, 9223372036854775808, 18446744073709551615"
  })
  void integersKeepTheirValues(String type, String low, String middle, String high) {
    for (String name : new String[] {type, type + "be"}) {
      Dataset dataset = file.dataset("numbers/" + name);
      BigInteger[] expected = {new BigInteger(low), new BigInteger(middle), new BigInteger(high)};
      assertThat(dataset.readBigIntegers()).containsExactly(expected);
      FixedPoint found = (FixedPoint) dataset.datatype();
      int size = Integer.parseInt(type.replaceAll("\\D", "")) / 8;
      assertThat(found.size()).isEqualTo(size);
      assertThat(found.signed()).isEqualTo(type.startsWith("i"));
      if (size > 1) {
        assertThat(found.order() == ByteOrder.BIG_ENDIAN).isEqualTo(name.endsWith("be"));
      }
      if (expected[2].bitLength() < 64) {
        assertThat(dataset.readLongs())
            .containsExactly(
                expected[0].longValue(), expected[1].longValue(), expected[2].longValue());
      } else {
        assertThatExceptionOfType(DatatypeMismatchException.class)
            .isThrownBy(dataset::readLongs)
            .satisfies(e -> assertThat(e.found()).contains(middle));
        assertThat(dataset.with(Conversion.CLIP).readLongs())
            .containsExactly(0, Long.MAX_VALUE, Long.MAX_VALUE);
      }
    }
  }

  @Test
  void narrowingIsRefusedByTheValueOrClipped() {
    Dataset dataset = file.dataset("numbers/int32");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(dataset::readShorts)
        .satisfies(e -> assertThat(e.found()).contains("-2147483648"));
    assertThat(dataset.with(Conversion.CLIP).readShorts())
        .containsExactly(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE);
    assertThat(dataset.with(Conversion.CLIP).readBytes())
        .containsExactly(Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE);
    Dataset large = file.dataset("numbers/int64");
    assertThat(large.readDoubles(Selection.of(":2"))).containsExactly(-0x1p63, 0);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(large::readDoubles)
        .satisfies(e -> assertThat(e.found()).contains("9223372036854775807"));
    Dataset floats = file.dataset("numbers/float64");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> floats.readInts(Selection.of(":1")))
        .satisfies(e -> assertThat(e.found()).contains("1.5"));
    assertThat(floats.select(Selection.of(":1")).with(Conversion.CLIP).readInts())
        .containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float16", "float32", "float64", "float16be", "float32be", "float64be"})
  void floatsKeepTheirValues(String name) {
    Dataset dataset = file.dataset("numbers/" + name);
    assertThat(dataset.readDoubles())
        .containsExactly(1.5, -0.0, Double.POSITIVE_INFINITY, Double.NaN, 0.333251953125);
    assertThat(dataset.readFloats())
        .containsExactly(1.5f, -0.0f, Float.POSITIVE_INFINITY, Float.NaN, 0.33325195f);
    assertThat(dataset.read().getDouble(4)).isEqualTo(0.333251953125);
  }

  @Test
  void unusualNumbersKeepTheirValues() {
    Dataset bfloat = file.dataset("numbers/bfloat16");
    assertThat(bfloat.datatype()).isEqualTo(FloatingPoint.BFLOAT16);
    assertThat(bfloat.readFloats()).containsExactly(1, -2, 3.140625f, Float.POSITIVE_INFINITY);
    BigInteger two = BigInteger.TWO;
    assertThat(file.dataset("numbers/int128").readBigIntegers())
        .containsExactly(two.pow(100), two.pow(127).negate(), BigInteger.ONE.negate());
    assertThat(file.dataset("numbers/twelveBits").readInts()).containsExactly(0x0ff, 0xabc);
  }

  @ParameterizedTest
  @CsvSource({
    "nullTerminated, NULL_TERMINATED, abc",
    "nullPadded, NULL_PADDED, abcd",
    "spacePadded, SPACE_PADDED, abcd"
  })
  void fixedTextsEndAsTheirPaddingSays(String name, StringType.Padding padding, String last) {
    Dataset dataset = file.dataset("texts/" + name);
    assertThat(dataset.datatype())
        .isEqualTo(new FixedString(4, padding, StringType.CharacterSet.ASCII));
    assertThat(dataset.readStrings()).containsExactly("a", "", last);
    assertThat(dataset.readStrings(Selection.of("::-2"))).containsExactly(last, "a");
  }

  @Test
  void textsOfAnyCharactersAreKept() {
    assertThat(file.dataset("texts/utf8").readString()).isEqualTo("\u00e9\u4e16");
    assertThat(file.dataset("texts/variable").readStrings())
        .containsExactly("", "one", "gr\u00fc\u00dfe", "\u4e16\u754c", "x".repeat(300));
    assertThat(file.dataset("texts/variable").datatype()).isInstanceOf(VariableString.class);
    assertThat(file.dataset("texts/matrix").read(String[][].class))
        .isDeepEqualTo(new String[][] {{"a", "b", "c"}, {"d", "e", "f"}});
    assertThat(file.dataset("texts/matrix").read(String[].class, Selection.of("1, 1:")))
        .containsExactly("e", "f");
  }

  @Test
  void bytesThatAreNoUtf8AreNotLost() {
    assertThat(file.dataset("texts/notUtf8").readStrings())
        .containsExactly("caf\udce9", "\udc80abc");
    assertThat(file.dataset("texts/variableAscii").readStrings())
        .containsExactly("one", "caf\udce9");
  }

  @Test
  void textsThatWereNeverWrittenAreEmpty() {
    assertThat(file.dataset("texts/partly").readStrings()).containsExactly("", "middle", "");
  }

  private enum Color {
    RED,
    GREEN,
    BLUE
  }

  @Test
  void enumerationsAreNumbersNamesOrConstants() {
    Dataset colors = file.dataset("others/colors");
    assertThat(((Enumeration) colors.datatype()).valueOf("BLUE")).contains(BigInteger.valueOf(42));
    assertThat(colors.readInts()).containsExactly(42, 0, 1, 7);
    assertThat(colors.readStrings()).containsExactly("BLUE", "RED", "GREEN", "7");
    assertThat(colors.read(Color[].class, Selection.of(":3")))
        .containsExactly(Color.BLUE, Color.RED, Color.GREEN);
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> colors.read(Color[].class))
        .satisfies(e -> assertThat(e.found()).contains("7"));
  }

  @Test
  void booleansAreBooleans() {
    Dataset booleans = file.dataset("others/booleans");
    assertThat(((Enumeration) booleans.datatype()).isBoolean()).isTrue();
    assertThat(booleans.readBooleans()).containsExactly(true, false, false, true);
    assertThat(booleans.read(boolean[][].class))
        .isDeepEqualTo(new boolean[][] {{true, false}, {false, true}});
    assertThat(booleans.select(Selection.of("1, 1")).readBoolean()).isTrue();
    assertThat(booleans.readStrings()).containsExactly("TRUE", "FALSE", "FALSE", "TRUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"complex64", "complex128be", "nativeComplex"})
  void complexNumbersHaveTwoParts(String name) {
    Dataset dataset = file.dataset("others/" + name);
    assertThat(dataset.readComplex()).containsExactly(1, 2, -0.5, -0.25);
    NdArray read = dataset.read();
    assertThat(read.real().toDoubles()).containsExactly(1, -0.5);
    assertThat(read.imaginary().toDoubles()).containsExactly(2, -0.25);
  }

  @Test
  void nativeComplexNumbersSaySo() {
    assertThat(file.dataset("others/nativeComplex").datatype())
        .isEqualTo(new Complex(FloatingPoint.FLOAT64));
  }

  @Test
  void opaqueBytesAreKeptWithTheirTag() {
    Dataset opaque = file.dataset("others/opaque");
    assertThat(opaque.datatype()).isEqualTo(new Opaque(3, "three bytes"));
    assertThat(opaque.read(byte[][].class)).isDeepEqualTo(new byte[][] {{0, 1, 2}, {-1, 0, 0}});
    assertThat(opaque.readBytes()).containsExactly(0, 1, 2, -1, 0, 0);
    assertThat(opaque.read().getBytes(1)).containsExactly(-1, 0, 0);
    Datatype bits = file.dataset("others/bitfield").datatype();
    assertThat(bits).isInstanceOf(Bitfield.class);
    assertThat(file.dataset("others/bitfield").readInts()).containsExactly(0, 0x81, 0xff);
  }

  @Test
  void sequencesAreRagged() {
    Dataset ragged = file.dataset("others/ragged");
    assertThat(ragged.datatype()).isEqualTo(new VariableLength(16, FixedPoint.INT32));
    assertThat(ragged.read(int[][][].class))
        .isDeepEqualTo(new int[][][] {{{1}, {}}, {{2, 3, 4}, {5, 6}}});
    assertThat(ragged.read(long[][].class, Selection.of("1")))
        .isDeepEqualTo(new long[][] {{2, 3, 4}, {5, 6}});
    assertThat(ragged.read().sequence(1, 0).toInts()).containsExactly(2, 3, 4);
    NdArray partly = file.dataset("others/partlyRagged").read();
    assertThat(partly.isNullSequence(0)).isTrue();
    assertThat(partly.sequence(0).toInts()).isEmpty();
    assertThat(partly.sequence(1).toInts()).containsExactly(7, 8);
  }

  @Test
  void elementsOfVariableLengthAreLimited() throws IOException {
    OpenOptions options =
        OpenOptions.defaults()
            .limits(Limits.defaults().toBuilder().variableLengthElement(100).build());
    try (Hdf5File limited = Fixtures.open("types.h5", options)) {
      Dataset texts = limited.dataset("texts/variable");
      assertThat(texts.readStrings(Selection.of(":2"))).containsExactly("", "one");
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(texts::readStrings)
          .satisfies(e -> assertThat(e.found()).isEqualTo("300 bytes"));
    }
  }

  @Test
  void arraysBecomeAxes() {
    Dataset arrays = file.dataset("others/arrays");
    assertThat(arrays.datatype()).isInstanceOf(ArrayType.class);
    assertThat(arrays.shape()).containsExactly(2);
    assertThat(arrays.read().shape()).containsExactly(2, 3, 2);
    assertThat(arrays.read(int[][][].class))
        .isDeepEqualTo(new int[][][] {{{0, 1}, {2, 3}, {4, 5}}, {{6, 7}, {8, 9}, {10, 11}}});
    assertThat(arrays.readInts(Selection.of("1"))).containsExactly(6, 7, 8, 9, 10, 11);
  }
}
