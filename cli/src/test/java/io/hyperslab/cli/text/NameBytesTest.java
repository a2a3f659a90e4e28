package io.hyperslab.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NameBytesTest {
  @Test
  void escapedBytesAreRestoredAmongOthers() {
    assertThat(NameBytes.of("a\udcff\u00e4\udc80\ud83d\ude00"))
        .containsExactly(new int[] {'a', 0xff, 0xc3, 0xa4, 0x80, 0xf0, 0x9f, 0x98, 0x80});
  }

  @Test
  void plainTextIsUtf8() {
    String text = "temp\u00e9rature \u2103";
    assertThat(NameBytes.of(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }
}
