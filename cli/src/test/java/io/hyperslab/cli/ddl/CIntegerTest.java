package io.hyperslab.cli.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CIntegerTest {
  @Test
  void aTextIsReadAsFarAsItIsANumber() {
    assertThat(CInteger.of("40x")).isEqualTo(40);
    assertThat(CInteger.of(" -5")).isEqualTo(-5);
    assertThat(CInteger.of("abc")).isZero();
    assertThat(CInteger.of("")).isZero();
  }

  @Test
  void theBaseIsToldByTheNumber() {
    assertThat(CInteger.unsigned("5,010,0x1f", 0)).isEqualTo(5);
    assertThat(CInteger.unsigned("5,010,0x1f", 2)).isEqualTo(8);
    assertThat(CInteger.unsigned("5,010,0x1f", 6)).isEqualTo(31);
    assertThat(CInteger.unsigned("99999999999999999999", 0)).isEqualTo(Long.MAX_VALUE);
  }
}
