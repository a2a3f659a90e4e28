package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What is known of selections without resolving them, against what they resolve to.
class SelectionBoundsTest {
  private static final long[] SHAPE = {9, 8};
  private final Random random = new Random(3);

  private Selection any() {
    return switch (random.nextInt(4)) {
      case 0 -> Selection.points(points());
      case 1 -> Selection.boxes(2, boxes());
      case 2 -> axis(random.nextInt(3), Hyperslab.UNLIMITED);
      default -> axis(random.nextInt(3), random.nextInt(3));
    };
  }

  private long[][] points() {
    return random.longs(4, 0, 8).mapToObj(n -> new long[] {n, n / 2}).toArray(long[][]::new);
  }

  private long[] boxes() {
    long[] corners = new long[4 * random.nextInt(4)];
    for (int i = 0; i < corners.length; i += 4) {
      corners[i] = random.nextInt(8);
      corners[i + 1] = random.nextInt(8);
      corners[i + 2] = corners[i] + random.nextInt((int) (9 - corners[i]));
      corners[i + 3] = corners[i + 1] + random.nextInt((int) (8 - corners[i + 1]));
    }
    return corners;
  }

  private Hyperslab axis(long start, long count) {
    long block = 1L + random.nextInt(2);
    return Hyperslab.of(
        new long[] {start, 1},
        new long[] {block + random.nextInt(2), 3},
        new long[] {count, random.nextInt(3)},
        new long[] {block, 2});
  }

  @Test
  void saysWhetherItMayReachABox() {
    for (int round = 0; round < 5_000; round++) {
      Selection selection = any();
      ResolvedSelection resolved = selection.resolve(SHAPE);
      long[] low = {random.nextInt(9), random.nextInt(8)};
      long[] high = {
        Math.min(8, low[0] + random.nextInt(4)), Math.min(7, low[1] + random.nextInt(4))
      };
      assertThat(selection.mayReach(low, high))
          .as("%s in %s to %s", selection, Arrays.toString(low), Arrays.toString(high))
          .isEqualTo(reaches(resolved, low, high));
    }
    assertThat(Selection.none().mayReach(new long[1], new long[1])).isFalse();
    assertThat(Selection.all().mayReach(new long[1], new long[1])).isTrue();
  }

  private static boolean reaches(ResolvedSelection resolved, long[] low, long[] high) {
    long[] at = new long[2];
    for (long ordinal = 0; ordinal < resolved.elementCount(); ordinal++) {
      resolved.coordinatesOf(ordinal, at);
      if (low[0] <= at[0] && at[0] <= high[0] && low[1] <= at[1] && at[1] <= high[1]) {
        return true;
      }
    }
    return false;
  }

  @Test
  void farAwayBlocksAreReachedOrNot() {
    Hyperslab endless =
        Hyperslab.of(
            new long[] {1L << 62},
            new long[] {1L << 61},
            new long[] {Hyperslab.UNLIMITED},
            new long[] {1});
    long last = 3L << 61;
    assertThat(endless.mayReach(new long[] {0}, new long[] {(1L << 62) - 1})).isFalse();
    assertThat(endless.mayReach(new long[] {last}, new long[] {last})).isTrue();
    assertThat(endless.mayReach(new long[] {last + 1}, new long[] {Long.MAX_VALUE - 1})).isFalse();
  }

  @Test
  void boxesOfARegularHyperslabAreRecognized() {
    for (int round = 0; round < 2_000; round++) {
      long[] corners = boxes();
      BoxSelection boxes = Selection.boxes(2, corners);
      boxes
          .asHyperslab()
          .ifPresent(slab ->
              assertThat(SelectionCases.offsets(slab.resolve(SHAPE)))
                  .isEqualTo(SelectionCases.offsets(boxes.resolve(SHAPE))));
    }
    long[] two = {2, 2};
    assertThat(Selection.boxes(2, 1, 1, 1, 2, 1, 4, 1, 5, 4, 1, 4, 2, 4, 4, 4, 5).asHyperslab())
        .contains(Hyperslab.of(new long[] {1, 1}, new long[] {3, 3}, two, new long[] {1, 2}));
    assertThat(Selection.boxes(1, 3, 9).asHyperslab()).isPresent();
    assertThat(Selection.boxes(1, 0, 0, 2, 2, 5, 5).asHyperslab()).isEmpty();
    assertThat(Selection.boxes(1, 2, 2, 0, 0).asHyperslab()).isEmpty();
    assertThat(Selection.boxes(1, 0, 2, 1, 3).asHyperslab()).isEmpty();
    assertThat(Selection.boxes(2, 0, 0, 0, 0, 1, 1, 1, 1).asHyperslab()).isEmpty();
    assertThat(Selection.boxes(1).asHyperslab()).isEmpty();
  }

  @Test
  void rowsOfBoxesAreCountedWithoutOverflow() {
    assertThat(Selection.boxes(2, 0, 0, 4, 9, 2, 0, 2, 0).rowCount()).isEqualTo(6);
    long far = Long.MAX_VALUE - 1;
    assertThat(Selection.boxes(3, 0, 0, 0, far, far, 0).rowCount()).isEqualTo(Long.MAX_VALUE);
    assertThat(Selection.boxes(1, 0, far).leastShape().orElseThrow())
        .containsExactly(Long.MAX_VALUE);
    assertThatIllegalArgumentException().isThrownBy(() -> Selection.boxes(1, 0, Long.MAX_VALUE));
  }

  @Test
  void runsNearABoxAreFound() {
    for (int round = 0; round < 2_000; round++) {
      RunSelection runs = runs();
      long[] low = {random.nextInt(9), random.nextInt(8)};
      long[] high = {
        low[0] + random.nextInt((int) (9 - low[0])), low[1] + random.nextInt((int) (8 - low[1]))
      };
      TreeSet<Integer> found = new TreeSet<>();
      runs.forEachRunNear(low, high, found::add);
      long[] at = new long[2];
      for (int run = 0; run < runs.runCount(); run++) {
        runs.coordinates(run, at);
        long last = at[1] + runs.length(run) - 1;
        if (low[0] <= at[0] && at[0] <= high[0] && at[1] <= high[1] && low[1] <= last) {
          assertThat(found).contains(run);
        }
      }
    }
  }

  private RunSelection runs() {
    RunBuilder builder = new RunBuilder(SHAPE);
    for (int run = random.nextInt(6); run > 0; run--) {
      long column = random.nextInt(8);
      builder.add(new long[] {random.nextInt(9), column}, 1 + random.nextInt((int) (8 - column)));
    }
    return builder.build();
  }

  @Test
  void gapsGoOnOverRows() {
    for (int round = 0; round < 500; round++) {
      RunSelection runs = runs();
      long[] offsets = SelectionCases.offsets(runs);
      for (long offset = 0; offset < 72; offset++) {
        long from = offset;
        long next = Arrays.stream(offsets).filter(n -> n >= from).min().orElse(Long.MAX_VALUE);
        assertThat(runs.absentFrom(offset))
            .isEqualTo(next == Long.MAX_VALUE ? next : next - offset);
      }
    }
  }
}
