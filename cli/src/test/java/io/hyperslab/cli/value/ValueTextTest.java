package io.hyperslab.cli.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.FloatingPoint;
import org.junit.jupiter.api.Test;

/// The texts of numbers are those that Python prints, or hand-computed.
class ValueTextTest {
  private static Value.Real real(NdArray array) {
    return new RealColumn(array, (FloatingPoint) array.datatype()).at(0);
  }

  private static String text(int digits, double number) {
    return new ValueText(digits, false).of(real(NdArray.of(new double[] {number})));
  }

  private static String exact(double number) {
    return text(ValueText.ALL_DIGITS, number);
  }

  @Test
  void numbersHaveTheDigitsThatReadThemBack() {
    assertThat(exact(0.1)).isEqualTo("0.1");
    assertThat(exact(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(exact(-0.0)).isEqualTo("-0.0");
    assertThat(exact(1e15)).isEqualTo("1000000000000000.0");
    assertThat(exact(1.5e300)).isEqualTo("1.5e+300");
    assertThat(exact(1e-7)).isEqualTo("1e-07");
    assertThat(exact(Double.NaN)).isEqualTo("nan");
    assertThat(exact(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }

  @Test
  void smallerNumbersHaveFewerDigits() {
    ValueText text = ValueText.exact();
    assertThat(text.of(real(NdArray.of(new float[] {0.1f})))).isEqualTo("0.1");
    NdArray halves = NdArray.zeros(Datatypes.FLOAT16, 1);
    halves.setDouble(Float.float16ToFloat(Float.floatToFloat16(0.1f)), 0);
    assertThat(text.of(real(halves))).isEqualTo("0.1");
    halves.setDouble(65504, 0);
    assertThat(text.of(real(halves))).isEqualTo("65500.0"); // as NumPy prints the largest
  }

  @Test
  void roundedNumbersDoNotPretendToHaveMoreDigits() {
    assertThat(text(3, 2.0 / 3)).isEqualTo("0.667");
    assertThat(text(3, 123456)).isEqualTo("1.23e+05");
    assertThat(text(3, 123000)).isEqualTo("123000.0");
    assertThat(text(8, 787250330000001.0)).isEqualTo("7.8725033e+14");
  }

  @Test
  void textsAmongOthersHaveQuotes() {
    ValueText text = ValueText.exact();
    assertThat(text.of(new Value.Text("a\"b\n"))).isEqualTo("\"a\\\"b\\n\"");
    assertThat(text.plain(new Value.Text("a\"b"))).isEqualTo("a\"b");
  }
}
