package io.hyperslab.internal.format.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RawMessageTest {
  @Test
  void version1MessagesHaveEightBytesBeforeThem() {
    Bytes block =
        new Bytes().u16(3, 8).u8(1, 0, 0, 0).u64(7).u16(0x11, 16).u8(0, 0, 0, 0).u64(1, 2);
    BlockMessages messages = BlockMessages.decode(block.cursor(), 1, false, 100);
    assertThat(messages).extracting(RawMessage::type).containsExactly(3, 0x11);
    assertThat(messages.get(0).constant()).isTrue();
    assertThat(messages.get(0).body().structureAddress()).isEqualTo(0x108);
    assertThat(messages.get(1).body().remaining()).isEqualTo(16);
  }

  @Test
  void version2MessagesAreUnalignedAndMayEndInAGap() {
    Bytes block = new Bytes().u8(0x0c).u16(1).u8(2).u8(9).u8(0).u16(0).u8(0).zeros(3);
    BlockMessages messages = BlockMessages.decode(block.cursor(), 2, false, 100);
    assertThat(messages).extracting(RawMessage::type).containsExactly(0x0c);
    assertThat(messages.get(0).shared()).isTrue();
    assertThat(messages.nilCount()).isOne();
  }

  @Test
  void version2MessagesHoldCreationOrderWhereItIsTracked() {
    Bytes block = new Bytes().u8(0x0c).u16(2).u8(0).u16(513).u16(7).zeros(5);
    BlockMessages messages = BlockMessages.decode(block.cursor(), 2, true, 100);
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0).creationOrder()).isEqualTo(513);
  }

  @Test
  void aMessageThatReachesOutOfItsBlockIsMalformed() {
    Bytes block = new Bytes().u8(3).u16(9).u8(0).zeros(8);
    assertThatThrownBy(() -> BlockMessages.decode(block.cursor(), 2, false, 100))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Size of Header Message Data is 9");
  }

  @Test
  void anUnalignedVersion1MessageIsMalformed() {
    Bytes block = new Bytes().u16(3, 7).zeros(11);
    assertThatThrownBy(() -> BlockMessages.decode(block.cursor(), 1, false, 100))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("multiple of 8");
  }

  @Test
  void aMessageBothSharedAndNotToBeSharedIsMalformed() {
    Bytes block = new Bytes().u8(3).u16(0).u8(6);
    assertThatThrownBy(() -> BlockMessages.decode(block.cursor(), 2, false, 100))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Flags");
  }

  @Test
  void manyMessagesAreFoundInTheirOrder() {
    Bytes block = new Bytes();
    for (int i = 1; i <= 40; i++) {
      block.u8(i % 3).u16(i).u8(0).zeros(i);
    }
    BlockMessages messages = BlockMessages.decode(block.cursor(), 2, false, 40);
    List<Integer> kept = IntStream.rangeClosed(1, 40).filter(i -> i % 3 != 0).boxed().toList();
    assertThat(messages).extracting(message -> message.body().remaining()).isEqualTo(kept);
    assertThat(messages).extracting(RawMessage::type).startsWith(1, 2, 1, 2);
    assertThat(messages.type(26)).isEqualTo(1);
    assertThat(messages.nilCount()).isEqualTo(13);
    assertThat(messages.types()).isEqualTo(0b110);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> messages.get(27));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> messages.get(-1));
  }

  @Test
  void whatIsToldOfAllMessagesIsWhatTheyTell() {
    Bytes plain = new Bytes().u16(0x10, 0).u8(0, 0, 0, 0).u16(0xffff, 0).u8(0, 0, 0, 0);
    BlockMessages messages = BlockMessages.decode(plain.cursor(), 1, false, 9);
    assertThat(messages.types()).isEqualTo(1L << 0x10 | 1L << RawMessage.OTHER);
    assertThat(messages.anyFailsIfUnknown()).isFalse();
    assertThat(RawMessage.types(plain.cursor(), 1, false, 9)).isEqualTo(messages.types());
    Bytes required = new Bytes().u8(0x10).u16(0).u8(0x80);
    BlockMessages known = BlockMessages.decode(required.cursor(), 2, false, 9);
    assertThat(known.types()).isEqualTo(1L << 0x10);
    assertThat(known.anyFailsIfUnknown()).isTrue();
    assertThat(RawMessage.types(required.cursor(), 2, false, 9)).isEqualTo(1L << RawMessage.OTHER);
  }

  @Test
  void theNumberOfMessagesIsLimited() {
    Cursor block = new Bytes().zeros(4 * 11).cursor();
    assertThatThrownBy(() -> BlockMessages.decode(block, 2, false, 10))
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
