package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.error.DatatypeMismatchException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

// Records of arrays are what users write, and constructors are called by reflection.
@SuppressWarnings({"ArrayRecordComponent", "UnusedMethod"})
class RecordsTest {
  private static final FixedString NAME =
      new FixedString(4, Padding.NULL_PADDED, CharacterSet.UTF8);
  private static final Enumeration COLOR =
      new Enumeration(
          FixedPoint.INT8,
          List.of(
              new Enumeration.Member("RED", BigInteger.TWO),
              new Enumeration.Member("GREEN", BigInteger.ONE),
              new Enumeration.Member("PURPLE", BigInteger.TEN)));

  private enum Color {
    GREEN,
    RED
  }

  private record Numbers(
      byte b, short s, int i, long l, float f, double d, boolean flag, Integer boxed) {}

  private record Position(double x, double y) {}

  private record Everything(
      String name,
      Color color,
      Position position,
      BigInteger big,
      BigDecimal exact,
      byte[] blob,
      int[] row,
      Position[] path,
      String[] names,
      NdArray raw) {}

  private record Named(String color) {}

  private record Styled(double windSpeed, int ID) {}

  /// Members one after the other.
  private static Compound compound(Object... namesAndTypes) {
    List<Compound.Member> members = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      Datatype type = (Datatype) namesAndTypes[i + 1];
      members.add(new Compound.Member((String) namesAndTypes[i], offset, type));
      offset += type.size();
    }
    return new Compound(offset, members);
  }

  private static ByteBuffer buffer(Datatype type, int count) {
    return ByteBuffer.allocate((int) type.size() * count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static NdArray array(Datatype type, ByteBuffer bytes, long... shape) {
    return NdArray.of(MemorySegment.ofBuffer(bytes.flip()), type, shape);
  }

  private static <R extends Record> R[] read(Class<R> recordClass, NdArray elements) {
    return Records.records(recordClass, elements, Conversion.EXACT);
  }

  @Test
  void primitivesComeFromNumbersOfAnyKind() {
    Compound type =
        compound(
            "boxed", FixedPoint.INT16,
            "flag", FixedPoint.UINT8,
            "d", FloatingPoint.FLOAT32,
            "f", FloatingPoint.FLOAT64,
            "l", FixedPoint.UINT32,
            "i", FixedPoint.INT64,
            "s", FixedPoint.UINT8,
            "b", FixedPoint.INT32);
    ByteBuffer bytes = buffer(type, 2);
    for (int k = 1; k <= 2; k++) {
      bytes.putShort((short) -k).put((byte) (k - 1)).putFloat(k / 2f).putDouble(k / 4.0);
      bytes.putInt(-k).putLong(1000L * k).put((byte) -k).putInt(-k);
    }
    assertThat(read(Numbers.class, array(type, bytes, 2)))
        .containsExactly(
            new Numbers((byte) -1, (short) 255, 1000, 0xffffffffL, 0.25f, 0.5, false, -1),
            new Numbers((byte) -2, (short) 254, 2000, 0xfffffffeL, 0.5f, 1.0, true, -2));
  }

  @Test
  void componentsOfEveryOtherClassAreRead() {
    Compound position = compound("x", FloatingPoint.FLOAT64, "y", FloatingPoint.FLOAT64);
    Compound type =
        compound(
            "name",
            NAME,
            "color",
            COLOR,
            "position",
            position,
            "big",
            FixedPoint.UINT64,
            "exact",
            FloatingPoint.FLOAT64,
            "blob",
            new Opaque(3, ""),
            "row",
            new ArrayType(List.of(2L), FixedPoint.INT16),
            "path",
            new ArrayType(List.of(2L), position),
            "names",
            new ArrayType(List.of(2L), NAME),
            "raw",
            FixedPoint.INT16);
    ByteBuffer bytes = buffer(type, 1);
    bytes.put("ab\0\0".getBytes(StandardCharsets.US_ASCII)).put((byte) 2);
    bytes.putDouble(1).putDouble(2).putLong(-1).putDouble(0.1).put(new byte[] {7, 8, 9});
    bytes.putShort((short) 3).putShort((short) 4);
    bytes.putDouble(5).putDouble(6).putDouble(7).putDouble(8);
    bytes.put("cd\0\0efgh".getBytes(StandardCharsets.US_ASCII));
    bytes.putShort((short) 11);
    Everything found = read(Everything.class, array(type, bytes, 1))[0];
    assertThat(found.name()).isEqualTo("ab");
    assertThat(found.color()).isEqualTo(Color.RED);
    assertThat(found.position()).isEqualTo(new Position(1, 2));
    assertThat(found.big()).isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(found.exact())
        .isEqualTo(new BigDecimal("0.1000000000000000055511151231257827021181583404541015625"));
    assertThat(found.blob()).containsExactly(7, 8, 9);
    assertThat(found.row()).containsExactly(3, 4);
    assertThat(found.path()).containsExactly(new Position(5, 6), new Position(7, 8));
    assertThat(found.names()).containsExactly("cd", "efgh");
    assertThat(found.raw().getLong()).isEqualTo(11);
  }

  private record Track(int id, double[] heights) {}

  @Test
  void sequencesBecomeArrays() {
    Compound type =
        compound("id", FixedPoint.INT32, "heights", new VariableLength(16, FloatingPoint.FLOAT32));
    ByteBuffer bytes = buffer(type, 2);
    bytes.putInt(1).putInt(2).putLong(96).putInt(1);
    bytes.putInt(2).putInt(0).putLong(0).putInt(0);
    NdArray elements =
        NdArray.of(
            MemorySegment.ofBuffer(bytes.flip()),
            type,
            new long[] {2},
            (_, _) -> MemorySegment.ofArray(new float[] {1.5f, 2.5f}));
    Track[] found = read(Track.class, elements);
    assertThat(found[0].heights()).containsExactly(1.5, 2.5);
    assertThat(found[1].heights()).isEmpty();
    assertThat(found[1].id()).isEqualTo(2);
  }

  @Test
  void namesMatchExactlyOrElseButForCaseAndUnderscores() {
    Compound snake = compound("wind_speed", FloatingPoint.FLOAT32, "id", FixedPoint.INT8);
    ByteBuffer bytes = buffer(snake, 1).putFloat(3).put((byte) 4);
    assertThat(read(Styled.class, array(snake, bytes, 1))).containsExactly(new Styled(3, 4));
    Compound both =
        compound(
            "WINDSPEED", FloatingPoint.FLOAT32,
            "windSpeed", FloatingPoint.FLOAT32,
            "ID", FixedPoint.INT8);
    bytes = buffer(both, 1).putFloat(3).putFloat(5).put((byte) 4);
    assertThat(read(Styled.class, array(both, bytes, 1))).containsExactly(new Styled(5, 4));
  }

  @Test
  void missingAndAmbiguousMembersAreNamed() {
    Compound type = compound("x", FloatingPoint.FLOAT32, "z", FloatingPoint.FLOAT32);
    NdArray elements = array(type, buffer(type, 0), 0);
    assertThatThrownBy(() -> read(Position.class, elements))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("component y")
        .hasMessageContaining("[x, z]");
    Compound twice = compound("WIND", NAME, "wind_speed", NAME, "WindSpeed", NAME, "id", NAME);
    assertThatThrownBy(() -> read(Styled.class, array(twice, buffer(twice, 1).position(16), 1)))
        .isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void valuesThatDoNotFitAreRefusedOrClippedOnRequest() {
    Compound type = compound("x", FixedPoint.INT64, "y", FixedPoint.INT64);
    ByteBuffer bytes = buffer(type, 1).putLong((1L << 60) + 1).putLong(0);
    NdArray elements = array(type, bytes, 1);
    assertThatThrownBy(() -> read(Position.class, elements))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("1152921504606846977");
    assertThat(Records.records(Position.class, elements, Conversion.CLIP))
        .containsExactly(new Position(0x1p60, 0));
  }

  @Test
  void constantsAreFoundByName() {
    NdArray elements = NdArray.of(MemorySegment.ofArray(new byte[] {1, 2, 10, 5}), COLOR, 4);
    assertThat(
            Elements.array(
                Color[].class, NdArray.of(elements.segment(), COLOR, 2), Conversion.EXACT))
        .containsExactly(Color.GREEN, Color.RED);
    assertThatThrownBy(() -> Elements.array(Color[].class, elements, Conversion.EXACT))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("PURPLE");
    Compound type = compound("color", COLOR);
    assertThat(read(Named.class, NdArray.of(elements.segment(), type, 4)))
        .containsExactly(new Named("GREEN"), new Named("RED"), new Named("PURPLE"), new Named("5"));
  }

  @Test
  void recordsNestAsTheShapeSays() {
    Compound type = compound("x", FixedPoint.INT8, "y", FixedPoint.INT8);
    NdArray elements = NdArray.of(MemorySegment.ofArray(new byte[] {1, 2, 3, 4}), type, 1, 2);
    Position[][] expected = {{new Position(1, 2), new Position(3, 4)}};
    assertThat(Elements.array(Position[][].class, elements, Conversion.EXACT))
        .isDeepEqualTo(expected);
    assertThat(Elements.array(Position[].class, elements.transpose(), Conversion.EXACT))
        .containsExactly(expected[0]);
  }

  @Test
  void whatIsNoCompoundOrNoPossibleComponentIsRefused() {
    NdArray numbers = NdArray.of(MemorySegment.ofArray(new byte[2]), FixedPoint.INT8, 2);
    assertThatThrownBy(() -> read(Position.class, numbers))
        .isInstanceOf(DatatypeMismatchException.class);
    Compound type = compound("color", new Opaque(1, ""));
    assertThatThrownBy(() -> read(Named.class, NdArray.of(numbers.segment(), type, 2)))
        .isInstanceOf(DatatypeMismatchException.class);
    record Odd(Object color) {}

    assertThatThrownBy(() -> read(Odd.class, NdArray.of(numbers.segment(), type, 2)))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("java.lang.Object");
  }

  private record Strict(int x) {
    Strict {
      if (x > 1) {
        throw new IllegalArgumentException("too large");
      }
    }
  }

  @Test
  void exceptionsOfTheRecordsOwnConstructorPass() {
    Compound type = compound("x", FixedPoint.INT8);
    NdArray elements = NdArray.of(MemorySegment.ofArray(new byte[] {1, 2}), type, 2);
    assertThatThrownBy(() -> read(Strict.class, elements))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too large");
  }
}
