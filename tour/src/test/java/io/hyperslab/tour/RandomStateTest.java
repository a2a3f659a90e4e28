package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The expected numbers are those of numpy 1.24.
class RandomStateTest {
  @Test
  void doublesAreThoseOfNumpyAlsoAfterTheStateWasRenewed() {
    double[] numbers = new RandomState(100).doubles(1000);
    assertThat(numbers)
        .startsWith(0.5434049417909654, 0.27836938509379616, 0.4245175907491331)
        .endsWith(0.5979637425112644);
  }

  @Test
  void integersAreThoseOfNumpy() {
    RandomState random = new RandomState(0);
    assertThat(random.ints(10, 60, 80)).containsExactly(72, 75, 60, 63, 63, 67, 69, 79, 78, 64);
    assertThat(random.ints(10, 0, 10)).containsExactly(7, 6, 8, 8, 1, 6, 7, 7, 8, 1);
  }

  @Test
  void normalNumbersAreThoseOfNumpy() {
    assertThat(new RandomState(2019).normals(5))
        .containsExactly(
            -0.21767896374028844,
            0.8214553545920232,
            1.4812778090390923,
            1.3318640422312171,
            -0.361865371996191);
  }
}
