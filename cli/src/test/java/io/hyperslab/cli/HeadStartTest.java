package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeadStartTest {
  @Test
  void itGetsAsFarAsAFirstValue() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeadStart.walk(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1.5\n");
  }
}
