package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.error.LimitExceededException;
import org.junit.jupiter.api.Test;

class DataspaceTest {

  @Test
  void nullHasNoElement() {
    Dataspace space = Dataspace.ofNull();
    assertThat(space.isNull()).isTrue();
    assertThat(space.isScalar()).isFalse();
    assertThat(space.elementCount()).isZero();
    assertThat(space.rank()).isZero();
    assertThat(space).hasToString("NULL").isNotEqualTo(Dataspace.scalar());
  }

  @Test
  void scalarHasOneElement() {
    assertThat(Dataspace.scalar().elementCount()).isEqualTo(1);
    assertThat(Dataspace.scalar().isScalar()).isTrue();
    assertThat(Dataspace.simple()).isSameAs(Dataspace.scalar());
  }

  @Test
  void simpleMultipliesItsExtents() {
    Dataspace space = Dataspace.simple(1L << 31, 1L << 31);
    assertThat(space.elementCount()).isEqualTo(1L << 62);
    assertThat(space.rank()).isEqualTo(2);
    assertThat(space.isResizable()).isFalse();
    assertThat(space).hasToString("(2147483648, 2147483648)");
    assertThat(Dataspace.simple(1L << 40, 1L << 40, 0).elementCount()).isZero();
    assertThat(Dataspace.simple(Long.MAX_VALUE).elementCount()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void tooManyElementsAreRefused() {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Dataspace.simple(1L << 32, 1L << 31));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Dataspace.simple(1L << 32, 1L << 32, 2));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Dataspace.simple(Long.MAX_VALUE, 3, Long.MAX_VALUE));
  }

  @Test
  void maximumMakesItResizable() {
    Dataspace space = Dataspace.simple(new long[] {3, 4}, new long[] {Dataspace.UNLIMITED, 4});
    assertThat(space.isResizable()).isTrue();
    assertThat(space).hasToString("(3, 4) of at most (unlimited, 4)");
    assertThat(space).isNotEqualTo(Dataspace.simple(3, 4));
    assertThat(space)
        .isEqualTo(Dataspace.simple(new long[] {3, 4}, new long[] {-1, 4}))
        .hasSameHashCodeAs(Dataspace.simple(new long[] {3, 4}, new long[] {-1, 4}));
  }

  @Test
  void badShapesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Dataspace.simple(3, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> Dataspace.simple(new long[33]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataspace.simple(new long[] {3}, new long[] {2}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataspace.simple(new long[] {3}, new long[] {-2}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataspace.simple(new long[] {3}, new long[] {3, 3}));
    assertThat(Dataspace.simple(new long[32]).rank()).isEqualTo(32);
  }

  @Test
  void shapesAreCopied() {
    long[] shape = {3, 4};
    Dataspace space = Dataspace.simple(shape);
    shape[0] = 9;
    space.shape()[1] = 9;
    space.maxShape()[1] = 9;
    assertThat(space.shape()).containsExactly(3, 4);
    assertThat(space.maxShape()).containsExactly(3, 4);
  }
}
