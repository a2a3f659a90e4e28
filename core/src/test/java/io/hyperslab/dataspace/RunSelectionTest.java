package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunSelectionTest {

  @Test
  void adjoiningRunsMergeWithinARowOnly() {
    RunSelection runs =
        new RunBuilder(2, 6)
            .add(new long[] {0, 1}, 2)
            .add(new long[] {0, 3}, 3)
            .add(new long[] {1, 0}, 2)
            .build();
    assertThat(runs.runCount()).isEqualTo(2);
    assertThat(runs.length(0)).isEqualTo(5);
    assertThat(runs.coordinate(1, 0)).isEqualTo(1);
    assertThat(runs.coordinate(1, 1)).isZero();
    assertThat(runs.ordinal(1)).isEqualTo(5);
    assertThat(runs.isAscending()).isTrue();
    assertThat(runs.isAll()).isFalse();
  }

  @Test
  void lookupsInUnorderedOverlappingRunsFindTheFirst() {
    Random random = new Random(11);
    long[] shape = {3, 4, 7};
    for (int round = 0; round < 200; round++) {
      RunBuilder builder = new RunBuilder(shape);
      long[] expected = new long[60];
      int count = 0;
      for (int run = random.nextInt(8); run > 0; run--) {
        long[] at = {random.nextInt(3), random.nextInt(4), random.nextInt(7)};
        long length = 1L + random.nextInt((int) (7 - at[2]));
        builder.add(at, length);
        for (long i = 0; i < length; i++) {
          expected[count++] = SelectionCases.offset(at, shape) + i;
        }
      }
      RunSelection runs = builder.build();
      long[] offsets = Arrays.copyOf(expected, count);
      assertThat(SelectionCases.offsets(runs)).isEqualTo(offsets);
      SelectionTest.assertLookups("round " + round, runs, offsets);
      long[] set = Arrays.stream(offsets).sorted().distinct().toArray();
      assertThat(SelectionCases.offsets(builder.buildSet())).isEqualTo(set);
    }
  }

  @Test
  void runsByChunkAdjoin() {
    RunSelection runs =
        Selection.points(new long[][] {{5, 5}, {0, 0}, {5, 4}, {0, 5}, {1, 1}, {4, 4}, {0, 3}})
            .resolve(new long[] {6, 7});
    // chunks of 3 x 3 in rows of 3: {5,5} 4, {0,0} 0, {5,4} 4, {0,5} 1, {1,1} 0, {4,4} 4, {0,3} 1
    assertThat(runs.runsByChunk(new long[] {3, 3})).containsExactly(1, 4, 3, 6, 0, 2, 5);
  }

  @Test
  void runsMustLieInTheirRow() {
    RunBuilder builder = new RunBuilder(2, 3);
    assertThatThrownBy(() -> builder.add(new long[] {0, 1}, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> builder.add(new long[] {2, 0}, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> builder.add(new long[] {0, -1}, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> builder.add(new long[] {0}, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooManyRunsAreRefused() {
    RunBuilder builder = new RunBuilder(new long[] {100}, 40);
    for (long i = 0; i < 40; i++) {
      builder.add(new long[] {2 * i}, 1);
    }
    builder.add(new long[] {79}, 1);
    assertThat(builder.build().elementCount()).isEqualTo(41);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> builder.add(new long[] {90}, 1));
  }

  @Test
  void hugeBoxIsRefusedBeforeItFillsTheHeap() {
    long[] shape = {1L << 40, 2};
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Selection.boxes(2, 0, 0, (1L << 40) - 1, 0).resolve(shape));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Selection.none().union(Selection.of(":, 0")).resolve(shape));
  }

  @Test
  void ordinalsBeyondTheEndAreRefused() {
    ResolvedSelection runs = Selection.points(new long[][] {{1}, {0}}).resolve(new long[] {2});
    ResolvedSelection grid = Selection.of("[1, 0, 1]").resolve(new long[] {2});
    assertThatThrownBy(() -> runs.coordinatesOf(2, new long[1]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> grid.coordinatesOf(3, new long[1]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> grid.contiguousFrom(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(runs.ordinalOf(new long[] {2})).isEqualTo(-1);
    assertThat(grid.ordinalOf(new long[] {-1})).isEqualTo(-1);
  }

  @Test
  void equalRunsAreEqual() {
    long[] shape = {4};
    ResolvedSelection one = Selection.points(new long[][] {{1}, {2}}).resolve(shape);
    ResolvedSelection other = Selection.mask(shape, false, true, true, false).resolve(shape);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(Selection.none().resolve(shape));
  }
}
