package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FillTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 1000, 65_535, 65_536, 65_537, 100_000})
  void repeatsTheElement(int size) {
    byte[] element = new byte[size];
    for (int i = 0; i < size; i++) {
      element[i] = (byte) (i + 1);
    }
    Fill fill = new Fill(element);
    try (Arena arena = Arena.ofConfined()) {
      for (int count : new int[] {0, 1, 2, 3, 7, 150}) {
        MemorySegment target = arena.allocate((long) size * count);
        fill.fill(target);
        byte[] filled = target.toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < filled.length; i++) {
          if (filled[i] != element[i % size]) {
            assertThat(filled[i])
                .as("byte %d of %d", i, filled.length)
                .isEqualTo(element[i % size]);
          }
        }
      }
    }
  }

  @Test
  void noValueAndZerosAreZeros() {
    for (byte[] element : new byte[][] {{}, {0}, {0, 0, 0}}) {
      byte[] target = {1, 2, 3, 4, 5, 6};
      new Fill(element).fill(MemorySegment.ofArray(target));
      assertThat(target).containsOnly(0);
    }
  }
}
