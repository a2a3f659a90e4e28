package io.hyperslab.cli.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnKindTest {
  @ParameterizedTest
  @CsvSource({
    "0, INTEGER",
    "-12, INTEGER",
    "+5, INTEGER",
    "007, TEXT",
    "1.5, FLOATING",
    "-.5, FLOATING",
    "5., FLOATING",
    "1e3, FLOATING",
    "1e, TEXT",
    "., TEXT",
    "-, TEXT",
    "1e999, TEXT",
    "nan, FLOATING",
    "-Inf, FLOATING",
    "true, BOOLEAN",
    "FALSE, BOOLEAN",
    "1+2j, COMPLEX",
    "1e-3-2.5e+4j, COMPLEX",
    "2j, TEXT",
    "abc, TEXT",
    "1-2, TEXT",
    "0x10, TEXT",
    "1f, TEXT"
  })
  void aCellIsWhatItLooksLike(String text, CellKind kind) {
    assertThat(CellKind.of(text)).isEqualTo(kind);
  }

  private static Datatype of(String... cells) {
    ColumnKind kind = new ColumnKind();
    for (String cell : cells) {
      kind.add(cell, false);
    }
    return kind.datatype();
  }

  @Test
  void aColumnHoldsAllOfItsCells() {
    assertThat(of("1", "-2")).isEqualTo(Datatypes.INT64);
    assertThat(of("1", "2.5")).isEqualTo(Datatypes.FLOAT64);
    assertThat(of("1", "")).isEqualTo(Datatypes.FLOAT64);
    assertThat(of("true", "false")).isEqualTo(Datatypes.BOOLEAN);
    assertThat(of("1", "1+1j")).isEqualTo(Datatypes.COMPLEX128);
    assertThat(of("1", "x")).isEqualTo(Datatypes.VARIABLE_STRING);
    assertThat(of("1", "true")).isEqualTo(Datatypes.VARIABLE_STRING);
    assertThat(of("", "")).isEqualTo(Datatypes.VARIABLE_STRING);
  }

  @Test
  void integersThatWouldLoseDigitsDoNot() {
    assertThat(of("9223372036854775807", "-9223372036854775808")).isEqualTo(Datatypes.INT64);
    assertThat(of("18446744073709551615", "0")).isEqualTo(Datatypes.UINT64);
    assertThat(of("18446744073709551616")).isEqualTo(Datatypes.VARIABLE_STRING);
    assertThat(of("18446744073709551615", "-1")).isEqualTo(Datatypes.VARIABLE_STRING);
    assertThat(of("9007199254740993", "0.5")).isEqualTo(Datatypes.VARIABLE_STRING);
  }

  @Test
  void whatStandsInQuotesIsText() {
    ColumnKind kind = new ColumnKind();
    kind.add("1", true);
    assertThat(kind.datatype()).isEqualTo(Datatypes.VARIABLE_STRING);
  }
}
