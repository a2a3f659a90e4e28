package io.hyperslab.internal.format.datatype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatatypeCodecTest {
  static Bytes header(int version, int typeClass, int bits, long size) {
    return new Bytes().u8(version << 4 | typeClass).number(bits, 3).u32(size);
  }

  static Bytes int32() {
    return header(1, 0, 8, 4).u16(0, 32);
  }

  static Bytes float32() {
    return header(1, 1, 0x1f20, 4).u16(0, 32).u8(23, 8, 0, 23).u32(127);
  }

  static Datatype decode(Bytes bytes) {
    return DatatypeCodec.decode(bytes.cursor());
  }

  @Test
  void fixedPointHasOrderSignAndPadding() {
    assertThat(decode(int32())).isEqualTo(FixedPoint.INT32);
    assertThat(decode(header(3, 0, 0x07, 4).u16(3, 20)))
        .isEqualTo(
            new FixedPoint(4, ByteOrder.BIG_ENDIAN, false, 20, 3, BitPadding.ONE, BitPadding.ONE));
    DecoderLaws.holdFor(int32(), DatatypeCodec::decode);
  }

  @Test
  void bitsOutsideTheElementAreMalformed() {
    assertThatThrownBy(() -> decode(header(1, 0, 8, 4).u16(1, 32)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Bit Offset");
    assertThatThrownBy(() -> decode(header(1, 0, 8, 4).u16(0, 0)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Bit Precision");
  }

  @Test
  void floatingPointIsDescribedByItsFields() {
    assertThat(decode(float32())).isEqualTo(FloatingPoint.FLOAT32);
    FloatingPoint vax =
        (FloatingPoint) decode(header(3, 1, 0x1f61, 4).u16(0, 32).u8(23, 8, 0, 23).u32(129));
    assertThat(vax.order()).isEqualTo(ByteOrder.VAX);
    assertThat(vax.exponentBias()).isEqualTo(129);
    DecoderLaws.holdFor(float32(), DatatypeCodec::decode);
  }

  @Test
  void floatingPointFieldsAreInsideAndApart() {
    assertThatThrownBy(() -> decode(header(1, 1, 0x1f20, 4).u16(0, 32).u8(23, 9, 0, 23).u32(127)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("exponent");
    assertThatThrownBy(() -> decode(header(1, 1, 0x1f20, 4).u16(0, 32).u8(23, 8, 0, 24).u32(127)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("mantissa");
    assertThatThrownBy(() -> decode(header(1, 1, 0x2020, 4).u16(0, 32).u8(23, 8, 0, 23).u32(127)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("sign");
    assertThatThrownBy(() -> decode(header(1, 1, 0x1f30, 4).u16(0, 32).u8(23, 8, 0, 23).u32(127)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Normalization");
    assertThatThrownBy(() -> decode(header(3, 1, 0x1f60, 4).u16(0, 32).u8(23, 8, 0, 23).u32(127)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Byte Order");
  }

  @Test
  void timeAndBitfieldAreNumbersToo() {
    assertThat(decode(header(1, 2, 1, 8).u16(64))).isEqualTo(new Time(8, ByteOrder.BIG_ENDIAN, 64));
    assertThat(decode(header(1, 4, 0, 2).u16(4, 8)))
        .isEqualTo(
            new Bitfield(2, ByteOrder.LITTLE_ENDIAN, 8, 4, BitPadding.ZERO, BitPadding.ZERO));
  }

  @Test
  void fixedStringsHavePaddingAndCharacterSet() {
    assertThat(decode(header(1, 3, 0x12, 10)))
        .isEqualTo(new FixedString(10, Padding.SPACE_PADDED, CharacterSet.UTF8));
    assertThatThrownBy(() -> decode(header(1, 3, 0x03, 10)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Padding Type");
    assertThatThrownBy(() -> decode(header(1, 3, 0x20, 10)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Character Set");
  }

  @Test
  void opaqueDataHasATagOfWholeEightBytes() {
    Bytes bytes = header(1, 5, 8, 3).text("tag").zeros(5);
    assertThat(decode(bytes)).isEqualTo(new Opaque(3, "tag"));
    assertThat(decode(header(1, 5, 0, 3))).isEqualTo(new Opaque(3, ""));
    DecoderLaws.holdFor(bytes, DatatypeCodec::decode);
  }

  @Test
  void variableLengthHasTheSizeOfItsDescriptorInTheFile() {
    // The stated size is what a pointer takes in memory.
    Bytes string = header(1, 9, 0x0111, 8).raw(header(1, 3, 0, 1));
    assertThat(decode(string))
        .isEqualTo(new VariableString(16, Padding.NULL_PADDED, CharacterSet.UTF8));
    Bytes sequence = header(1, 9, 0, 16).raw(int32());
    assertThat(decode(sequence)).isEqualTo(new VariableLength(16, FixedPoint.INT32));
    DecoderLaws.holdFor(sequence, DatatypeCodec::decode);
    assertThatThrownBy(() -> decode(header(1, 9, 2, 16).raw(int32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Type");
  }

  @Test
  void referencesOfAllKinds() {
    assertThat(decode(header(1, 7, 0, 8))).isEqualTo(new Reference(8, Reference.Kind.OBJECT));
    assertThat(decode(header(1, 7, 1, 12))).isEqualTo(new Reference(12, Reference.Kind.REGION));
    // A writer may have stated the size in memory, 64; in the file it is 18.
    assertThat(decode(header(4, 7, 0x12, 64)))
        .isEqualTo(new Reference(18, Reference.Kind.STANDARD));
    assertThatThrownBy(() -> decode(header(1, 7, 0, 4)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Size of a reference");
    assertThatThrownBy(() -> decode(header(4, 7, 5, 18)))
        .isInstanceOf(UnsupportedFeatureException.class);
  }

  @Test
  void arraysLostTheirPermutationsInVersion3() {
    Bytes v2 = header(2, 10, 0, 24).u8(2, 0, 0, 0).u32(2, 3, 0, 1).raw(int32());
    Bytes v3 = header(3, 10, 0, 24).u8(2).u32(2, 3).raw(int32());
    ArrayType expected = new ArrayType(List.of(2L, 3L), FixedPoint.INT32);
    assertThat(decode(v2)).isEqualTo(expected);
    assertThat(decode(v3)).isEqualTo(expected);
    DecoderLaws.holdFor(v2, DatatypeCodec::decode);
    DecoderLaws.holdFor(v3, DatatypeCodec::decode);
  }

  @Test
  void arraysOfNothingOrOfTheWrongSizeAreMalformed() {
    assertThatThrownBy(() -> decode(header(3, 10, 0, 4).u8(1).u32(0).raw(int32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Dimension Size");
    assertThatThrownBy(() -> decode(header(3, 10, 0, 9).u8(1).u32(2).raw(int32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Size of an array");
    assertThatThrownBy(() -> decode(header(3, 10, 0, 9).u8(0).raw(int32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Dimensionality");
  }

  @Test
  void hugeArraysExceedTheLimit() {
    Bytes bytes =
        header(3, 10, 0, 4).u8(3).u32(0xffff_ffffL, 0xffff_ffffL, 0xffff_ffffL).raw(int32());
    assertThatThrownBy(() -> decode(bytes)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void complexNumbersAreTwoFloats() {
    Bytes bytes = header(5, 11, 1, 8).raw(float32());
    assertThat(decode(bytes)).isEqualTo(new Complex(FloatingPoint.FLOAT32));
    DecoderLaws.holdFor(bytes, DatatypeCodec::decode);
    assertThatThrownBy(() -> decode(header(5, 11, 1, 8).raw(int32())))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> decode(header(5, 11, 1, 9).raw(float32())))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> decode(header(5, 11, 0, 8).raw(float32())))
        .isInstanceOf(UnsupportedFeatureException.class);
  }

  @Test
  void nestingIsLimited() {
    Bytes nested = new Bytes();
    for (int i = 0; i < 32; i++) {
      nested.raw(header(1, 9, 0, 16));
    }
    nested.raw(int32());
    assertThatThrownBy(() -> decode(nested))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("nesting");
  }

  @Test
  void sizesOfZeroAreMalformedAndHugeOnesExceedTheLimit() {
    assertThatThrownBy(() -> decode(header(1, 3, 0, 0)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Size");
    assertThatThrownBy(() -> decode(header(1, 3, 0, 0xffff_ffffL)))
        .isInstanceOf(LimitExceededException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 15})
  void laterVersionsAreNotSupported(int version) {
    assertThatThrownBy(() -> decode(header(version, 0, 8, 4).u16(0, 32)))
        .isInstanceOf(UnsupportedFeatureException.class);
  }

  @Test
  void version0AndUnknownClassesAreRefused() {
    assertThatThrownBy(() -> decode(header(0, 0, 8, 4).u16(0, 32)))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> decode(header(1, 12, 0, 4)))
        .isInstanceOf(UnsupportedFeatureException.class);
  }
}
