package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.IndexRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisChunksTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1, 10, 4",
    "3, 1, 10, 4",
    "3, 2, 10, 4",
    "3, 4, 10, 4",
    "3, 5, 10, 4",
    "0, 9, 3, 4",
    "39, -1, 40, 7",
    "39, -3, 14, 7",
    "39, -8, 5, 7",
    "5, 1, 1, 7",
    "9, 2, 3, 40",
    "13, -2, 3, 40",
    "3, 1, 5000, 4",
    "3, 3, 2000, 4",
    "9000, -1, 5000, 4",
    "9000, -3, 2000, 4",
    "0, 1, 0, 7",
    "9223372036854775000, 1, 807, 1000",
    "9223372036854775000, 1, 807, 9",
    "9223372036854765000, 1, 10807, 4",
    "9223372036854765000, 2, 5404, 9",
    "9223372036854775806, -1, 807, 9",
    "9223372036854775806, -1, 10000, 7",
    "9223372036854775806, -8, 1000, 7"
  })
  void coverEveryStepOnceAndInItsChunk(long first, long step, long count, long chunkSize) {
    IndexRange range = new IndexRange(first, step, count);
    AxisChunks chunks = AxisChunks.of(range, chunkSize);
    long next = 0;
    for (long number = 0; number < chunks.count(); number++) {
      assertThat(chunks.from(number)).isEqualTo(next);
      assertThat(chunks.to(number)).isGreaterThan(next);
      for (; next < chunks.to(number); next++) {
        assertThat(range.at(next) / chunkSize).isEqualTo(chunks.chunk(number));
      }
    }
    assertThat(next).isEqualTo(range.count());
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "4", "100"})
  void meetEachChunkOfAnUnsortedListOnce(long chunkSize) {
    AxisIndices list = AxisIndices.ofList(7, 0, 3, 12, 3, 1, 8);
    AxisChunks chunks = AxisChunks.of(list, chunkSize);
    long steps = 0;
    long before = -1;
    for (long number = 0; number < chunks.count(); number++) {
      assertThat(chunks.chunk(number)).isGreaterThan(before);
      before = chunks.chunk(number);
      for (long at = chunks.from(number); at < chunks.to(number); at++) {
        assertThat(list.walkIndex(at) / chunkSize).isEqualTo(before);
        steps++;
      }
    }
    assertThat(steps).isEqualTo(7);
  }

  @Test
  void costNothingForAHugeRange() {
    AxisChunks chunks = AxisChunks.of(new IndexRange(5, 1, 1L << 40), 2);
    assertThat(chunks.count()).isEqualTo((1L << 39) + 1);
    assertThat(chunks.chunk(1L << 39)).isEqualTo((1L << 39) + 2);
  }
}
