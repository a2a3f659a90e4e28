package io.hyperslab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.LimitExceededException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdArrayTest {
  /// 0, 1, 2, ... as int32.
  private static NdArray counting(long... shape) {
    int size = 1;
    for (long extent : shape) {
      size *= (int) extent;
    }
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return NdArray.of(MemorySegment.ofArray(values), FixedPoint.INT32, shape);
  }

  private static NdArray bytes(Datatype type, String text, long... shape) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return NdArray.of(MemorySegment.ofArray(bytes), type, shape);
  }

  @Test
  void elementsAreInCOrder() {
    NdArray array = counting(2, 3, 4);
    assertThat(array.getLong(1, 2, 3)).isEqualTo(23);
    assertThat(array.getDouble(1, 0, 2)).isEqualTo(14);
    assertThat(array.getInt(0, 1, 0)).isEqualTo(4);
    assertThat(array.shape()).containsExactly(2, 3, 4);
    assertThat(array.size()).isEqualTo(24);
    assertThat(array.rank()).isEqualTo(3);
  }

  @Test
  void indicesOutsideAreRefused() {
    NdArray array = counting(2, 3);
    for (long[] index :
        new long[][] {{0, 3}, {-1, 0}, {2, 0}, {0}, {0, 0, 0}, {Long.MAX_VALUE, 0}}) {
      assertThatThrownBy(() -> array.getLong(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void transposedAxesShareTheMemory() {
    NdArray array = counting(2, 3, 4);
    NdArray turned = array.transpose(2, 0, 1);
    assertThat(turned.shape()).containsExactly(4, 2, 3);
    assertThat(turned.getLong(3, 1, 2)).isEqualTo(23);
    assertThat(turned.isContiguous()).isFalse();
    assertThat(array.transpose().getLong(2, 1, 0)).isEqualTo(array.getLong(0, 1, 2));
    int[] values = turned.toInts();
    int at = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < 3; k++) {
          assertThat(values[at++]).isEqualTo(j * 12 + k * 4 + i);
        }
      }
    }
    assertThatThrownBy(() -> array.transpose(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void selectionsOfSlicesAreViews() {
    int[] values = new int[24];
    NdArray array = NdArray.of(MemorySegment.ofArray(values), FixedPoint.INT32, 4, 6);
    NdArray view = array.view(Selection.of("1:4:2, ::3"));
    values[3 * 6 + 3] = 99;
    assertThat(view.shape()).containsExactly(2, 2);
    assertThat(view.toInts()).containsExactly(0, 0, 0, 99);
    NdArray row = counting(4, 6).view(Selection.of("2"));
    assertThat(row.shape()).containsExactly(6);
    assertThat(row.toInts()).containsExactly(12, 13, 14, 15, 16, 17);
    NdArray column = counting(4, 6).view(Selection.of("1:, 4"));
    assertThat(column.toInts()).containsExactly(10, 16, 22);
    assertThat(column.getLong(2)).isEqualTo(22);
    assertThat(counting(4, 6).view(Selection.of("0:0")).toInts()).isEmpty();
    assertThatThrownBy(() -> counting(4, 6).view(Selection.of("[0, 3, 1]")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> counting(4, 6).view(Selection.of("4")))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void viewsOfEveryElementSizeArePacked() {
    for (int size : new int[] {1, 2, 3, 4, 8, 16}) {
      byte[] bytes = new byte[6 * 4 * size];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) i;
      }
      NdArray array =
          NdArray.of(MemorySegment.ofArray(bytes), new Opaque(size, ""), 6, 4)
              .view(Selection.of("::2, 1::2"));
      byte[] packed = array.toBytes();
      for (int i = 0; i < packed.length; i++) {
        int element = i / size;
        int expected = ((element / 2) * 2 * 4 + 1 + element % 2 * 2) * size + i % size;
        assertThat(packed[i]).isEqualTo((byte) expected);
      }
    }
  }

  @Test
  void reshapingKeepsTheOrderOfTheElements() {
    assertThat(counting(2, 6).reshape(3, 4).getLong(2, 1)).isEqualTo(9);
    assertThat(counting(2, 3).transpose().reshape(6).toInts()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThatThrownBy(() -> counting(2, 3).reshape(5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void arrayDatatypesAreMoreAxes() {
    ArrayType rows = new ArrayType(List.of(2L), new ArrayType(List.of(3L), FixedPoint.INT16));
    MemorySegment memory =
        MemorySegment.ofArray(new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    NdArray array = NdArray.of(memory, rows, 2);
    assertThat(array.shape()).containsExactly(2, 2, 3);
    assertThat(array.datatype()).isEqualTo(FixedPoint.INT16);
    assertThat(array.toNested(int[][][].class))
        .isDeepEqualTo(new int[][][] {{{0, 1, 2}, {3, 4, 5}}, {{6, 7, 8}, {9, 10, 11}}});
    assertThat(NdArray.of(memory, rows).shape()).containsExactly(2, 3);
  }

  private static final Compound POINT =
      new Compound(
          12,
          List.of(
              new Compound.Member("id", 0, FixedPoint.INT16),
              new Compound.Member("xy", 4, new ArrayType(List.of(2L), FloatingPoint.FLOAT32))));

  private static NdArray points() {
    MemorySegment memory = MemorySegment.ofArray(new byte[36]);
    for (int i = 0; i < 3; i++) {
      memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, 12L * i, (short) (7 + i));
      memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 12L * i + 4, i + 0.5f);
      memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 12L * i + 8, -i);
    }
    return NdArray.of(memory, POINT, 3);
  }

  @Test
  void membersOfCompoundsAreViews() {
    assertThat(points().field("id").toInts()).containsExactly(7, 8, 9);
    NdArray xy = points().field("xy");
    assertThat(xy.shape()).containsExactly(3, 2);
    assertThat(xy.getDouble(2, 1)).isEqualTo(-2);
    assertThat(xy.toNested(float[][].class))
        .isDeepEqualTo(new float[][] {{0.5f, -0f}, {1.5f, -1}, {2.5f, -2}});
    assertThatThrownBy(() -> points().field("z"))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("z");
    assertThatThrownBy(() -> counting(2).field("id")).isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void partsOfComplexNumbersAreViews() {
    NdArray array =
        NdArray.of(
            MemorySegment.ofArray(new double[] {1, 2, 3, -4}),
            new Complex(FloatingPoint.FLOAT64),
            2);
    assertThat(array.real().toDoubles()).containsExactly(1, 3);
    assertThat(array.imaginary().toDoubles()).containsExactly(2, -4);
    assertThat(array.toComplex(Conversion.EXACT)).containsExactly(1, 2, 3, -4);
    assertThat(array.toString()).isEqualTo("[1.+2.j 3.-4.j]");
  }

  @Test
  void singleValuesAreExactOrRefused() {
    NdArray array =
        NdArray.of(MemorySegment.ofArray(new long[] {-1, Long.MAX_VALUE}), FixedPoint.UINT64, 2);
    assertThat(array.getBigInteger(0)).isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(array.getBigDecimal(1)).isEqualTo(new BigDecimal("9223372036854775807"));
    assertThatThrownBy(() -> array.getLong(0)).isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> array.getDouble(1)).isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> array.getInt(1)).isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> array.getBoolean(1)).isInstanceOf(DatatypeMismatchException.class);
    assertThat(counting(2).getBoolean(1)).isTrue();
  }

  @Test
  void fixedTextEndsAsItsPaddingSays() {
    assertThat(
            bytes(new FixedString(4, Padding.NULL_TERMINATED, CharacterSet.ASCII), "ab\0cdefg", 2)
                .toStrings())
        .containsExactly("ab", "defg");
    assertThat(
            bytes(new FixedString(4, Padding.NULL_PADDED, CharacterSet.ASCII), "a\0b\0\0\0\0\0", 2)
                .toStrings())
        .containsExactly("a\0b", "");
    assertThat(
            bytes(new FixedString(4, Padding.SPACE_PADDED, CharacterSet.ASCII), " a      ", 2)
                .toStrings())
        .containsExactly(" a", "");
  }

  @Test
  void textIsUtf8WhateverItIsDeclaredAndNoByteIsLost() {
    FixedString type = new FixedString(3, Padding.NULL_PADDED, CharacterSet.ASCII);
    assertThat(bytes(type, "\u00c3\u00a9x\u00e9\0\0", 2).toStrings())
        .containsExactly("\u00e9x", "\udce9");
  }

  @Test
  void valuesOfEnumerationsHaveNames() {
    Enumeration type =
        new Enumeration(
            FixedPoint.of(2, ByteOrder.BIG_ENDIAN, true),
            List.of(
                new Enumeration.Member("LOW", BigInteger.valueOf(-2)),
                new Enumeration.Member("HIGH", BigInteger.valueOf(513))));
    NdArray array = bytes(type, "\u00ff\u00fe\2\1\0\7", 3);
    assertThat(array.toStrings()).containsExactly("LOW", "HIGH", "7");
    assertThat(array.getString(1)).isEqualTo("HIGH");
    assertThat(array.toInts()).containsExactly(-2, 513, 7);
    assertThat(array.toString()).isEqualTo("[LOW HIGH 7]");
    assertThatThrownBy(() -> counting(1).toStrings()).isInstanceOf(DatatypeMismatchException.class);
  }

  @Test
  void opaqueElementsAreBytes() {
    NdArray array = bytes(new Opaque(2, "tag"), "abcdef", 3);
    assertThat(array.getBytes(1)).containsExactly('c', 'd');
    assertThat(array.toBytes()).containsExactly('a', 'b', 'c', 'd', 'e', 'f');
    assertThat(array.toNested(byte[][].class))
        .isDeepEqualTo(new byte[][] {{'a', 'b'}, {'c', 'd'}, {'e', 'f'}});
    assertThat(array.toString()).isEqualTo("[0x6162 0x6364 0x6566]");
  }

  @Test
  void nestedArraysFollowTheShape() {
    assertThat(counting(2, 3).toNested(double[][].class))
        .isDeepEqualTo(new double[][] {{0, 1, 2}, {3, 4, 5}});
    assertThat(counting(2, 3).toNested(long[].class)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(counting(2, 1, 2).toNested(short[][][].class))
        .isDeepEqualTo(new short[][][] {{{0, 1}}, {{2, 3}}});
    assertThat(counting(2).toNested(BigInteger[].class))
        .containsExactly(BigInteger.ZERO, BigInteger.ONE);
    assertThat(counting(1, 2).toNested(boolean[][].class))
        .isDeepEqualTo(new boolean[][] {{false, true}});
    assertThat(counting().toNested(int[].class)).containsExactly(0);
    assertThat(counting(2, 0).toNested(int[][].class)).isDeepEqualTo(new int[][] {{}, {}});
    assertThat(counting(0, 2).toNested(int[][].class)).isEmpty();
  }

  @Test
  void nestedArraysOfTheWrongRankOrClassAreRefused() {
    assertThatThrownBy(() -> counting(2, 3, 4).toNested(int[][].class))
        .isInstanceOf(DatatypeMismatchException.class)
        .hasMessageContaining("int[][]")
        .hasMessageContaining("[2, 3, 4]");
    assertThatThrownBy(() -> counting(2).toNested(char[].class))
        .isInstanceOf(DatatypeMismatchException.class);
    assertThatThrownBy(() -> counting(2).toNested(int.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyArraysOfHugeShapeDoNotFillTheMemory() {
    NdArray array = counting(1L << 40, 0);
    assertThat(array.size()).isZero();
    assertThat(array.toDoubles()).isEmpty();
    assertThatThrownBy(() -> array.toNested(int[][].class))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> counting(1 << 30, 0).toNested(int[][].class))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void repeatedElementsAreAsManyAsTheirShapeSays() {
    NdArray ones = NdArray.of(new double[] {1}).broadcast(100);
    assertThat(ones.arrayLength()).isEqualTo(100);
    assertThat(ones.mask(v -> v > 0)).hasSize(100).containsOnly(true);
    assertThat(ones.select(ones.where(v -> v > 0)).sum()).isEqualTo(100);
    assertThat(ones.toNested(double[].class)).hasSize(100).containsOnly(1);
    assertThat(bytes(new Opaque(2, ""), "ab").broadcast(3).toNested(byte[][].class))
        .isDeepEqualTo(new byte[][] {{'a', 'b'}, {'a', 'b'}, {'a', 'b'}});
    assertThat(
            bytes(new FixedString(1, Padding.NULL_PADDED, CharacterSet.ASCII), "a", 1)
                .broadcast(3)
                .toStrings())
        .containsExactly("a", "a", "a");
    assertThat(NdArray.of(new double[] {1}).broadcast(0).arrayLength()).isZero();
    NdArray many = ones.view(Selection.of("0:1")).broadcast(1L << 32);
    assertThatThrownBy(many::arrayLength).isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> many.mask(v -> v > 0)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void elementsAreRepeatedToShapesThatAre() {
    NdArray one = NdArray.of(new double[] {1});
    long[][] negative = {{-3}, {-1}, {2, -3}, {-3, 0}, {-1, -1}, {Long.MIN_VALUE}};
    for (long[] shape : negative) {
      assertThatThrownBy(() -> one.broadcast(shape))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("negative");
    }
    assertThat(one.broadcast(1L << 61).size()).isEqualTo(1L << 61);
    assertThat(one.broadcast(1L << 61).view(Selection.of("5:8")).sum()).isEqualTo(3);
    assertThat(one.broadcast(1L << 62, 8, 0).size()).isZero();
    assertThatThrownBy(() -> one.broadcast(1L << 61).toDoubles())
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> one.broadcast(1L << 61).copy())
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> one.broadcast(1L << 61).toNested(double[].class))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> one.broadcast(1L << 40, 1L << 40))
        .isInstanceOf(LimitExceededException.class);
    Compound rows = Datatypes.compound().member("a", Datatypes.array(FixedPoint.INT8, 16)).build();
    assertThatThrownBy(() -> NdArray.zeros(rows, 1).broadcast(1L << 61).field("a"))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void shapesBeyondTheMemoryAreRefused() {
    MemorySegment memory = MemorySegment.ofArray(new byte[16]);
    long[][] shapes = {{5}, {2, 3}, {Long.MAX_VALUE, 4}, {1L << 32, 1L << 32}, {-1}, {3, -2}};
    for (long[] shape : shapes) {
      assertThatThrownBy(() -> NdArray.of(memory, FixedPoint.INT32, shape))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void moreElementsThanAJavaArrayHoldsAreOneArray(@TempDir Path folder) throws IOException {
    long size = (1L << 32) + 2;
    Path sparse = folder.resolve("sparse");
    try (FileChannel channel =
            FileChannel.open(
                sparse,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      channel.write(ByteBuffer.wrap(new byte[] {42}), size - 1);
      MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      NdArray array = NdArray.of(memory, FixedPoint.INT8, size);
      assertThat(array.getLong(size - 1)).isEqualTo(42);
      assertThat(array.reshape(2, size / 2).transpose().getLong(size / 2 - 1, 1)).isEqualTo(42);
      assertThat(array.view(Selection.of("1::4294967296")).toInts()).containsExactly(0, 42);
      assertThat(array).hasToString("[ 0  0  0 ...  0  0 42]");
      assertThatThrownBy(array::toDoubles).isInstanceOf(LimitExceededException.class);
    }
  }
}
