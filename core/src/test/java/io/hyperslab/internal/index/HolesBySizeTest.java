package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.internal.format.heap.FreeSpaceSections.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HolesBySizeTest {
  private record Hole(long size, long offset) {}

  /// Holes as they were once, and what they have to be for ever.
  private record Known(HolesBySize holes, List<Hole> expected) {}

  private static NavigableSet<Hole> none() {
    return new TreeSet<>(Comparator.comparingLong(Hole::size).thenComparingLong(Hole::offset));
  }

  private static void check(HolesBySize holes, List<Hole> expected) {
    List<Section> sections = holes.sections();
    assertThat(sections.stream().map(section -> new Hole(section.size(), section.offset())))
        .isEqualTo(expected);
    assertThat(sections).allMatch(section -> section.type() == Section.SINGLE);
    assertThat(holes.differentSizes())
        .isEqualTo((int) expected.stream().mapToLong(Hole::size).distinct().count());
  }

  @Test
  void randomChangesAgreeWithASetAndLeaveOthersAsTheyWere() {
    SplittableRandom random = new SplittableRandom(5);
    NavigableSet<Hole> expected = none();
    List<Hole> present = new ArrayList<>();
    List<Known> known = new ArrayList<>();
    HolesBySize holes = HolesBySize.NONE;
    for (int i = 0; i < 20_000; i++) {
      boolean growing = i / 2_500 % 2 == 0;
      Hole hole = new Hole(1 + random.nextInt(200), random.nextInt(1 << 20));
      if (random.nextInt(10) < (growing ? 7 : 2)) {
        if (expected.add(hole)) {
          present.add(hole);
          holes = holes.with(hole.size(), hole.offset());
        }
      } else if (!present.isEmpty()) {
        Hole removed = present.remove(random.nextInt(present.size()));
        expected.remove(removed);
        holes = holes.without(removed.size(), removed.offset());
      }
      Hole found = expected.ceiling(new Hole(hole.size(), 0));
      assertThat(holes.find(hole.size()).orElse(-1)).isEqualTo(found == null ? -1 : found.offset());
      if (i % 100 == 0) {
        known.add(new Known(holes, List.copyOf(expected)));
      }
    }
    known.forEach(each -> check(each.holes(), each.expected()));
  }

  @Test
  void manyInOrderAreTakenAwayInOrder() {
    HolesBySize holes = HolesBySize.NONE;
    for (int i = 0; i < 200_000; i++) {
      holes = holes.with(i, 3L * i);
    }
    assertThat(holes.differentSizes()).isEqualTo(200_000);
    assertThat(holes.sections()).hasSize(200_000);
    assertThat(holes.find(70_000)).hasValue(210_000);
    for (int i = 0; i < 200_000; i++) {
      holes = holes.without(i, 3L * i);
    }
    assertThat(holes.sections()).isEmpty();
    assertThat(holes.differentSizes()).isZero();
  }

  @Test
  void aHoleThatIsNotThereCannotBeTakenAway() {
    HolesBySize one = HolesBySize.NONE.with(10, 20);
    assertThatIllegalStateException().isThrownBy(() -> one.without(10, 21));
  }
}
