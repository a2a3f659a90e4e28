package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisOverlapTest {
  private final Random random = new Random(7);

  private AxisIndices ascending() {
    long start = random.nextInt(20);
    long block = 1L + random.nextInt(4);
    return AxisIndices.ofBlocks(start, block + random.nextInt(5), random.nextInt(12), block);
  }

  private AxisIndices any() {
    return switch (random.nextInt(4)) {
      case 0 -> ascending();
      case 1 -> new IndexRange(random.nextInt(9), 1 + random.nextInt(6), random.nextInt(20));
      case 2 -> new IndexRange(60 + random.nextInt(9), -1 - random.nextInt(5), random.nextInt(12));
      default -> AxisIndices.ofList(random.longs(random.nextInt(15), 0, 50).toArray());
    };
  }

  @Test
  void pairsThePositionsOfSharedIndices() {
    for (int round = 0; round < 20_000; round++) {
      AxisIndices wanted = any();
      AxisIndices place = ascending();
      List<List<Long>> expected = new ArrayList<>();
      for (long i = 0; i < wanted.count(); i++) {
        for (long j = 0; j < place.count(); j++) {
          if (wanted.at(i) == place.at(j)) {
            expected.add(List.of(i, j));
          }
        }
      }
      AxisOverlap overlap = AxisOverlap.of(wanted, place, _ -> {}).orElseThrow();
      List<List<Long>> found = new ArrayList<>();
      for (long k = 0; k < overlap.count(); k++) {
        found.add(List.of(overlap.wantedAt(k), overlap.placed().at(k)));
      }
      assertThat(found).as("%s in %s", wanted, place).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void leadsToTheIndicesOfTheSource() {
    for (int round = 0; round < 5_000; round++) {
      AxisIndices place = ascending();
      AxisIndices source = AxisIndices.ofBlocks(3, 7, place.count(), 1);
      if (round % 2 == 0) {
        source = AxisIndices.ofBlocks(3, 7, place.count(), 4).slice(0, place.count());
      }
      AxisOverlap overlap = AxisOverlap.of(any(), place, _ -> {}).orElseThrow();
      AxisIndices through = overlap.through(source).orElseThrow();
      assertThat(through.count()).isEqualTo(overlap.count());
      for (long k = 0; k < overlap.count(); k++) {
        assertThat(through.at(k)).isEqualTo(source.at(overlap.placed().at(k)));
      }
    }
  }

  @Test
  void takesNoTimeForIndicesThatFollowARule() {
    long many = 1L << 60;
    AxisOverlap overlap =
        AxisOverlap.of(
                new IndexRange(5, 1_000_003, many >> 20),
                new IndexRange(0, 999_983, many >> 20),
                _ -> {})
            .orElseThrow();
    // 5 + 1000003 i = 999983 j: the steps are primes, so the two meet after every 999983 wanted.
    assertThat(overlap.wantedAt(1) - overlap.wantedAt(0)).isEqualTo(999_983);
    assertThat(5 + 1_000_003 * overlap.wantedAt(0)).isEqualTo(999_983 * overlap.placed().at(0));
    assertThat(overlap.count()).isGreaterThan(1L << 19);
  }

  @Test
  void doesNotListTooMany() {
    AxisIndices blocks = AxisIndices.ofBlocks(0, 4, 1L << 40, 2);
    assertThat(AxisOverlap.of(blocks, AxisIndices.ofBlocks(0, 3, 1L << 40, 2), _ -> {})).isEmpty();
  }
}
