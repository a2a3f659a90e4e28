package io.hyperslab.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected texts are what printf of the C library writes.
class FloatFormatTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '|',
      value = {
        "%.3f|2.0005|2.001",
        "%.3f|-1234.5678|-1234.568",
        "%.0f|2.5|2",
        "%10.2e|12345.678|  1.23e+04",
        "%-10.2E<|12345.678|1.23E+04  <",
        "%+g|0.0001|+0.0001",
        "%g|123456789|1.23457e+08",
        "%.10g|123456789|123456789",
        "%010.3f|-2.5|-00002.500",
        "% .1f|2.25| 2.2",
        "%f|Infinity|inf",
        "%G|NaN|NAN",
        "%e|0|0.000000e+00",
        "v=%.1f%%|1|v=1.0%"
      })
  void writesWhatPrintfWrites(String format, double value, String expected) {
    assertThat(FloatFormat.of(format).format(value)).isEqualTo(expected);
  }

  @Test
  void refusesFormatsOfOtherThings() {
    assertThatIllegalArgumentException().isThrownBy(() -> FloatFormat.of("%d"));
    assertThatIllegalArgumentException().isThrownBy(() -> FloatFormat.of("%s%n"));
    assertThatIllegalArgumentException().isThrownBy(() -> FloatFormat.of("%f %f"));
    assertThatIllegalArgumentException().isThrownBy(() -> FloatFormat.of("plain"));
  }
}
