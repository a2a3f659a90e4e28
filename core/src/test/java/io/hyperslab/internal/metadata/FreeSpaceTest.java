package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeSpaceTest {
  private static final int END = 4096;

  /// From which addresses a request may be served.
  private interface Rule {
    boolean allows(int address, int size);
  }

  /// What is free, byte by byte.
  private final BitSet expected = new BitSet();

  private final SplittableRandom random = new SplittableRandom(11);

  private List<int[]> sections() {
    List<int[]> sections = new ArrayList<>();
    for (int from = expected.nextSetBit(0); from >= 0; from = expected.nextSetBit(from)) {
      int to = expected.nextClearBit(from);
      sections.add(new int[] {from, to});
      from = to;
    }
    return sections;
  }

  private void check(FreeSpace free) {
    List<int[]> found = new ArrayList<>();
    free.forEach((from, to) -> found.add(new int[] {(int) from, (int) to}));
    assertThat(found.toArray(new int[0][])).isDeepEqualTo(sections().toArray(new int[0][]));
  }

  private void change(FreeSpace free) {
    int from = random.nextInt(END);
    int to = Math.min(END, from + random.nextInt(300));
    switch (random.nextInt(12)) {
      case 0 -> {
        free.cut(END - to);
        expected.clear(END - to, END);
      }
      case 1, 2, 3 -> {
        free.remove(from, to);
        expected.clear(from, to);
      }
      default -> {
        free.add(from, to);
        expected.set(from, to);
      }
    }
  }

  /// The smallest section of those that are large enough, and its first address.
  private void takeAnywhere(FreeSpace free, int size) {
    int[] best = null;
    for (int[] section : sections()) {
      int held = section[1] - section[0];
      if (held >= size && (best == null || held < best[1] - best[0])) {
        best = section;
      }
    }
    long taken = free.take(size);
    assertThat(taken).isEqualTo(best == null ? FreeSpace.NONE : best[0]);
    if (best != null) {
      expected.clear(best[0], best[0] + size);
    }
  }

  /// The first address of a section that the rule allows; none only if no section has one.
  private void takeByRule(FreeSpace free, int size, Rule rule) {
    List<Long> possible = new ArrayList<>();
    for (int[] section : sections()) {
      for (int at = section[0]; at + size <= section[1]; at++) {
        if (rule.allows(at, size)) {
          possible.add((long) at);
          break;
        }
      }
    }
    long taken = free.takeByRule(size);
    if (possible.isEmpty()) {
      assertThat(taken).isEqualTo(FreeSpace.NONE);
    } else {
      assertThat(taken).isIn(possible);
      expected.clear((int) taken, (int) taken + size);
    }
  }

  private void changeAndTake(FreeSpace free, int most, Rule rule) {
    for (int i = 0; i < 5_000; i++) {
      change(free);
      int size = 1 + random.nextInt(most);
      if (random.nextBoolean()) {
        takeAnywhere(free, size);
      } else {
        takeByRule(free, size, rule);
      }
      check(free);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 64", "520, 64", "7, 3", "0, 1", "0, 1000"})
  void alignedSpaceIsFoundWhereThereIsSome(int base, int alignment) {
    FreeSpace free = FreeSpace.withAlignment(base, alignment);
    changeAndTake(free, 200, (address, _) -> (base + address) % alignment == 0);
  }

  @Test
  void spaceInsideAPageIsFoundWhereThereIsSome() {
    FreeSpace free = FreeSpace.inPages(128);
    changeAndTake(free, 127, (address, size) -> address / 128 == (address + size - 1) / 128);
  }

  @Test
  void theLeastRoomThatIsEnoughIsTaken() {
    FreeSpace free = FreeSpace.withAlignment(0, 100);
    free.add(1, 300);
    free.add(400, 550);
    free.add(601, 900);
    assertThat(free.takeByRule(150)).isEqualTo(400);
    assertThat(free.takeByRule(150)).as("the first of two").isEqualTo(100);
    assertThat(free.takeByRule(201)).isEqualTo(FreeSpace.NONE);
    assertThat(free.take(201)).isEqualTo(601);
  }
}
