package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.LibraryConversion;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawConverterTest {
  private static final FixedPoint BIG_SHORT = FixedPoint.of(2, ByteOrder.BIG_ENDIAN, true);

  private static byte[] convert(Datatype from, Datatype to, byte[] elements, byte filler) {
    int count = (int) (elements.length / from.size());
    byte[] out = new byte[(int) (count * to.size())];
    Arrays.fill(out, filler);
    RawConverter.of(from, to)
        .convert(MemorySegment.ofArray(elements), 0, MemorySegment.ofArray(out), 0, count);
    return out;
  }

  private static byte[] library(Datatype from, Datatype to, byte[] elements, byte filler) {
    byte[] background = new byte[(int) to.size()];
    Arrays.fill(background, filler);
    try (LibraryConversion conversion = LibraryConversion.between(from, to)) {
      return conversion.convert(elements, background);
    }
  }

  private static void assertLikeTheLibrary(Datatype from, Datatype to, byte[] elements) {
    assertThat(convert(from, to, elements, (byte) 0x55))
        .as("%s to %s", from, to)
        .isEqualTo(library(from, to, elements, (byte) 0x55));
  }

  private static FixedString text(int size, Padding padding) {
    return new FixedString(size, padding, CharacterSet.ASCII);
  }

  @ParameterizedTest
  @EnumSource
  void textIsPaddedAndCutLikeInTheLibrary(Padding padding) {
    byte[] elements =
        "abcdef\0ab    \0\0\0\0\0\0\0a\0b\0    a c    \0"
            .substring(0, 35)
            .getBytes(StandardCharsets.US_ASCII);
    for (Padding target : Padding.values()) {
      for (int size : new int[] {1, 3, 7, 9}) {
        assertLikeTheLibrary(text(7, padding), text(size, target), elements);
      }
    }
  }

  @Test
  void charactersAreNotCut() {
    byte[] elements = "éé".getBytes(StandardCharsets.UTF_8);
    for (Padding padding : Padding.values()) {
      FixedString from = new FixedString(4, padding, CharacterSet.ASCII);
      for (Padding target : Padding.values()) {
        int size = target == Padding.NULL_TERMINATED ? 4 : 3;
        byte[] out =
            convert(from, new FixedString(size, target, CharacterSet.UTF8), elements, (byte) 7);
        byte pad = (byte) (target == Padding.SPACE_PADDED ? ' ' : 0);
        assertThat(Arrays.copyOf(out, 2)).isEqualTo(Arrays.copyOf(elements, 2));
        assertThat(Arrays.copyOfRange(out, 2, size)).containsOnly(pad);
      }
    }
    // What is no UTF-8 has no characters that could be cut: as in libhdf5.
    byte[] latin = "ab\u00a9\u00a9\u00e9d\u00a9\u00a9".getBytes(StandardCharsets.ISO_8859_1);
    for (int size = 1; size < 8; size++) {
      assertLikeTheLibrary(text(8, Padding.NULL_PADDED), text(size, Padding.SPACE_PADDED), latin);
    }
  }

  @Test
  void compoundsAreConvertedByNameAndKeepWhatOnlyTheTargetHas() {
    Compound inner =
        new Compound(
            3,
            List.of(
                new Compound.Member("p", 0, FixedPoint.INT8),
                new Compound.Member("q", 1, BIG_SHORT)));
    Compound innerTarget = new Compound(8, List.of(new Compound.Member("q", 2, FixedPoint.INT32)));
    Compound from =
        new Compound(
            20,
            List.of(
                new Compound.Member("a", 0, FixedPoint.INT32),
                new Compound.Member("b", 5, inner),
                new Compound.Member("c", 8, FloatingPoint.FLOAT32),
                new Compound.Member("gone", 12, FixedPoint.INT64)));
    Compound to =
        new Compound(
            32,
            List.of(
                new Compound.Member("c", 0, FixedPoint.INT16),
                new Compound.Member("new", 4, FixedPoint.INT32),
                new Compound.Member("b", 10, innerTarget),
                new Compound.Member("a", 18, FixedPoint.UINT8)));
    byte[] elements = new byte[20 * 50];
    new Random(30).nextBytes(elements);
    MemorySegment raw = MemorySegment.ofArray(elements);
    for (int i = 0; i < 50; i++) {
      raw.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 20L * i + 8, i * 1000.5f);
    }
    byte[] ours = convert(from, to, elements, (byte) 0x55);
    byte[] theirs = library(from, to, elements, (byte) 0x55);
    for (int i = 0; i < 50; i++) {
      for (Compound.Member member : to.members()) {
        int start = (int) (32L * i + member.offset() + (member.name().equals("b") ? 2 : 0));
        int end = start + (member.name().equals("b") ? 4 : (int) member.type().size());
        assertThat(Arrays.copyOfRange(ours, start, end))
            .as(member.name())
            .isEqualTo(Arrays.copyOfRange(theirs, start, end));
      }
    }
  }

  @Test
  void arraysAreConvertedElementByElement() {
    ArrayType from = new ArrayType(List.of(2L, 3L), BIG_SHORT);
    ArrayType to = new ArrayType(List.of(2L, 3L), FixedPoint.INT8);
    byte[] elements = new byte[12 * 7];
    new Random(31).nextBytes(elements);
    assertLikeTheLibrary(from, to, elements);
    Compound inFrom = new Compound(13, List.of(new Compound.Member("x", 1, from)));
    Compound inTo = new Compound(6, List.of(new Compound.Member("x", 0, to)));
    assertLikeTheLibrary(inFrom, inTo, new byte[13 * 3]);
  }

  @Test
  void enumerationsBecomeNumbersAndOtherEnumerations() {
    Enumeration from = enumeration(FixedPoint.INT8, 1, 2);
    Enumeration to = enumeration(BIG_SHORT, 300, -1);
    byte[] elements = {1, 2, 2, 1};
    assertLikeTheLibrary(from, to, elements);
    assertLikeTheLibrary(from, FixedPoint.INT32, elements);
    assertLikeTheLibrary(from, FloatingPoint.FLOAT64, elements);
  }

  private static Enumeration enumeration(FixedPoint base, int low, int high) {
    return new Enumeration(
        base,
        List.of(
            new Enumeration.Member("LOW", BigInteger.valueOf(low)),
            new Enumeration.Member("HIGH", BigInteger.valueOf(high))));
  }

  @Test
  void complexNumbersAreConvertedInParts() {
    Complex to = new Complex(FloatingPoint.ieee(4, ByteOrder.BIG_ENDIAN, 8));
    byte[] elements = new byte[16];
    MemorySegment.ofArray(elements).copyFrom(MemorySegment.ofArray(new double[] {1.5, -2}));
    byte[] out = convert(new Complex(FloatingPoint.FLOAT64), to, elements, (byte) 0);
    assertThat(out).containsExactly(0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0);
  }

  @Test
  void equalTypesAndDescriptorsAreCopied() {
    VariableString ascii = new VariableString(16, Padding.NULL_TERMINATED, CharacterSet.ASCII);
    VariableString utf8 = new VariableString(16, Padding.SPACE_PADDED, CharacterSet.UTF8);
    assertThat(RawConverter.of(ascii, utf8).isCopy()).isTrue();
    VariableLength sequence = new VariableLength(16, FixedPoint.INT8);
    assertThat(RawConverter.of(sequence, sequence).isCopy()).isTrue();
    byte[] elements = new byte[48];
    new Random(32).nextBytes(elements);
    assertThat(convert(sequence, sequence, elements, (byte) 0)).isEqualTo(elements);
    assertThat(RawConverter.of(BIG_SHORT, FixedPoint.INT16).isCopy()).isFalse();
  }

  @Test
  void whatTheLibraryDoesNotConvertIsRefused() {
    VariableLength bytes = new VariableLength(16, FixedPoint.INT8);
    VariableLength shorts = new VariableLength(16, FixedPoint.INT16);
    Compound a = new Compound(1, List.of(new Compound.Member("a", 0, FixedPoint.INT8)));
    Compound b = new Compound(1, List.of(new Compound.Member("b", 0, FixedPoint.INT8)));
    Datatype[][] pairs = {
      {bytes, shorts},
      {a, b},
      {a, FixedPoint.INT8},
      {FixedPoint.INT8, enumeration(FixedPoint.INT8, 0, 1)},
      {text(4, Padding.NULL_PADDED), FixedPoint.INT32},
      {new Opaque(4, "x"), new Opaque(4, "y")},
      {new Reference(8, Reference.Kind.OBJECT), FixedPoint.UINT64},
      {
        new ArrayType(List.of(2L, 3L), FixedPoint.INT8), new ArrayType(List.of(6L), FixedPoint.INT8)
      },
      {
        text(4, Padding.NULL_PADDED),
        new VariableString(16, Padding.NULL_PADDED, CharacterSet.ASCII)
      },
    };
    for (Datatype[] pair : pairs) {
      assertThatThrownBy(() -> RawConverter.of(pair[0], pair[1]))
          .as("%s to %s", pair[0], pair[1])
          .isInstanceOf(DatatypeMismatchException.class);
    }
  }

  @Test
  void elementsAreConvertedWhereTheyLie() {
    byte[] elements = {9, 9, 9, 1, 2, 3, 4};
    MemorySegment out = MemorySegment.ofArray(new byte[10]);
    RawConverter.of(BIG_SHORT, FixedPoint.INT32)
        .convert(MemorySegment.ofArray(elements), 3, out, 1, 2);
    assertThat(out.toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 2, 1, 0, 0, 4, 3, 0, 0, 0);
    assertThatThrownBy(() ->
            RawConverter.of(BIG_SHORT, FixedPoint.INT32)
                .convert(MemorySegment.ofArray(elements), 3, out, 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
