package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Lookup3Test {
  /// What the algorithm's author prints for his own example.
  @Test
  void hashesTheAuthorsExample() {
    byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    assertThat(Lookup3.of(text, 0, text.length)).isEqualTo(0x17770551);
  }

  @Test
  void nothingHashesToTheInitialValue() {
    assertThat(Lookup3.of(new byte[3], 2, 2)).isEqualTo(0xdeadbeef);
  }
}
