package io.hyperslab.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopiedObjectsTest {
  private final CopiedObjects objects = new CopiedObjects();

  @Test
  void whatWasNotCopiedIsNotFound() {
    assertThat(objects.find(0)).isEqualTo(CopiedObjects.NONE);
    objects.put(96, 48);
    assertThat(objects.find(48)).isEqualTo(CopiedObjects.NONE);
  }

  @Test
  void everyCopyIsFoundHoweverManyThereAre() {
    for (long i = 0; i < 10_000; i++) {
      objects.put(i * 272, i);
    }
    for (long i = 0; i < 10_000; i++) {
      assertThat(objects.find(i * 272)).isEqualTo(i);
    }
    assertThat(objects.find(1)).isEqualTo(CopiedObjects.NONE);
  }
}
