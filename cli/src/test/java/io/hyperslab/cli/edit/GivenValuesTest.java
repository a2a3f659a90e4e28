package io.hyperslab.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.datatype.Datatypes;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class GivenValuesTest {
  private static GivenValues of(String... arguments) {
    return GivenValues.of(List.of(arguments));
  }

  @Test
  void listsAreAxes() {
    assertThat(of("3").shape()).isEmpty();
    assertThat(of("3", "4").shape()).containsExactly(2L);
    assertThat(of("[3]").shape()).containsExactly(1L);
    assertThat(of("[[1, 2, 3], [4, 5, 6]]").shape()).containsExactly(2L, 3L);
    assertThat(of("[1, 2]", "[3, 4]").shape()).containsExactly(2L, 2L);
    assertThat(of("[]").shape()).containsExactly(0L);
  }

  @Test
  void datatypesFollowFromTheValues() {
    assertThat(of("1", "-2").inferred()).isEqualTo(Datatypes.INT64);
    assertThat(of("18446744073709551615").inferred()).isEqualTo(Datatypes.UINT64);
    assertThat(of("1", "2.0").inferred()).isEqualTo(Datatypes.FLOAT64);
    assertThat(of("nan").inferred()).isEqualTo(Datatypes.FLOAT64);
    assertThat(of("0x1f").elements())
        .containsExactly(new Literal.Whole(BigInteger.valueOf(31), "0x1f"));
    assertThat(of("True").inferred()).isEqualTo(Datatypes.BOOLEAN);
    assertThat(of("some words").inferred()).isEqualTo(Datatypes.VARIABLE_STRING);
    assertThat(of("'3'").inferred()).isEqualTo(Datatypes.VARIABLE_STRING);
  }

  @Test
  void whatIsWrittenToATextIsNotRewritten() {
    assertThat(of("00123", "0x10", "+5", "1_000", "true", "NaN", "-Inf", "1.50").texts())
        .containsExactly("00123", "0x10", "+5", "1_000", "true", "NaN", "-Inf", "1.50");
  }

  @Test
  void digitsBehindAZeroAreTexts() {
    assertThat(of("00123").inferred()).isEqualTo(Datatypes.VARIABLE_STRING);
    assertThat(of("7", "-08", "1.5").inferred()).isEqualTo(Datatypes.VARIABLE_STRING);
    assertThat(of("0", "-0", "0x07").inferred()).isEqualTo(Datatypes.INT64);
    assertThat(of("00.5").inferred()).isEqualTo(Datatypes.FLOAT64);
    assertThatIllegalArgumentException().isThrownBy(() -> of("007", "True").inferred());
  }

  @Test
  void textsMayHaveQuotesAndEscapes() {
    assertThat(of("'a\\nb'", "\"it's\"", "it's", "").texts())
        .containsExactly("a\nb", "it's", "it's", "");
  }

  @Test
  void whatIsNoRegularListIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> of("[[1, 2], [3]]"));
    assertThatIllegalArgumentException().isThrownBy(() -> of("[1, [2]]"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("[1, 2"))
        .withMessage("value \"[1, 2\", position 5: expected ']'");
    assertThatIllegalArgumentException().isThrownBy(() -> of("'abc"));
    assertThatIllegalArgumentException().isThrownBy(() -> of("1", "x").inferred());
  }

  @Test
  void typesHaveNamesOfSeveralKinds() {
    assertThat(TypeNames.of("float64")).isEqualTo(Datatypes.FLOAT64);
    assertThat(TypeNames.of(">i4")).isEqualTo(Datatypes.INT32.bigEndian());
    assertThat(TypeNames.of("S10")).isEqualTo(Datatypes.fixedString(10));
    assertThat(TypeNames.of("string[10]")).isEqualTo(Datatypes.fixedString(10));
    assertThat(TypeNames.of("int16[2, 3]")).isEqualTo(Datatypes.array(Datatypes.INT16, 2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypeNames.of("flot64"))
        .withMessageStartingWith("there is no datatype 'flot64'");
  }
}
