package io.hyperslab.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatypes;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestTextTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1, 1.0",
    "-0.0, -0.0",
    "1e22, 1e22",
    "1.5e-7, 1.5e-7",
    "NaN, nan",
    "-Infinity, -inf",
    "4.9e-324, 4.9e-324"
  })
  void doublesHaveTheFewestDigits(double value, String text) {
    assertThat(ShortestText.of(value)).isEqualTo(text);
  }

  @Test
  void narrowNumbersHaveFewerDigits() {
    NdArray halves = NdArray.zeros(Datatypes.FLOAT16, 3);
    // 0.1 as binary16 is 1638.25 / 2^14 rounded to 1638 / 16384; 65504 is the largest number.
    halves.setDouble(1638.0 / 16384, 0);
    halves.setDouble(65504, 1);
    halves.setDouble(Double.POSITIVE_INFINITY, 2);
    assertThat(ShortestText.of(halves, Datatypes.FLOAT16).apply(0)).isEqualTo("0.1");
    assertThat(ShortestText.of(halves, Datatypes.FLOAT16).apply(1)).isEqualTo("65500.0");
    assertThat(ShortestText.of(halves, Datatypes.FLOAT16).apply(2)).isEqualTo("inf");
    NdArray floats = NdArray.of(new float[] {0.1f});
    assertThat(ShortestText.of(floats, Datatypes.FLOAT32).apply(0)).isEqualTo("0.1");
  }

  @Test
  void wideNumbersKeepAllDigits() {
    NdArray quads = NdArray.zeros(Datatypes.FLOAT128, 1);
    quads.setBigDecimal(new BigDecimal("9007199254740993"), 0);
    assertThat(ShortestText.of(quads, Datatypes.FLOAT128).apply(0)).isEqualTo("9007199254740993.0");
  }
}
