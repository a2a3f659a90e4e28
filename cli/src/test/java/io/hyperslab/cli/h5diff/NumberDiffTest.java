package io.hyperslab.cli.h5diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.cli.h5diff.NumberDiff.Verdict;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// What C computes, worked out by hand.
class NumberDiffTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final NumberDiff EXACT = new NumberDiff(new Tolerance(NONE, NONE, false, true));

  private static NumberDiff within(double delta) {
    return new NumberDiff(new Tolerance(OptionalDouble.of(delta), NONE, false, true));
  }

  private static NumberDiff relative(double relative) {
    return new NumberDiff(new Tolerance(NONE, OptionalDouble.of(relative), false, true));
  }

  @Test
  void aDifferenceAsLargeAsTheToleranceIsNone() {
    assertThat(within(2).signed(1, 3, 4)).isEqualTo(Verdict.EQUAL);
    assertThat(within(2).signed(1, 4, 4)).isEqualTo(Verdict.ABSOLUTE);
    assertThat(relative(0.5).signed(2, 3, 4)).isEqualTo(Verdict.EQUAL);
    assertThat(relative(0.4).signed(2, 3, 4)).isEqualTo(Verdict.RELATIVE);
  }

  @Test
  void nothingIsInRelationToZero() {
    assertThat(relative(0.5).signed(0, 1, 4)).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(relative(0.5).floats(0, 1e-20, 8)).isEqualTo(Verdict.EQUAL);
    assertThat(relative(0.5).octets(0, 1)).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void whatHasNoSignIsSubtractedInATypeThatHas() {
    // 200 - 1 is -57 as a signed char
    assertThat(relative(57).unsigned(1, 200, 1)).isEqualTo(Verdict.EQUAL);
    assertThat(relative(56.9).unsigned(1, 200, 1)).isEqualTo(Verdict.RELATIVE);
  }

  @Test
  void smallIntegersWithSignArePromoted() {
    assertThat(relative(254).signed(1, -128, 1)).isEqualTo(Verdict.EQUAL);
    assertThat(NumberDiff.signedRow(Verdict.ABSOLUTE, 127, -128, 1))
        .isEqualTo("127             -128            255            ");
  }

  @Test
  void numbersThatAreNoneAreEqualUnlessTheyAreLookedAtAsBits() {
    assertThat(EXACT.floats(Double.NaN, -Double.NaN, 8)).isEqualTo(Verdict.EQUAL);
    assertThat(EXACT.floats(Double.NaN, 1, 8)).isEqualTo(Verdict.ABSOLUTE);
    assertThat(EXACT.floats(0.0, -0.0, 8)).isEqualTo(Verdict.ABSOLUTE);
  }

  @Test
  void floatsAreSubtractedAsFloats() {
    assertThat(NumberDiff.floatsRow(Verdict.ABSOLUTE, 0.1f, 0.2f, 4))
        .isEqualTo("0.1             0.2             0.1            ");
    assertThat(NumberDiff.floatsRow(Verdict.RELATIVE, 2, 3, 8))
        .isEqualTo("2               3               1               0.5           ");
    assertThat(NumberDiff.unsignedRow(Verdict.RELATIVE, 2, 3, 1))
        .isEqualTo("2               3               1               0.500000      ");
  }
}
