package io.hyperslab.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Lookup3Test {
  @Test
  void hashesAreThoseOfItsAuthor() {
    // From the self-test of lookup3.c, driver5().
    assertThat(hash("")).isEqualTo(0xdeadbeef);
    assertThat(hash("Four score and seven years ago")).isEqualTo(0x17770551);
  }

  private static int hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Lookup3.hash(bytes, 0, bytes.length);
  }
}
