package io.hyperslab.internal.format.datatype;

import static io.hyperslab.internal.format.datatype.DatatypeCodecTest.decode;
import static io.hyperslab.internal.format.datatype.DatatypeCodecTest.float32;
import static io.hyperslab.internal.format.datatype.DatatypeCodecTest.header;
import static io.hyperslab.internal.format.datatype.DatatypeCodecTest.int32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompoundCodecTest {
  private static Bytes memberV1(String name, long offset, int rank, long... dimensions) {
    Bytes member = new Bytes().terminated(name).align(8).u32(offset).u8(rank).zeros(11);
    return member.u32(dimensions).zeros(16 - 4 * dimensions.length);
  }

  @Test
  void version1MembersMayBeArrays() {
    Bytes bytes =
        header(1, 6, 2, 28)
            .raw(memberV1("a", 0, 0))
            .raw(int32())
            .raw(memberV1("longname", 4, 2, 2, 3))
            .raw(float32());
    assertThat(decode(bytes))
        .isEqualTo(
            new Compound(
                28,
                List.of(
                    new Compound.Member("a", 0, FixedPoint.INT32),
                    new Compound.Member(
                        "longname", 4, new ArrayType(List.of(2L, 3L), FloatingPoint.FLOAT32)))));
    DecoderLaws.holdFor(bytes, DatatypeCodec::decode);
  }

  @Test
  void version2MembersArePaddedAndVersion3MembersPacked() {
    Bytes v2 = header(2, 6, 1, 8).terminated("name").align(8).u32(4).raw(int32());
    Bytes v3 = header(3, 6, 1, 8).terminated("name").u8(4).raw(int32());
    Compound expected = new Compound(8, List.of(new Compound.Member("name", 4, FixedPoint.INT32)));
    assertThat(decode(v2)).isEqualTo(expected);
    assertThat(decode(v3)).isEqualTo(expected);
    DecoderLaws.holdFor(v2, DatatypeCodec::decode);
    DecoderLaws.holdFor(v3, DatatypeCodec::decode);
  }

  @Test
  void version3OffsetsAreAsWideAsTheSizeNeeds() {
    Bytes bytes = header(3, 6, 1, 256).terminated("m").u16(252).raw(int32());
    assertThat(((Compound) decode(bytes)).members().get(0).offset()).isEqualTo(252);
  }

  @Test
  void membersBehindVariableLengthDataOfTheSizeInMemoryAreMoved() {
    Bytes string = header(1, 9, 1, 8).raw(header(1, 3, 0, 1));
    Bytes bytes =
        header(3, 6, 3, 16)
            .terminated("last")
            .u8(12)
            .raw(int32())
            .terminated("text")
            .u8(4)
            .raw(string)
            .terminated("first")
            .u8(0)
            .raw(int32());
    Compound compound = (Compound) decode(bytes);
    assertThat(compound.size()).isEqualTo(24);
    assertThat(compound.members()).extracting(Compound.Member::offset).containsExactly(20L, 4L, 0L);
  }

  @Test
  void overlappingMembersAndMembersOutsideAreMalformed() {
    assertThatThrownBy(() ->
            decode(
                header(3, 6, 2, 8)
                    .terminated("a")
                    .u8(0)
                    .raw(int32())
                    .terminated("b")
                    .u8(2)
                    .raw(int32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Byte Offset of Member is 2");
    assertThatThrownBy(() -> decode(header(3, 6, 1, 8).terminated("a").u8(5).raw(int32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("place of a member");
  }

  @Test
  void noMembersAndMoreThanTheMessageHoldsAreMalformed() {
    assertThatThrownBy(() -> decode(header(3, 6, 0, 8)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Number of Members");
    assertThatThrownBy(() -> decode(header(3, 6, 0xffff, 8).zeros(100)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Number of Members");
  }

  @Test
  void enumerationsHaveNamesThenValues() {
    Bytes v1 =
        header(1, 8, 2, 2)
            .raw(header(1, 0, 9, 2).u16(0, 16))
            .raw(new Bytes().terminated("minus").align(8))
            .raw(new Bytes().terminated("big").align(8))
            .u8(0xff, 0xfe, 0x01, 0x00);
    Enumeration expected =
        new Enumeration(
            FixedPoint.of(2, ByteOrder.BIG_ENDIAN, true),
            List.of(
                new Enumeration.Member("minus", BigInteger.TWO.negate()),
                new Enumeration.Member("big", BigInteger.valueOf(256))));
    assertThat(decode(v1)).isEqualTo(expected);
    DecoderLaws.holdFor(v1, DatatypeCodec::decode);
    Bytes v3 = header(3, 8, 1, 1).raw(header(1, 0, 0, 1).u16(0, 8)).terminated("top").u8(0xff);
    assertThat(((Enumeration) decode(v3)).valueOf("top")).contains(BigInteger.valueOf(255));
    DecoderLaws.holdFor(v3, DatatypeCodec::decode);
  }

  @Test
  void enumerationsAreOfIntegersOfTheirSize() {
    assertThatThrownBy(() -> decode(header(3, 8, 0, 4).raw(float32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Base Type");
    assertThatThrownBy(() -> decode(header(3, 8, 0, 2).raw(int32())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Size of an enumeration");
    assertThatThrownBy(() -> decode(header(3, 8, 9, 4).raw(int32()).zeros(20)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Number of Members");
  }
}
