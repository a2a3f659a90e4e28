package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The rules are those that h5dump's own option parser has.
class OptionalValuesTest {
  private final OptionalValues values = new OptionalValues(Map.of("-A", "--onlyattr"));

  @Test
  void theNextArgumentIsTheValue() {
    assertThat(values.attach(List.of("dump", "-A", "0", "x.h5")))
        .containsExactly("dump", "--onlyattr=0", "x.h5");
  }

  @Test
  void theLastArgumentIsAFileAndNoValue() {
    assertThat(values.attach(List.of("dump", "-A", "x.h5")))
        .containsExactly("dump", "--onlyattr=", "x.h5");
  }

  @Test
  void anOptionIsNoValue() {
    assertThat(values.attach(List.of("-A", "-r", "x.h5")))
        .containsExactly("--onlyattr=", "-r", "x.h5");
  }

  @Test
  void aLongOptionTakesAValueOnlyBehindAnEqualsSign() {
    assertThat(values.attach(List.of("--onlyattr", "0", "--onlyattr=1", "x.h5")))
        .containsExactly("--onlyattr=", "0", "--onlyattr=1", "x.h5");
  }

  @Test
  void nothingIsChangedBehindTwoDashes() {
    assertThat(values.attach(List.of("--", "-A", "x.h5"))).containsExactly("--", "-A", "x.h5");
  }
}
