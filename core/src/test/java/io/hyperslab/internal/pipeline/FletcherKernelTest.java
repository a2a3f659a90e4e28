package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FletcherKernelTest {
  @Test
  void sumsWordsAsTheDefinitionSays() {
    Random random = new Random(2);
    for (int size : new int[] {0, 1, 2, 3, 511, 512, 513, 1024, 4095, 131_072, 300_001}) {
      byte[] data = new byte[size];
      random.nextBytes(data);
      assertSums(data);
    }
  }

  @Test
  void noSumOverflows() {
    byte[] data = new byte[1 << 20];
    Arrays.fill(data, (byte) -1);
    assertSums(data);
    data[12345] = 0;
    assertSums(data);
  }

  @Test
  void zerosHaveTheSumZero() {
    assertThat(FletcherKernel.checksum(MemorySegment.ofArray(new byte[70_000]))).isZero();
  }

  private static void assertSums(byte[] data) {
    assertThat(FletcherKernel.checksum(MemorySegment.ofArray(data)))
        .as("%d bytes", data.length)
        .isEqualTo(byDefinition(data));
  }

  /// Word by word, each carry added back in at once.
  private static int byDefinition(byte[] data) {
    int sum = 0;
    int sumOfSums = 0;
    for (int i = 0; i < data.length; i += 2) {
      int low = i + 1 < data.length ? data[i + 1] & 0xFF : 0;
      sum += (data[i] & 0xFF) << 8 | low;
      sum = (sum & 0xFFFF) + (sum >>> 16);
      sumOfSums += sum;
      sumOfSums = (sumOfSums & 0xFFFF) + (sumOfSums >>> 16);
    }
    return sumOfSums << 16 | sum;
  }
}
