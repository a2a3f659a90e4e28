package io.hyperslab.internal.format.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Encoder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Prefixes, blocks and messages are written as they were stored.
class HeaderEncodingTest {
  static List<Bytes> prefixes() {
    return List.of(
        new Bytes().u8(1, 0).u16(3).u32(2, 0x108, 0),
        new Bytes().text("OHDR").u8(2, 0x00, 200),
        new Bytes().text("OHDR").u8(2, 0x0d).u16(300),
        new Bytes().text("OHDR").u8(2, 0x3f).u32(1, 2, 3, 4).u16(20, 10).u64(0x1_0000_0000L));
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void aPrefixIsWrittenAsItWasStored(Bytes bytes) {
    Encoder out = new Encoder(Bytes.CONTEXT);
    ObjectHeaderPrefix.decode(bytes.cursor()).encode(out);
    assertThat(out.toBytes()).containsExactly(bytes.bytes());
  }

  @Test
  void aNewPrefixTakesTheFewestBytes() {
    Encoder out = new Encoder(Bytes.CONTEXT);
    ObjectHeaderV2Prefix least =
        ObjectHeaderV2Prefix.of(false, false, Optional.empty(), 8, 6, 0xff);
    least.encode(out);
    assertThat(out.toBytes())
        .containsExactly(new Bytes().text("OHDR").u8(2, 0, 0xff).bytes())
        .hasSize(least.size());
    Encoder more = new Encoder(Bytes.CONTEXT);
    ObjectHeaderV2Prefix most =
        ObjectHeaderV2Prefix.of(
            true, true, Optional.of(new ObjectTimes(1, 2, 3, 4)), 9, 6, 0x1_0000);
    most.encode(more);
    assertThat(more.toBytes())
        .containsExactly(
            new Bytes().text("OHDR").u8(2, 0x3e).u32(1, 2, 3, 4).u16(9, 6).u32(0x1_0000).bytes())
        .hasSize(most.size());
  }

  @Test
  void messagesAreWrittenAsTheyWereStored() {
    Bytes v1 = new Bytes().u16(3, 8).u8(1, 0, 0, 0).u64(7).u16(0x33, 0).u8(0x10, 0, 0, 0);
    Bytes v2 = new Bytes().u8(0x0c).u16(1).u8(2).u8(9).u8(0x10).u16(0).u8(0);
    Bytes tracked = new Bytes().u8(0x0c).u16(2).u8(0).u16(513).u16(7);
    assertThat(again(v1, 1, false)).containsExactly(v1.bytes());
    assertThat(again(v2, 2, false)).containsExactly(v2.bytes());
    assertThat(again(tracked, 2, true)).containsExactly(tracked.bytes());
  }

  private static byte[] again(Bytes block, int version, boolean tracked) {
    Encoder out = new Encoder(Bytes.CONTEXT);
    for (RawMessage message : BlockMessages.decode(block.cursor(), version, tracked, 9)) {
      message.encode(out, version, tracked);
    }
    return out.toBytes();
  }

  @Test
  void aContinuationBlockIsWrittenAsItWasStored() {
    Bytes messages = new Bytes().u8(0).u16(2).u8(0).u16(0);
    Encoder v2 = new Encoder(Bytes.CONTEXT);
    ContinuationBlock.encode(v2, messages.bytes(), 2);
    assertThat(v2.toBytes())
        .containsExactly(new Bytes().text("OCHK").raw(messages).checksum().bytes())
        .hasSize(messages.size() + ContinuationBlock.overhead(2));
    Encoder v1 = new Encoder(Bytes.CONTEXT);
    ContinuationBlock.encode(v1, messages.bytes(), 1);
    assertThat(v1.toBytes()).containsExactly(messages.bytes());
  }

  @Test
  void pointersAreWrittenAsTheyWereStored() {
    for (Bytes bytes :
        List.of(
            new Bytes().u8(1, 0).zeros(14).u64(0x400),
            new Bytes().u8(2, 0).u64(0x400),
            new Bytes().u8(3, 2).u64(0x400),
            new Bytes().u8(3, 1).u64(0x1122))) {
      Encoder out = new Encoder(Bytes.CONTEXT);
      SharedMessage.decode(bytes.cursor()).encode(out);
      assertThat(out.toBytes()).containsExactly(bytes.bytes());
    }
  }
}
