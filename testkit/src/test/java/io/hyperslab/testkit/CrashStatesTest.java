package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.testkit.StorageChange.Force;
import io.hyperslab.testkit.StorageChange.Truncate;
import io.hyperslab.testkit.StorageChange.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CrashStatesTest {
  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static List<CrashState> kills(byte[] initial, StorageChange... log) throws IOException {
    List<CrashState> states = new ArrayList<>();
    long count = new CrashStates(initial, List.of(log)).visitKills(states::add);
    assertThat(states).hasSize((int) count);
    return states;
  }

  private static List<CrashState> powerLosses(int subsets, byte[] initial, StorageChange... log)
      throws IOException {
    List<CrashState> states = new ArrayList<>();
    long count = new CrashStates(initial, List.of(log)).visitPowerLosses(7, subsets, states::add);
    assertThat(states).hasSize((int) count);
    return states;
  }

  @Test
  void killsBetweenAndWithinChanges() throws IOException {
    List<CrashState> states =
        kills(
            new byte[] {1, 2, 3},
            new Write(2, new byte[] {6, 7, 8, 9}),
            new Force(),
            new Truncate(1));
    assertThat(states)
        .extracting(CrashState::image)
        .containsExactly(
            new byte[] {1, 2, 3},
            new byte[] {1, 2, 6},
            new byte[] {1, 2, 6, 7},
            new byte[] {1, 2, 6, 7, 8},
            new byte[] {1, 2, 6, 7, 8, 9},
            new byte[] {1, 2, 6, 7, 8, 9},
            new byte[] {1});
    assertThat(states).extracting(CrashState::moment).containsExactly(0, 0, 0, 0, 1, 2, 3);
    assertThat(states).extracting(CrashState::forced).containsExactly(0, 0, 0, 0, 0, 2, 2);
    assertThat(states.get(2).description())
        .isEqualTo("killed after 0 changes and 2 of 4 bytes at 2");
  }

  @Test
  void tearsWritesAtSectors() throws IOException {
    List<CrashState> states = kills(new byte[0], new Write(500, filled(1500, 1)));
    assertThat(states)
        .extracting(state -> state.image().length)
        .containsExactly(0, 501, 512, 1024, 1250, 1536, 1999, 2000);
  }

  @Test
  void tearsLongWritesAtAFewSectors() throws IOException {
    List<CrashState> states = kills(new byte[0], new Write(0, filled(1 << 20, 1)));
    assertThat(states).hasSizeBetween(10, 13);
    assertThat(states)
        .filteredOn(state -> state.image().length % 512 == 0)
        .hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void givesEachStateABufferOfItsOwn() throws IOException {
    new CrashStates(new byte[] {1, 2}, List.of(new Truncate(2), new Force()))
        .visitKills(state -> {
          assertThat(state.image()).containsExactly(1, 2);
          Arrays.fill(state.image(), (byte) 9);
        });
    new CrashStates(new byte[] {1, 2}, List.of(new Truncate(2), new Force()))
        .visitPowerLosses(
            1,
            2,
            state -> {
              assertThat(state.image()).containsExactly(1, 2);
              Arrays.fill(state.image(), (byte) 9);
            });
  }

  @Test
  void losesNothingThatWasForced() throws IOException {
    byte[] written = filled(2000, 5);
    List<CrashState> states =
        powerLosses(20, new byte[10], new Write(0, written), new Force(), new Truncate(2000));
    assertThat(states)
        .filteredOn(state -> state.moment() >= 2)
        .hasSizeGreaterThan(60)
        .allSatisfy(state -> {
          assertThat(state.image()).isEqualTo(written);
          assertThat(state.forced()).isEqualTo(2);
        });
    assertThat(states)
        .filteredOn(state -> state.moment() == 2)
        .as("nothing is left to be lost")
        .hasSize(1);
  }

  @Test
  void keepsAnySectorsOfWhatWasNotForced() throws IOException {
    List<CrashState> states = powerLosses(200, new byte[1200], new Write(100, filled(1000, 1)));
    Set<String> kept = new HashSet<>();
    for (CrashState state : states) {
      assertThat(state.image()).hasSize(1200);
      assertThat(state.forced()).isZero();
      kept.add(sectors(state.image()));
    }
    assertThat(kept)
        .containsExactlyInAnyOrder("000", "001", "010", "011", "100", "101", "110", "111");
  }

  /// Which of the three parts of the write are there, each whole or not at all.
  private static String sectors(byte[] image) {
    byte[] expected = image.clone();
    Arrays.fill(expected, 100, 512, image[100]);
    Arrays.fill(expected, 512, 1024, image[512]);
    Arrays.fill(expected, 1024, 1100, image[1024]);
    assertThat(image).isEqualTo(expected);
    return "" + image[100] + image[512] + image[1024];
  }

  @Test
  void losesTruncationsAndSizesToo() throws IOException {
    Set<Integer> sizes = new HashSet<>();
    Set<Boolean> zeros = new HashSet<>();
    for (CrashState state :
        powerLosses(200, filled(600, 3), new Truncate(100), new Write(90, filled(20, 4)))) {
      if (state.moment() == 2) {
        sizes.add(state.image().length);
        zeros.add(state.image().length == 110 && state.image()[105] == 0);
      }
    }
    assertThat(sizes).containsExactlyInAnyOrder(600, 100, 110);
    assertThat(zeros).as("the size without the bytes").contains(true);
  }

  @Test
  void enumeratesTheSameStatesForTheSameSeed() throws IOException {
    StorageChange[] log = {new Write(0, filled(5000, 1)), new Write(300, filled(5000, 2))};
    List<CrashState> once = powerLosses(10, new byte[0], log);
    List<CrashState> again = powerLosses(10, new byte[0], log);
    assertThat(once).usingRecursiveFieldByFieldElementComparator().isEqualTo(again);
  }
}
