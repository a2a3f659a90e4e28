package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The messages of a handful of fields.
class SmallMessagesTest {
  @Test
  void linkInfoHasWhatItsFlagsName() {
    Bytes all = new Bytes().u8(0, 3).u64(9, 0x100, 0x200, 0x300);
    assertThat(LinkInfoMessage.decode(all.cursor()))
        .isEqualTo(new LinkInfoMessage(3, 9, 0x100, 0x200, 0x300));
    LinkInfoMessage least = LinkInfoMessage.decode(new Bytes().u8(0, 0).u64(-1, -1).cursor());
    assertThat(least.dense()).isFalse();
    assertThat(least.tracksCreationOrder()).isFalse();
    assertThat(least.creationOrderIndexAddress()).isEqualTo(Address.UNDEFINED);
    DecoderLaws.holdFor(all, LinkInfoMessage::decode);
  }

  @Test
  void attributeInfoHasWhatItsFlagsName() {
    Bytes all = new Bytes().u8(0, 3).u16(9).u64(0x100, 0x200, 0x300);
    AttributeInfoMessage info = AttributeInfoMessage.decode(all.cursor());
    assertThat(info).isEqualTo(new AttributeInfoMessage(3, 9, 0x100, 0x200, 0x300));
    assertThat(info.dense()).isTrue();
    DecoderLaws.holdFor(all, AttributeInfoMessage::decode);
  }

  @Test
  void groupInfoHasDefaultsForWhatItDoesNotStore() {
    Bytes all = new Bytes().u8(0, 3).u16(20, 10, 100, 12);
    assertThat(GroupInfoMessage.decode(all.cursor()))
        .isEqualTo(new GroupInfoMessage(20, 10, 100, 12));
    assertThat(GroupInfoMessage.decode(new Bytes().u8(0, 0).cursor()))
        .isEqualTo(new GroupInfoMessage(8, 6, 4, 8));
    DecoderLaws.holdFor(all, GroupInfoMessage::decode);
  }

  @Test
  void externalFilesAreSlots() {
    Bytes bytes = new Bytes().u8(1, 0, 0, 0).u16(2, 1).u64(0x500).u64(8, 100, -1);
    ExternalFileListMessage message = ExternalFileListMessage.decode(bytes.cursor());
    assertThat(message.localHeapAddress()).isEqualTo(0x500);
    assertThat(message.slots())
        .containsExactly(
            new ExternalFileListMessage.Slot(8, 100, ExternalFileListMessage.UNLIMITED));
    DecoderLaws.holdFor(bytes, ExternalFileListMessage::decode);
    assertThatThrownBy(() ->
            ExternalFileListMessage.decode(
                new Bytes().u8(1, 0, 0, 0).u16(1, 2).u64(0x500).zeros(48).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Used Slots");
  }

  @Test
  void timesAreSecondsSince1970() {
    Bytes bytes = new Bytes().u8(1, 0, 0, 0).u32(0xffff_ffffL);
    assertThat(ModificationTimeMessage.decode(bytes.cursor()).seconds()).isEqualTo(0xffff_ffffL);
    DecoderLaws.holdFor(bytes, ModificationTimeMessage::decode);
    Bytes old = new Bytes().text("19980314150926").zeros(2);
    assertThat(OldModificationTimeMessage.decode(old.cursor()).seconds())
        .isEqualTo(Instant.parse("1998-03-14T15:09:26Z").getEpochSecond());
    DecoderLaws.survivesMutations(old, OldModificationTimeMessage::decode);
    assertThatThrownBy(
            () -> OldModificationTimeMessage.decode(new Bytes().text("1998031415092x").cursor()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aCommentEndsWithANul() {
    assertThat(CommentMessage.decode(new Bytes().terminated("why").zeros(4).cursor()).comment())
        .isEqualTo("why");
    assertThatThrownBy(() -> CommentMessage.decode(new Bytes().text("why").cursor()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void pointersLieInsideTheFile() {
    Bytes symbols = new Bytes().u64(0x88, 0x2a8);
    assertThat(SymbolTableMessage.decode(symbols.cursor()))
        .isEqualTo(new SymbolTableMessage(0x88, 0x2a8));
    Bytes continuation = new Bytes().u64(0x400, 64);
    assertThat(ContinuationMessage.decode(continuation.cursor()))
        .isEqualTo(new ContinuationMessage(0x400, 64));
    Bytes table = new Bytes().u8(0).u64(0x400).u8(2);
    assertThat(SharedMessageTableMessage.decode(table.cursor()))
        .isEqualTo(new SharedMessageTableMessage(0x400, 2));
    DecoderLaws.holdFor(symbols, SymbolTableMessage::decode);
    DecoderLaws.holdFor(continuation, ContinuationMessage::decode);
    DecoderLaws.holdFor(table, SharedMessageTableMessage::decode);
    assertThatThrownBy(() -> SymbolTableMessage.decode(new Bytes().u64(0x88, 1 << 20).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Local Heap Address");
  }

  @Test
  void fileWideMessagesHaveTheirFields() {
    Bytes k = new Bytes().u8(0).u16(64, 32, 8);
    assertThat(BTreeKMessage.decode(k.cursor())).isEqualTo(new BTreeKMessage(64, 32, 8));
    DecoderLaws.holdFor(k, BTreeKMessage::decode);
    Bytes driver = new Bytes().u8(0).text("NCSAmult").u16(2).u8(1, 2);
    assertThat(DriverInfoMessage.decode(driver.cursor()).driverIdentification())
        .isEqualTo("NCSAmult");
    DecoderLaws.holdFor(driver, DriverInfoMessage::decode);
    Bytes count = new Bytes().u8(0).u32(3);
    assertThat(ReferenceCountMessage.decode(count.cursor()).referenceCount()).isEqualTo(3);
    DecoderLaws.holdFor(count, ReferenceCountMessage::decode);
    Bytes image = new Bytes().u8(0).u64(0x700, 96);
    assertThat(CacheImageMessage.decode(image.cursor()))
        .isEqualTo(new CacheImageMessage(0x700, 96));
    DecoderLaws.holdFor(image, CacheImageMessage::decode);
  }

  @Test
  void fileSpaceInfoHasTwoVersions() {
    Bytes v0 = new Bytes().u8(0, 1).u64(5).u64(-1, -1, -1, -1, -1, 0x100);
    FileSpaceInfoMessage old = FileSpaceInfoMessage.decode(v0.cursor());
    assertThat(old.persisting()).isTrue();
    assertThat(old.threshold()).isEqualTo(5);
    assertThat(old.managerAddresses()).containsExactly(-1, -1, -1, -1, -1, 0x100);
    Bytes v1 = new Bytes().u8(1, 1, 0).u64(1, 8192).u16(10).u64(-1);
    FileSpaceInfoMessage paged = FileSpaceInfoMessage.decode(v1.cursor());
    assertThat(paged.strategy()).isEqualTo(FileSpaceInfoMessage.Strategy.PAGES);
    assertThat(paged.pageSize()).isEqualTo(8192);
    assertThat(paged.pageEndMetadataThreshold()).isEqualTo(10);
    DecoderLaws.holdFor(v0, FileSpaceInfoMessage::decode);
    DecoderLaws.holdFor(v1, FileSpaceInfoMessage::decode);
  }

  @Test
  void bogusIsBogus() {
    DecoderLaws.holdFor(new Bytes().u32(0xdeadbeefL), BogusMessage::decode);
    assertThatThrownBy(() -> BogusMessage.decode(new Bytes().u32(1).cursor()))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void everyTypeIsFoundByNumberAndClass() {
    for (MessageType type : MessageType.values()) {
      assertThat(MessageType.of(type.number())).contains(type);
      assertThat(MessageType.of(type.message())).isEqualTo(type);
    }
    assertThat(MessageType.of(0x19)).isEmpty();
    assertThat(MessageType.DATATYPE.number()).isEqualTo(3);
    assertThat(MessageType.CACHE_IMAGE.number()).isEqualTo(0x18);
  }
}
