package io.hyperslab.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FloatTextTest {
  @Test
  void writesDoublesAsTheCLibraryDoes() throws IOException {
    int lines = 0;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/fixtures/floats.txt")),
                StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, 16), 16));
        assertThat(FloatText.general(value)).as(line).isEqualTo(line.substring(17));
        lines++;
      }
    }
    assertThat(lines).isGreaterThan(80);
  }

  @Test
  void writesNumbersBeyondTheRangeOfDouble() {
    assertThat(FloatText.general(new BigDecimal("-1.2345678e4000"))).isEqualTo("-1.23457e+4000");
    assertThat(FloatText.general(new BigDecimal("2.5e-4000"))).isEqualTo("2.5e-4000");
  }

  @Test
  void signsAreKeptWhereNumbersHaveNone() {
    assertThat(FloatText.general(-0.0)).isEqualTo("-0");
    assertThat(FloatText.general(Double.longBitsToDouble(0xfff8_0000_0000_0000L)))
        .isEqualTo("-nan");
    assertThat(FloatText.general(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }
}
