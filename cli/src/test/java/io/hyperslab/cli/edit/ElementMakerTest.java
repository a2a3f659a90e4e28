package io.hyperslab.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Opaque;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What IEEE 754 says about the types decides what is expected.
class ElementMakerTest {
  private static NdArray element(String value, Datatype type) {
    return ElementMaker.elements(GivenValues.of(List.of(value)), type);
  }

  @Test
  void integersAreNotRounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> element("9007199254740993", Datatypes.FLOAT64))
        .withMessageContaining("9007199254740993.0 is rounded");
    assertThatIllegalArgumentException().isThrownBy(() -> element("16777217", Datatypes.FLOAT32));
    assertThatIllegalArgumentException().isThrownBy(() -> element("2049", Datatypes.FLOAT16));
    assertThat(element("9007199254740992", Datatypes.FLOAT64).getDouble()).isEqualTo(0x1p53);
    assertThat(element("-16777216", Datatypes.FLOAT32).getDouble()).isEqualTo(-0x1p24);
    assertThat(element("2048", Datatypes.FLOAT16).getDouble()).isEqualTo(2048);
    assertThat(element("9007199254740993.0", Datatypes.FLOAT64).getDouble()).isEqualTo(0x1p53);
  }

  @Test
  void fractionsAreRoundedOnce() {
    String aboveHalfway = "1.000000059604644775390625000001"; // nearest as a double: halfway
    assertThat(element(aboveHalfway, Datatypes.FLOAT32).getDouble()).isEqualTo(Math.nextUp(1.0f));
    assertThat(element("0.1", Datatypes.FLOAT128).getDouble()).isEqualTo(0.1);
  }

  @Test
  void typesOfMoreDigitsThanADoubleKeepThem() {
    assertThat(element("9007199254740993", Datatypes.FLOAT128).getBigDecimal())
        .isEqualByComparingTo("9007199254740993");
    assertThat(element("9007199254740993.5", Datatypes.FLOAT128).getBigDecimal())
        .isEqualByComparingTo(new BigDecimal("9007199254740993.5"));
  }

  @Test
  void whatIsNoNumberIsOneOfEveryType() {
    for (Datatype type : List.of(Datatypes.FLOAT32, Datatypes.FLOAT64, Datatypes.FLOAT128)) {
      assertThat(element("nan", type).getDouble()).isNaN();
      assertThat(element("-inf", type).getDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> element("1e39", Datatypes.FLOAT32));
  }

  @Test
  void elementsThatNoArrayHoldsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            ElementMaker.elements(
                GivenValues.of(Collections.nCopies(8, "0")), new Opaque(1L << 28, "")));
  }
}
