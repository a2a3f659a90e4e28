package io.hyperslab.cli.h5diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubsetRequestTest {
  @Test
  void takesTheListsApart() {
    SubsetRequest.Parsed parsed = SubsetRequest.parse("/g/d[1, 2;;3,4]");
    assertThat(parsed.name()).isEqualTo("/g/d");
    SubsetRequest subset = parsed.subset().orElseThrow();
    assertThat(subset.start().orElseThrow()).containsExactly(1, 2);
    assertThat(subset.stride()).isEmpty();
    assertThat(subset.count().orElseThrow()).containsExactly(3, 4);
    assertThat(subset.block()).isEmpty();
  }

  @Test
  void whatIsLeftOutIsOneElement() {
    SubsetRequest subset = SubsetRequest.parse("d[]").subset().orElseThrow().complete(2);
    assertThat(subset.start().orElseThrow()).containsExactly(0, 0);
    assertThat(subset.count().orElseThrow()).containsExactly(1, 1);
  }

  @Test
  void aNameWithoutBracketsHasNone() {
    assertThat(SubsetRequest.parse("/d").subset()).isEmpty();
  }
}
