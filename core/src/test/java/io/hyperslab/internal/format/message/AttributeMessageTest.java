package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.header.SharedMessage;
import org.junit.jupiter.api.Test;

class AttributeMessageTest {
  private static final Bytes INT32 = new Bytes().u8(0x10, 8, 0, 0).u32(4).u16(0, 32);
  private static final Bytes SCALAR_V1 = new Bytes().u8(1).zeros(7);
  private static final Bytes SCALAR_V2 = new Bytes().u8(2, 0, 0, 0);

  @Test
  void version1PadsItsPartsToEightBytes() {
    Bytes bytes =
        new Bytes()
            .u8(1, 0)
            .u16(6, 12, 8)
            .terminated("units")
            .align(8)
            .raw(INT32)
            .zeros(4)
            .raw(SCALAR_V1)
            .u32(99);
    AttributeMessage attribute = AttributeMessage.decode(bytes.cursor());
    assertThat(attribute.name()).isEqualTo("units");
    assertThat(attribute.datatype())
        .isEqualTo(new Sharable.Here<>(new DatatypeMessage(FixedPoint.INT32)));
    assertThat(attribute.data()).containsExactly(99, 0, 0, 0);
    DecoderLaws.survivesMutations(bytes, AttributeMessage::decode);
  }

  @Test
  void version3IsUnpaddedAndHasACharacterSet() {
    Bytes bytes =
        new Bytes().u8(3, 0).u16(3, 12, 4).u8(1).terminated("é").raw(INT32).raw(SCALAR_V2).u32(7);
    AttributeMessage attribute = AttributeMessage.decode(bytes.cursor());
    assertThat(attribute.name()).isEqualTo("é");
    assertThat(attribute.characterSet()).isEqualTo(CharacterSet.UTF8);
    assertThat(attribute.data()).containsExactly(7, 0, 0, 0);
    DecoderLaws.survivesMutations(bytes, AttributeMessage::decode);
  }

  @Test
  void version2MayShareItsDatatype() {
    Bytes pointer = new Bytes().u8(2, 0).u64(0x400);
    Bytes bytes =
        new Bytes().u8(2, 1).u16(2, 10, 4).terminated("a").raw(pointer).raw(SCALAR_V2).u32(7);
    AttributeMessage attribute = AttributeMessage.decode(bytes.cursor());
    assertThat(attribute.datatype())
        .isEqualTo(new Sharable.Elsewhere<>(new SharedMessage.Committed(2, 0, 0x400)));
    assertThat(attribute.dataspace()).isInstanceOf(Sharable.Here.class);
  }

  @Test
  void truncatedPartsAreMalformed() {
    Bytes bytes =
        new Bytes().u8(3, 0).u16(2, 12, 4).u8(0).terminated("a").raw(INT32).raw(SCALAR_V2);
    DecoderLaws.refusesEveryTruncation(bytes, AttributeMessage::decode);
  }

  @Test
  void aNameThatDoesNotEndInItsRoomIsMalformed() {
    Bytes bytes = new Bytes().u8(3, 0).u16(2, 12, 4).u8(0).text("ab").raw(INT32).raw(SCALAR_V2);
    assertThatThrownBy(() -> AttributeMessage.decode(bytes.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Name");
  }
}
