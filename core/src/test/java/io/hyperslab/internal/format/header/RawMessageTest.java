package io.hyperslab.internal.format.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawMessageTest {
  @Test
  void version1MessagesHaveEightBytesBeforeThem() {
    Bytes block =
        new Bytes().u16(3, 8).u8(1, 0, 0, 0).u64(7).u16(0x11, 16).u8(0, 0, 0, 0).u64(1, 2);
    List<RawMessage> messages = RawMessage.decodeAll(block.cursor(), 1, false, 100);
    assertThat(messages).extracting(RawMessage::type).containsExactly(3, 0x11);
    assertThat(messages.get(0).constant()).isTrue();
    assertThat(messages.get(0).body().structureAddress()).isEqualTo(0x108);
    assertThat(messages.get(1).body().remaining()).isEqualTo(16);
  }

  @Test
  void version2MessagesAreUnalignedAndMayEndInAGap() {
    Bytes block = new Bytes().u8(0x0c).u16(1).u8(2).u8(9).u8(0).u16(0).u8(0).zeros(3);
    List<RawMessage> messages = RawMessage.decodeAll(block.cursor(), 2, false, 100);
    assertThat(messages).extracting(RawMessage::type).containsExactly(0x0c, 0);
    assertThat(messages.get(0).shared()).isTrue();
  }

  @Test
  void version2MessagesHoldCreationOrderWhereItIsTracked() {
    Bytes block = new Bytes().u8(0x0c).u16(2).u8(0).u16(513).u16(7).zeros(5);
    List<RawMessage> messages = RawMessage.decodeAll(block.cursor(), 2, true, 100);
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0).creationOrder()).isEqualTo(513);
  }

  @Test
  void aMessageThatReachesOutOfItsBlockIsMalformed() {
    Bytes block = new Bytes().u8(3).u16(9).u8(0).zeros(8);
    assertThatThrownBy(() -> RawMessage.decodeAll(block.cursor(), 2, false, 100))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Size of Header Message Data is 9");
  }

  @Test
  void anUnalignedVersion1MessageIsMalformed() {
    Bytes block = new Bytes().u16(3, 7).zeros(11);
    assertThatThrownBy(() -> RawMessage.decodeAll(block.cursor(), 1, false, 100))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("multiple of 8");
  }

  @Test
  void aMessageBothSharedAndNotToBeSharedIsMalformed() {
    Bytes block = new Bytes().u8(3).u16(0).u8(6);
    assertThatThrownBy(() -> RawMessage.decodeAll(block.cursor(), 2, false, 100))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Flags");
  }

  @Test
  void theNumberOfMessagesIsLimited() {
    Cursor block = new Bytes().zeros(4 * 11).cursor();
    assertThatThrownBy(() -> RawMessage.decodeAll(block, 2, false, 10))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void aVersion2ContinuationBlockHasSignatureAndChecksum() {
    Bytes block = new Bytes().text("OCHK").u8(0).u16(2).u8(0).u16(0).checksum();
    Cursor messages = ContinuationBlock.messages(block.cursor(), 2);
    assertThat(messages.remaining()).isEqualTo(6);
    assertThat(ContinuationBlock.messages(block.cursor(), 1).remaining()).isEqualTo(block.size());
    byte[] wrong = block.bytes();
    wrong[5] ^= 1;
    assertThatThrownBy(() -> ContinuationBlock.messages(new Bytes().raw(wrong).cursor(), 2))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
    assertThatThrownBy(() -> ContinuationBlock.messages(new Bytes().text("OCHK").u8(0).cursor(), 2))
        .isInstanceOf(MalformedFileException.class);
  }
}
