package io.hyperslab.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AscendingTest {
  private static int[] sorted(long[] keys) {
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.comparingLong(index -> keys[index]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 2047, 2049, 1L << 22, (1L << 33) + 5, Long.MAX_VALUE})
  void ordersKeysUpToAnyBound(long bound) {
    long[] keys = new Random(3).longs(5000, 0, bound).toArray();
    assertThat(Ascending.order(keys)).isEqualTo(sorted(keys));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 2047, 2049, 1L << 22, (1L << 33) + 5, Long.MAX_VALUE})
  void sortsNumbersByTheirUpperBits(long bound) {
    long[] numbers = new Random(5).longs(5000, 0, bound).toArray();
    for (int lowest : new int[] {0, 3, 20, 62}) {
      long[] expected =
          LongStream.of(numbers)
              .boxed()
              .sorted(Comparator.comparingLong(number -> number >>> lowest))
              .mapToLong(Long::longValue)
              .toArray();
      assertThat(Ascending.sort(numbers.clone(), lowest)).isEqualTo(expected);
    }
  }

  @Test
  void leavesNumbersThatAreInOrder() {
    assertThat(Ascending.sort(new long[] {9, 8, 17, 16}, 3)).containsExactly(9, 8, 17, 16);
    assertThat(Ascending.sort(new long[0], 20)).isEmpty();
  }

  @Test
  void leavesWhatIsInOrder() {
    assertThat(Ascending.order(new long[] {1, 1, 5, Long.MAX_VALUE})).containsExactly(0, 1, 2, 3);
    assertThat(Ascending.order(new long[0])).isEmpty();
  }
}
