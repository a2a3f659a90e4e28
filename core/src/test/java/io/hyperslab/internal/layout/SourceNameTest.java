package io.hyperslab.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.MalformedFileException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNameTest {

  @ParameterizedTest
  @CsvSource({
    "plain.h5, false, plain.h5",
    "part-%b.h5, true, part-12.h5",
    "%b, true, 12",
    "%b%b, true, 1212",
    "100%%, false, 100%",
    "%%b, false, %b",
    "%%%b, true, %12",
    "'', false, ''"
  })
  void standsForTheBlock(String stored, boolean pattern, String twelfth) {
    SourceName name = new SourceName(stored);
    assertThat(name.isPattern()).isEqualTo(pattern);
    assertThat(name.forBlock(12)).isEqualTo(twelfth);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%", "%d", "%%%", "%B"})
  void otherPercentSignsAreRefused(String stored) {
    SourceName name = new SourceName(stored);
    assertThat(name.isPattern()).isFalse();
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> name.forBlock(0))
        .satisfies(e -> assertThat(e.found()).contains(stored));
  }
}
