package io.hyperslab.cli.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNameTest {
  @Test
  void aNameIsTakenApart() {
    assertThat(ColumnName.parse("pos[1].x").parts())
        .containsExactly(
            new ColumnName.Part("pos", List.of(1L)), new ColumnName.Part("x", List.of()));
    assertThat(ColumnName.parse("m[0,2]").parts())
        .containsExactly(new ColumnName.Part("m", List.of(0L, 2L)));
  }

  @Test
  void whatIsNoPlaceBelongsToTheName() {
    assertThat(ColumnName.parse("t [C]").parts())
        .containsExactly(new ColumnName.Part("t [C]", List.of()));
    assertThat(ColumnName.parse("a[1]b").parts())
        .containsExactly(new ColumnName.Part("a[1]b", List.of()));
    assertThat(ColumnName.parse("end.").parts())
        .containsExactly(new ColumnName.Part("end.", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "a[3].b[0,1]", "x\\.y", "a\\[1]", "back\\\\slash"})
  void aNameComesBack(String name) {
    assertThat(ColumnName.parse(name).toString()).isEqualTo(name);
  }
}
