package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptRowsTest {
  private static final long BYTES = 1 << 17;

  private static KeptRows rows(long... chunkShape) {
    return KeptRows.of(chunkShape, Integer.BYTES, BYTES);
  }

  @Test
  void rowsThatWouldBeALargePowerOfTwoApartHaveGapsOfOneLine() {
    assertThat(rows(64, 512)).isEqualTo(new KeptRows(512, 16, 64, Integer.BYTES));
    assertThat(rows(64, 512).size()).isEqualTo(BYTES + 64 * 64);
  }

  @Test
  void shortRowsAreTakenTogether() {
    assertThat(rows(16, 8, 256)).isEqualTo(new KeptRows(256, 16, 128, Integer.BYTES));
    assertThat(rows(32, 32, 32)).isEqualTo(new KeptRows(1024, 16, 32, Integer.BYTES));
  }

  @Test
  void otherChunksHaveNoGaps() {
    assertThat(rows(32768).isSpaced()).isFalse();
    assertThat(rows(128, 255).isSpaced()).isFalse();
    assertThat(KeptRows.of(new long[] {16, 512}, 4, 1 << 15).isSpaced()).isFalse();
    assertThat(KeptRows.of(new long[] {4096, 512}, 4, 1 << 23).isSpaced()).isFalse();
    assertThat(KeptRows.of(new long[] {64, 64}, 32, BYTES).isSpaced()).isFalse();
    assertThat(rows(128, 255).size()).isEqualTo(BYTES);
  }

  /// Runs of every kind find in memory with gaps what they find in memory without.
  @Test
  void runsFindTheElementsThatTheyName() {
    int[] numbers = IntStream.range(0, (int) BYTES / Integer.BYTES).toArray();
    KeptRows rows = rows(64, 512);
    MemorySegment kept = MemorySegment.ofArray(new int[(int) rows.size() / Integer.BYTES]);
    rows.in(kept).put(0, MemorySegment.ofArray(numbers));
    int[] found = kept.toArray(ValueLayout.JAVA_INT);
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 1500 : 20);
      int step = random.nextInt(3) == 0 ? 512 * (1 + random.nextInt(4)) : random.nextInt(1200);
      int count = 1 + random.nextInt(12);
      int extent = step * (count - 1) + length;
      int start = random.nextInt(Math.max(1, numbers.length - extent));
      boolean backwards = random.nextBoolean();
      int first = backwards ? start + step * (count - 1) : start;
      Visited expected = new Visited(numbers, count * length);
      expected.runs(first, backwards ? -step : step, 0, length, length, count);
      Visited actual = new Visited(found, count * length);
      rows.visitor(actual).runs(first, backwards ? -step : step, 0, length, length, count);
      assertThat(actual.result).isEqualTo(expected.result);
    }
  }

  @Test
  void elementsComeBack() {
    int[] numbers = IntStream.range(0, (int) BYTES / Integer.BYTES).toArray();
    KeptRows rows = rows(64, 512);
    MemorySegment kept = MemorySegment.ofArray(new byte[(int) rows.size()]);
    rows.in(kept).put(0, MemorySegment.ofArray(numbers));
    int[] back = new int[numbers.length];
    rows.get(kept, MemorySegment.ofArray(back));
    assertThat(Arrays.equals(back, numbers)).isTrue();
  }

  /// Takes elements as runs tell.
  private static final class Visited implements RunVisitor {
    private final int[] from;
    private final int[] result;

    Visited(int[] from, int size) {
      this.from = from;
      this.result = new int[size];
    }

    @Override
    public void run(long stored, long to, long length) {
      System.arraycopy(from, (int) stored, result, (int) to, (int) length);
    }
  }
}
