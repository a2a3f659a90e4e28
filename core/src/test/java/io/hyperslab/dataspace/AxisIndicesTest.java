package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AxisIndicesTest {

  /// Sequences of every kind together with their indices, written out by a plain loop.
  private static Map<AxisIndices, long[]> sequences() {
    Map<AxisIndices, long[]> sequences = new LinkedHashMap<>();
    for (long[] range : new long[][] {{0, 1, 0}, {4, 1, 7}, {2, 3, 5}, {9, -1, 10}, {20, -4, 5}}) {
      long[] indices = new long[(int) range[2]];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = range[0] + i * range[1];
      }
      sequences.put(new IndexRange(range[0], range[1], range[2]), indices);
    }
    long[][] blocks = {{0, 4, 2, 0, 6}, {3, 5, 3, 2, 8}, {1, 7, 4, 1, 9}, {2, 3, 2, 1, 2}};
    for (long[] b : blocks) {
      List<Long> whole = new ArrayList<>();
      for (long start = b[0]; whole.size() < b[3] + b[4]; start += b[1]) {
        for (long i = 0; i < b[2]; i++) {
          whole.add(start + i);
        }
      }
      long[] indices =
          whole.subList((int) b[3], (int) (b[3] + b[4])).stream().mapToLong(x -> x).toArray();
      sequences.put(new IndexBlocks(b[0], b[1], b[2], b[3], b[4]), indices);
    }
    Random random = new Random(3);
    for (int round = 0; round < 40; round++) {
      long[] list = random.longs(random.nextInt(12), 0, 15).toArray();
      if (round % 3 == 0) {
        Arrays.sort(list);
      }
      sequences.put(AxisIndices.ofList(list), list);
    }
    return sequences;
  }

  @Test
  void lookupsAgreeWithTheWrittenOutSequence() {
    sequences()
        .forEach((axis, indices) -> {
          String name = axis.toString();
          assertThat(written(axis)).as(name).isEqualTo(indices);
          long low = Arrays.stream(indices).min().orElse(0);
          long high = Arrays.stream(indices).max().orElse(-1);
          assertThat(axis.low()).as(name).isEqualTo(low);
          assertThat(axis.high()).as(name).isEqualTo(high);
          for (long index = 0; index < 40; index++) {
            long wanted = index;
            assertThat(axis.countBelow(index))
                .as(name)
                .isEqualTo(Arrays.stream(indices).filter(i -> i < wanted).count());
            assertThat(axis.atOrAfter(index))
                .as(name)
                .isEqualTo(
                    Arrays.stream(indices).filter(i -> i >= wanted).min().orElse(Long.MAX_VALUE));
            assertThat(axis.positionOf(index))
                .as(name)
                .isEqualTo(Arrays.stream(indices).boxed().toList().indexOf(index));
          }
          assertThat(axis.countBelow(Long.MAX_VALUE)).as(name).isEqualTo(indices.length);
          for (int position = 0; position < indices.length; position++) {
            int end = position + 1;
            while (end < indices.length && indices[end] == indices[end - 1] + 1) {
              end++;
            }
            assertThat(axis.runLength(position)).as(name).isEqualTo(end - position);
          }
        });
  }

  @Test
  void walkMeetsEachPositionOnceAndEachChunkOnce() {
    sequences()
        .forEach((axis, indices) -> {
          for (long chunkSize : new long[] {1, 2, 3, 4, 7, 100, Long.MAX_VALUE}) {
            assertWalk(axis, indices, chunkSize);
          }
        });
  }

  private static void assertWalk(AxisIndices axis, long[] indices, long chunkSize) {
    String name = axis + " by " + chunkSize;
    Set<Long> chunks = new HashSet<>();
    Set<Long> positions = new HashSet<>();
    long step = 0;
    while (step < axis.count()) {
      long chunk = axis.walkIndex(step) / chunkSize;
      long end = axis.walkEnd(step, chunkSize);
      assertThat(chunks.add(chunk)).as(name).isTrue();
      assertThat(end).as(name).isGreaterThan(step).isLessThanOrEqualTo(axis.count());
      for (; step < end; step++) {
        long position = axis.walkPosition(step);
        assertThat(positions.add(position)).as(name).isTrue();
        assertThat(axis.walkIndex(step)).as(name).isEqualTo(indices[(int) position]);
        assertThat(axis.walkIndex(step) / chunkSize).as(name).isEqualTo(chunk);
      }
    }
    assertThat(positions).as(name).hasSize(indices.length);
  }

  @Test
  void walkRunsGrowInIndexAndPosition() {
    sequences()
        .forEach((axis, indices) -> {
          for (long step = 0; step < axis.count(); step++) {
            long run = 1;
            while (step + run < axis.count()
                && axis.walkPosition(step + run) == axis.walkPosition(step) + run
                && axis.walkIndex(step + run) == axis.walkIndex(step) + run) {
              run++;
            }
            for (long most : new long[] {1, 2, run, run + 1, Long.MAX_VALUE}) {
              assertThat(axis.walkRunLength(step, most))
                  .as(axis.toString())
                  .isEqualTo(Math.min(run, most));
            }
          }
        });
  }

  @Test
  void withinFindsTheStepsOfABand() {
    sequences()
        .forEach((axis, indices) -> {
          for (long low = 0; low < 25; low += 3) {
            for (long high = low - 1; high < 40; high += 4) {
              AxisIndices.Span span = axis.within(low, high);
              for (long step = 0; step < axis.count(); step++) {
                long index = axis.walkIndex(step);
                assertThat(step >= span.from() && step < span.to())
                    .as("%s in %d..%d", axis, low, high)
                    .isEqualTo(index >= low && index <= high);
              }
              assertThat(span.length()).isNotNegative();
            }
          }
          assertThat(axis.within(0, Long.MAX_VALUE).length()).isEqualTo(indices.length);
        });
  }

  @Test
  void sliceAndShiftAgreeWithTheWrittenOutSequence() {
    sequences()
        .forEach((axis, indices) -> {
          for (int from = 0; from <= indices.length; from++) {
            for (int to = from; to <= indices.length; to++) {
              assertThat(written(axis.slice(from, to)))
                  .as("%s from %d to %d", axis, from, to)
                  .isEqualTo(Arrays.copyOfRange(indices, from, to));
            }
          }
          assertThat(written(axis.shift(5)))
              .isEqualTo(Arrays.stream(indices).map(i -> i + 5).toArray());
          assertThat(axis.shift(5).shift(-5)).isEqualTo(axis).hasSameHashCodeAs(axis);
          assertThatThrownBy(() -> axis.slice(0, axis.count() + 1))
              .isInstanceOf(IndexOutOfBoundsException.class);
        });
  }

  @Test
  void listsAndBlocksBecomeTheSimplestKind() {
    assertThat(AxisIndices.ofList(3, 5, 7)).isEqualTo(new IndexRange(3, 2, 3));
    assertThat(AxisIndices.ofList(7, 5, 3)).isEqualTo(new IndexRange(7, -2, 3));
    assertThat(AxisIndices.ofList(4)).isEqualTo(new IndexRange(4, 1, 1));
    assertThat(AxisIndices.ofList(4, 4)).isInstanceOf(IndexList.class);
    assertThat(AxisIndices.ofBlocks(2, 3, 4, 3)).isEqualTo(new IndexRange(2, 1, 12));
    assertThat(AxisIndices.ofBlocks(2, 3, 4, 1)).isEqualTo(new IndexRange(2, 3, 4));
    assertThat(AxisIndices.ofBlocks(2, 1, 1, 4)).isEqualTo(new IndexRange(2, 1, 4));
    assertThat(AxisIndices.ofBlocks(2, 5, 3, 2)).isEqualTo(new IndexBlocks(2, 5, 2, 0, 6));
  }

  @Test
  void longAxesDoNotOverflow() {
    long far = Long.MAX_VALUE - 1;
    IndexRange range = new IndexRange(0, far, 2);
    assertThat(range.high()).isEqualTo(far);
    assertThat(range.countBelow(far)).isEqualTo(1);
    assertThat(range.walkEnd(1, 1L << 62)).isEqualTo(2);
    IndexBlocks blocks = new IndexBlocks(1, 1L << 61, 1L << 60, 0, 3L << 60);
    assertThat(blocks.high()).isEqualTo((1L << 62) + (1L << 60));
    assertThat(blocks.countBelow(far)).isEqualTo(3L << 60);
    assertThat(new IndexRange(5, Long.MIN_VALUE, 1)).isEqualTo(new IndexRange(5, 1, 1));
  }

  @Test
  void indicesBeyondALongAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexRange(1, 1L << 62, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexRange(0, Long.MAX_VALUE, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexRange(3, -2, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexRange(3, Long.MIN_VALUE, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexRange(0, 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexRange(0, 1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexBlocks(0, 1L << 62, 2, 0, 6));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexBlocks(0, 2, 2, 0, 6));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexBlocks(0, 3, 2, 2, 6));
    assertThatIllegalArgumentException().isThrownBy(() -> AxisIndices.ofList(0, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AxisIndices.ofBlocks(0, 1L << 40, 1L << 40, 1L << 30));
    assertThatIllegalArgumentException().isThrownBy(() -> new IndexRange(2, 1, 2).shift(-3));
  }

  private static long[] written(AxisIndices axis) {
    long[] indices = new long[(int) axis.count()];
    for (int position = 0; position < indices.length; position++) {
      indices[position] = axis.at(position);
    }
    return indices;
  }
}
