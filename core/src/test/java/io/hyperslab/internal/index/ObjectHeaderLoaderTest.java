package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.CommentMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.UnknownMessage;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ObjectHeaderLoaderTest {
  private static final Bytes INT32 = new Bytes().u8(0x10, 8, 0, 0).u32(4).u16(0, 32);

  private final byte[] file = new byte[4096];
  private int reads;

  private Storage storage() {
    return new ForwardingStorage(Storage.memory(file)) {
      @Override
      public long read(long position, MemorySegment target) throws IOException {
        reads++;
        return super.read(position, target);
      }
    };
  }

  private MetadataReader reader(Limits limits) {
    return new MetadataReader(storage(), 0, new FormatContext(8, 8, file.length, limits));
  }

  private ObjectHeader load(long address) {
    return new ObjectHeaderLoader(reader(Limits.defaults())).load(address);
  }

  private void put(int address, Bytes bytes) {
    System.arraycopy(bytes.bytes(), 0, file, address, bytes.size());
  }

  private static Bytes v1Message(int type, int flags, Bytes body) {
    Bytes padded = new Bytes().raw(body).align(8);
    return new Bytes().u16(type, padded.size()).u8(flags, 0, 0, 0).raw(padded);
  }

  private static Bytes v1Header(Bytes messages) {
    return new Bytes().u8(1, 0).u16(9).u32(1, messages.size(), 0).raw(messages);
  }

  private static Bytes v2Message(int type, int flags, Bytes body) {
    return new Bytes().u8(type).u16(body.size()).u8(flags).raw(body);
  }

  private static Bytes v2Header(Bytes messages) {
    return new Bytes().text("OHDR").u8(2, 1).u16(messages.size()).raw(messages).checksum();
  }

  private static Bytes comment(String text) {
    return new Bytes().terminated(text);
  }

  private static Bytes continuation(long address, long length) {
    return new Bytes().u64(address, length);
  }

  @Test
  void aSmallHeaderTakesOneRead() {
    put(64, v1Header(v1Message(3, 0, INT32)));
    ObjectHeader header = load(64);
    assertThat(header.version()).isEqualTo(1);
    assertThat(header.referenceCount()).isEqualTo(1);
    assertThat(header.get(DatatypeMessage.class).datatype()).isEqualTo(FixedPoint.INT32);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void continuationsAreFollowedInTheOrderTheyAreFound() {
    Bytes first = v1Message(13, 0, comment("1"));
    Bytes toSecond = v1Message(16, 0, continuation(1024, 48));
    Bytes toThird = v1Message(16, 0, continuation(2048, 16));
    put(64, v1Header(new Bytes().raw(toSecond).raw(first)));
    put(1024, new Bytes().raw(v1Message(13, 0, comment("2"))).raw(toThird).zeros(8));
    put(2048, v1Message(13, 0, comment("3")));
    assertThat(load(64).all(CommentMessage.class))
        .extracting(CommentMessage::comment)
        .containsExactly("1", "2", "3");
  }

  @Test
  void version2BlocksHaveChecksums() {
    Bytes block = new Bytes().text("OCHK").raw(v2Message(22, 0, new Bytes().u8(0).u32(7)));
    put(64, v2Header(v2Message(16, 0, continuation(1024, block.size() + 4))));
    put(1024, block.checksum());
    assertThat(load(64).referenceCount()).isEqualTo(7);
    file[1030] ^= 1;
    assertThatThrownBy(() -> load(64))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
    file[70] ^= 1;
    assertThatThrownBy(() -> load(64)).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aHeaderLargerThanTheFirstReadIsReadWhole() {
    Bytes messages = new Bytes().raw(v2Message(0, 0, new Bytes().zeros(900)));
    put(64, v2Header(messages.raw(v2Message(13, 0, comment("end")))));
    assertThat(load(64).get(CommentMessage.class).comment()).isEqualTo("end");
  }

  @Test
  void blocksThatOverlapAreMalformed() {
    put(64, v1Header(v1Message(16, 0, continuation(1024, 24))));
    put(1024, v1Message(16, 0, continuation(1024, 24)));
    assertThatThrownBy(() -> load(64))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("apart");
    put(1024, v1Message(16, 0, continuation(1040, 24)));
    assertThatThrownBy(() -> load(64)).isInstanceOf(MalformedFileException.class);
    put(1024, v1Message(16, 0, continuation(72, 24)));
    assertThatThrownBy(() -> load(64)).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void theNumbersOfBlocksAndMessagesAreLimited() {
    put(64, v1Header(v1Message(16, 0, continuation(1024, 24))));
    put(1024, v1Message(16, 0, continuation(2048, 24)));
    Limits oneMore = Limits.defaults().toBuilder().chunksPerHeader(1).build();
    assertThatThrownBy(() -> new ObjectHeaderLoader(reader(oneMore)).load(64))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("continuation blocks");
    Limits oneMessage = Limits.defaults().toBuilder().messagesPerHeader(1).build();
    assertThatThrownBy(() -> new ObjectHeaderLoader(reader(oneMessage)).load(64))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("messages");
  }

  @Test
  void aClaimedSizeBeyondTheFileIsMalformedBeforeAnythingIsAllocated() {
    put(64, new Bytes().text("OHDR").u8(2, 3).u64(Long.MAX_VALUE));
    assertThatThrownBy(() -> load(64)).isInstanceOf(Hdf5Exception.class);
    put(64, new Bytes().u8(1, 0).u16(1).u32(1, 4096, 0));
    assertThatThrownBy(() -> load(64)).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aBrokenMessageHidesNoOther() {
    Bytes broken = v1Message(3, 0, new Bytes().zeros(8));
    put(64, v1Header(new Bytes().raw(broken).raw(v1Message(13, 0, comment("fine")))));
    ObjectHeader header = load(64);
    assertThat(header.get(CommentMessage.class).comment()).isEqualTo("fine");
    assertThatThrownBy(() -> header.find(DatatypeMessage.class))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Datatype Message at 0x58");
  }

  @Test
  void unknownMessagesAreKeptUnlessTheyMustBeKnown() {
    put(64, v1Header(v1Message(0x40, 0, new Bytes().zeros(8))));
    assertThat(load(64).message(0))
        .isInstanceOfSatisfying(
            UnknownMessage.class, unknown -> assertThat(unknown.number()).isEqualTo(0x40));
    put(64, v1Header(v1Message(0x40, 0x08, new Bytes().zeros(8))));
    assertThat(load(64).rawMessages().get(0).failsWritersIfUnknown()).isTrue();
    put(64, v1Header(v1Message(0x40, 0x80, new Bytes().zeros(8))));
    assertThatThrownBy(() -> load(64))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("0x40");
  }

  @Test
  void emptySpaceIsNoMessageButCounts() {
    Bytes nil = v1Message(0, 0, new Bytes());
    Bytes comment = v1Message(13, 0, comment("between"));
    put(64, v1Header(new Bytes().raw(nil).raw(comment).raw(nil).raw(nil)));
    ObjectHeader header = load(64);
    assertThat(header.rawMessages()).hasSize(1);
    assertThat(header.get(CommentMessage.class).comment()).isEqualTo("between");
    Limits three = Limits.defaults().toBuilder().messagesPerHeader(3).build();
    assertThatThrownBy(() -> new ObjectHeaderLoader(reader(three)).load(64))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void aCommittedDatatypeIsFetchedFromItsHeader() {
    put(64, v1Header(v1Message(3, 2, new Bytes().u8(3, 2).u64(1024))));
    put(1024, v1Header(v1Message(3, 0, INT32)));
    ObjectHeader header = load(64);
    assertThat(header.get(DatatypeMessage.class).datatype()).isEqualTo(FixedPoint.INT32);
    assertThat(header.sharedLocation(MessageType.DATATYPE))
        .contains(new SharedMessage.Committed(3, 2, 1024));
    assertThat(load(1024).sharedLocation(MessageType.DATATYPE)).isEmpty();
  }

  @Test
  void aSharedMessageThatIsSharedAgainIsMalformed() {
    put(64, v1Header(v1Message(3, 2, new Bytes().u8(3, 2).u64(64))));
    assertThatThrownBy(() -> load(64).get(DatatypeMessage.class))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("shared again");
  }

  @Test
  void aMessageInTheHeapIsFetchedFromTheSource() {
    put(64, v1Header(v1Message(3, 2, new Bytes().u8(3, 1).u8(1, 2, 3, 4, 5, 6, 7, 8))));
    SharedMessageSource source =
        (type, id) -> {
          assertThat(type).isEqualTo(MessageType.DATATYPE);
          assertThat(id).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
          return INT32.cursor();
        };
    ObjectHeader header = new ObjectHeaderLoader(reader(Limits.defaults()), source).load(64);
    assertThat(header.get(DatatypeMessage.class).datatype()).isEqualTo(FixedPoint.INT32);
    assertThatThrownBy(() -> load(64).get(DatatypeMessage.class))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aMessageThatCannotBeSharedIsMalformedWhenItIs() {
    put(64, v1Header(v1Message(13, 2, new Bytes().u8(3, 2).u64(1024))));
    assertThatThrownBy(() -> load(64).find(CommentMessage.class))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("one that can be shared");
  }

  @Test
  void aMissingMessageIsEmptyOrMalformed() {
    put(64, v1Header(v1Message(13, 0, comment("x"))));
    ObjectHeader header = load(64);
    assertThat(header.find(DatatypeMessage.class)).isEmpty();
    assertThat(header.has(MessageType.COMMENT)).isTrue();
    assertThatThrownBy(() -> header.get(DatatypeMessage.class))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Datatype Message is missing");
  }

  @Test
  void everyCutOfTheFileIsAnError() {
    Bytes header = v2Header(v2Message(13, 0, comment("whole")));
    for (int length = 0; length < header.size(); length++) {
      Arrays.fill(file, (byte) 0);
      put(64, new Bytes().raw(Arrays.copyOf(header.bytes(), length)));
      MetadataReader cut =
          new MetadataReader(
              storage(), 0, new FormatContext(8, 8, 64L + length, Limits.defaults()));
      assertThatThrownBy(() -> new ObjectHeaderLoader(cut).load(64))
          .isInstanceOf(MalformedFileException.class);
    }
  }
}
