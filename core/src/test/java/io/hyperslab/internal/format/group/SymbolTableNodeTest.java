package io.hyperslab.internal.format.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class SymbolTableNodeTest {
  private static final long NONE = -1;

  private static Bytes node() {
    return new Bytes()
        .text("SNOD")
        .u8(1, 0)
        .u16(3)
        .u64(8, 0x1000)
        .u32(0, 0)
        .zeros(16)
        .u64(16, 0x2000)
        .u32(1, 0)
        .u64(0x3000, 0x4000)
        .u64(24, NONE)
        .u32(2, 0)
        .u32(40, 0, 0, 0);
  }

  @Test
  void entriesHaveWhatTheirCacheTypeSays() {
    SymbolTableNode node = SymbolTableNode.decode(node().cursor(), 4);
    assertThat(node.entries())
        .containsExactly(
            new SymbolTableEntry(8, 0x1000, 0, NONE, NONE, -1),
            new SymbolTableEntry(16, 0x2000, 1, 0x3000, 0x4000, -1),
            new SymbolTableEntry(24, NONE, 2, NONE, NONE, 40));
    assertThat(node.entries().get(2).isSymbolicLink()).isTrue();
    DecoderLaws.holdFor(node(), cursor -> SymbolTableNode.decode(cursor, 4));
  }

  @Test
  void aNodeIsStoredWithRoomForTheRest() {
    Encoder out = new Encoder(Bytes.CONTEXT);
    SymbolTableNode.decode(node().cursor(), 4).encode(out, 4);
    Bytes whole = node().zeros(5 * 40);
    assertThat(out.toBytes()).isEqualTo(whole.bytes());
  }

  @Test
  void fullNodeOfDegree4Is328BytesLong() {
    assertThat(SymbolTableNode.length(Bytes.CONTEXT, 4)).isEqualTo(8 + 8 * 40);
  }

  @Test
  void nameOffsetHasTheSizeOfLengths() {
    FormatContext narrow = new FormatContext(4, 8, 1 << 20, Limits.defaults());
    Bytes entry = new Bytes().u64(8).u32(0x1000).u32(0, 0).zeros(16);
    assertThat(SymbolTableEntry.length(narrow)).isEqualTo(entry.size());
    assertThat(SymbolTableEntry.decode(entry.cursor(narrow)).objectHeaderAddress())
        .isEqualTo(0x1000);
  }

  @Test
  void tooManySymbolsAndUnknownCacheTypesAreMalformed() {
    assertThatThrownBy(() -> SymbolTableNode.decode(node().cursor(), 1))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("number of symbols is 3");
    Bytes entry = new Bytes().u64(8, 0x1000).u32(3, 0).zeros(16);
    assertThatThrownBy(() -> SymbolTableEntry.decode(entry.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("cache type is 3");
  }

  @Test
  void signatureIsChecked() {
    Bytes bytes = new Bytes().text("SNOX").u8(1, 0).u16(0);
    assertThatThrownBy(() -> SymbolTableNode.decode(bytes.cursor(), 4))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("signature");
  }
}
