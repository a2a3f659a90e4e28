package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A block whose end was never used, from 100 to 500.
class FractalHeapHolesTest {
  private final FractalHeapHoles holes = new FractalHeapHoles(0);

  @BeforeEach
  void makeBlock() {
    holes.add(100, 400);
    holes.untouched(100, 500);
  }

  @Test
  void whatIsTakenFromItsStartIsNotUntouchedAnyMore() {
    assertThat(holes.isUntouched(100, 400)).isTrue();
    holes.take(100, 60);
    assertThat(holes.isUntouched(100, 60)).isFalse();
    assertThat(holes.isUntouched(160, 340)).isTrue();
    holes.take(160, 340);
    assertThat(holes.isUntouched(160, 340)).isFalse();
    assertThat(holes.count()).isZero();
  }

  @Test
  void whatIsTakenFromAHoleThatReachesIntoItIsNotUntouchedAnyMore() {
    holes.take(100, 200);
    assertThat(holes.add(250, 50)).isEqualTo(250);
    assertThat(holes.isUntouched(250, 250)).isFalse();
    holes.take(250, 100);
    assertThat(holes.isUntouched(300, 50)).isFalse();
    assertThat(holes.add(310, 40)).isEqualTo(310);
    assertThat(holes.isUntouched(310, 190)).isFalse();
    assertThat(holes.isUntouched(350, 150)).isTrue();
  }

  @Test
  void whatIsTakenBeforeItLeavesItUntouched() {
    holes.take(100, 200);
    holes.add(150, 50);
    holes.take(150, 50);
    assertThat(holes.isUntouched(300, 200)).isTrue();
    holes.add(280, 20);
    holes.take(280, 20);
    assertThat(holes.isUntouched(300, 200)).isTrue();
  }
}
