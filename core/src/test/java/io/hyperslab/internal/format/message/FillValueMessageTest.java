package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.message.FillValueMessage.State;
import org.junit.jupiter.api.Test;

class FillValueMessageTest {
  private static FillValueMessage decode(Bytes bytes) {
    return FillValueMessage.decode(bytes.cursor());
  }

  @Test
  void versions1And2TellTheStateByTheSize() {
    Bytes user = new Bytes().u8(2, 2, 2, 1).u32(2).u8(7, 8);
    assertThat(decode(user).state()).isEqualTo(State.USER_DEFINED);
    assertThat(decode(user).value()).containsExactly(7, 8);
    assertThat(decode(user).allocationTime()).isEqualTo(2);
    assertThat(decode(new Bytes().u8(2, 2, 2, 1).u32(0)).state()).isEqualTo(State.DEFAULT);
    assertThat(decode(new Bytes().u8(1, 2, 2, 1).u32(-1)).state()).isEqualTo(State.UNDEFINED);
    assertThat(decode(new Bytes().u8(2, 2, 2, 0)).state()).isEqualTo(State.UNDEFINED);
    DecoderLaws.holdFor(user, FillValueMessage::decode);
  }

  @Test
  void version3TellsItByFlags() {
    Bytes user = new Bytes().u8(3, 0x2b).u32(2).u8(7, 8);
    assertThat(decode(user).state()).isEqualTo(State.USER_DEFINED);
    assertThat(decode(user).value()).containsExactly(7, 8);
    assertThat(decode(user).allocationTime()).isEqualTo(3);
    assertThat(decode(user).writeTime()).isEqualTo(2);
    assertThat(decode(new Bytes().u8(3, 0x0a)).state()).isEqualTo(State.DEFAULT);
    assertThat(decode(new Bytes().u8(3, 0x1a)).state()).isEqualTo(State.UNDEFINED);
    DecoderLaws.holdFor(user, FillValueMessage::decode);
  }

  @Test
  void contradictoryFlagsAndSizesBeyondTheMessageAreMalformed() {
    assertThatThrownBy(() -> decode(new Bytes().u8(3, 0x30).u32(0)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Flags");
    assertThatThrownBy(() -> decode(new Bytes().u8(3, 0x20).u32(0xffff_ffffL)))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> decode(new Bytes().u8(2, 2, 2, 1).u32(0x7fff_ffff)))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void theOldMessageIsSizeAndValue() {
    Bytes bytes = new Bytes().u32(3).u8(1, 2, 3);
    assertThat(OldFillValueMessage.decode(bytes.cursor()).value()).containsExactly(1, 2, 3);
    DecoderLaws.holdFor(bytes, OldFillValueMessage::decode);
  }
}
