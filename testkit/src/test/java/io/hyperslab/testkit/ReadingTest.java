package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.MalformedFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final Reading SOUND = new Reading(Map.of("a", "1", "b", "2"), List.of());
  private static final Reading.Refusal REFUSAL =
      new Reading.Refusal(
          "b", Optional.empty(), new MalformedFileException("heap", 0, "size", "0", "1"));

  @Test
  void theSameReadingIsNoContradiction() {
    assertThat(SOUND.contradiction(SOUND)).isEmpty();
  }

  @Test
  void anotherValueIsOneEvenBesideARefusal() {
    assertThat(new Reading(Map.of("a", "3"), List.of(REFUSAL)).contradiction(SOUND)).isPresent();
    assertThat(new Reading(Map.of("c", "1"), List.of(REFUSAL)).contradiction(SOUND)).isPresent();
  }

  @Test
  void aMissingValueNeedsARefusal() {
    assertThat(new Reading(Map.of("a", "1"), List.of()).contradiction(SOUND)).isPresent();
    assertThat(new Reading(Map.of("a", "1"), List.of(REFUSAL)).contradiction(SOUND)).isEmpty();
  }
}
