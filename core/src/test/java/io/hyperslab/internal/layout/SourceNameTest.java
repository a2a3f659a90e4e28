package io.hyperslab.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.MalformedFileException;
import java.util.OptionalLong;
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
  @CsvSource({
    "part-%b.h5, part-12.h5, 12",
    "part-%b.h5, part-0.h5, 0",
    "part-%b.h5, part-012.h5, -1",
    "part-%b.h5, part-.h5, -1",
    "part-%b.h5, part-12, -1",
    "part-%b.h5, part-b.h5, -1",
    "part-%b.h5, part-999999999999999999.h5, 999999999999999999",
    "part-%b.h5, part-99999999999999999999999.h5, -1",
    "%b0, 100, 10",
    "%b%b, 1212, 12",
    "%b%b, 1213, -1",
    "%%%b%%, %7%, 7",
    "plain, plain, -1"
  })
  void theBlockIsReadFromTheName(String stored, String text, long block) {
    OptionalLong expected = block < 0 ? OptionalLong.empty() : OptionalLong.of(block);
    assertThat(new SourceName(stored).blockOf(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"part-%b.h5, part-", "%b, ''", "100%%%b%%, 100%", "%%b, %b"})
  void allNamesBeginAlike(String stored, String start) {
    assertThat(new SourceName(stored).beforeBlock()).isEqualTo(start);
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
