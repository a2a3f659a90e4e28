package io.hyperslab.internal.format.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.DecoderLaws;
import org.junit.jupiter.api.Test;

class LocalHeapHeaderTest {
  private static Bytes header(String signature, int version) {
    return new Bytes().text(signature).u8(version, 0, 0, 0).u64(88, 1, 0x2a8);
  }

  @Test
  void headerSaysWhereTheDataSegmentIs() {
    Bytes bytes = header("HEAP", 0);
    assertThat(LocalHeapHeader.decode(bytes.cursor())).isEqualTo(new LocalHeapHeader(88, 1, 0x2a8));
    assertThat(LocalHeapHeader.length(Bytes.CONTEXT)).isEqualTo(bytes.size());
    DecoderLaws.holdFor(bytes, LocalHeapHeader::decode);
    Encoder out = new Encoder(Bytes.CONTEXT);
    LocalHeapHeader.decode(bytes.cursor()).encode(out);
    assertThat(out.toBytes()).isEqualTo(bytes.bytes());
  }

  @Test
  void freeBlocksSayWhereTheNextOneIs() {
    Bytes bytes = new Bytes().u64(1, 48);
    LocalHeapFreeBlock block = LocalHeapFreeBlock.decode(bytes.cursor());
    assertThat(block).isEqualTo(new LocalHeapFreeBlock(LocalHeapHeader.NO_FREE_BLOCK, 48));
    DecoderLaws.holdFor(bytes, LocalHeapFreeBlock::decode);
    Encoder out = new Encoder(Bytes.CONTEXT);
    block.encode(out);
    assertThat(out.toBytes()).isEqualTo(bytes.bytes());
  }

  @Test
  void allocatedHeadersAndFreeBlocksAreMultiplesOfEight() {
    // 4 + 1 + 3 + 4 + 4 + 4 bytes, and 4 + 4
    FormatContext narrow = new FormatContext(4, 4, 1 << 20, Limits.defaults());
    assertThat(LocalHeapHeader.length(narrow)).isEqualTo(20);
    assertThat(LocalHeapHeader.allocatedLength(narrow)).isEqualTo(24);
    assertThat(LocalHeapFreeBlock.smallest(narrow)).isEqualTo(8);
    FormatContext narrowest = new FormatContext(2, 2, 1 << 16, Limits.defaults());
    assertThat(LocalHeapFreeBlock.length(narrowest)).isEqualTo(4);
    assertThat(LocalHeapFreeBlock.smallest(narrowest)).isEqualTo(8);
  }

  @Test
  void signatureAndVersionAreChecked() {
    assertThatThrownBy(() -> LocalHeapHeader.decode(header("HEAR", 0).cursor()))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> LocalHeapHeader.decode(header("HEAP", 1).cursor()))
        .isInstanceOf(UnsupportedFeatureException.class);
  }
}
