package io.hyperslab.internal.format.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Bytes;
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
  }

  @Test
  void signatureAndVersionAreChecked() {
    assertThatThrownBy(() -> LocalHeapHeader.decode(header("HEAR", 0).cursor()))
        .isInstanceOf(MalformedFileException.class);
    assertThatThrownBy(() -> LocalHeapHeader.decode(header("HEAP", 1).cursor()))
        .isInstanceOf(UnsupportedFeatureException.class);
  }
}
