package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against the definition, bit by bit, over several times the writer's buffer.
class BitWriterTest {
  private static final int SIZE = 20_000;

  private final Random random = new Random(4);
  private final byte[] expected = new byte[SIZE];
  private long bit;

  @Test
  void writesAllKindsOfFields() {
    byte[] target = new byte[SIZE];
    BitWriter writer = new BitWriter(MemorySegment.ofArray(target));
    int[] numbers = new int[64];
    long[] longs = new long[300];
    while (bit < (SIZE - 3000) * 8L) {
      int count = 1 + random.nextInt(64);
      int number = random.nextInt(65);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextInt(1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 100));
      }
      switch (random.nextInt(5)) {
        case 0 -> {
          long value = random.nextLong();
          writer.write(value, count);
          put(value, count);
        }
        case 1 -> {
          int longCount = random.nextInt(longs.length);
          Arrays.setAll(longs, i -> random.nextLong());
          writer.write(longs, longCount, count);
          for (int i = 0; i < longCount; i++) {
            put(longs[i], count);
          }
        }
        case 2 -> {
          int width = 1 + random.nextInt(31);
          writer.write(numbers, 0, number, width);
          for (int i = 0; i < number; i++) {
            put(numbers[i], width);
          }
        }
        case 3 -> {
          int shift = random.nextInt(4);
          writer.writeUnary(numbers, 0, number, shift);
          for (int i = 0; i < number; i++) {
            putUnary(numbers[i] >>> shift);
          }
        }
        default -> {
          writer.writeUnary(numbers[0]);
          putUnary(numbers[0]);
        }
      }
      assertThat(writer.bytes()).isEqualTo((bit + 7) / 8);
    }
    writer.finish();
    assertThat(target).isEqualTo(expected);
    assertThat(writer.bytes()).isEqualTo((bit + 7) / 8);
  }

  @Test
  void dropsWhatIsPastTheEnd() {
    for (int room : new int[] {0, 1, 7, 8, 4095, 4096, 4097, 5000}) {
      byte[] memory = new byte[room + 16];
      BitWriter writer = new BitWriter(MemorySegment.ofArray(memory).asSlice(0, room));
      for (int i = 0; i < room; i++) {
        writer.write(-1, 8);
      }
      assertThat(writer.isOverfull()).isFalse();
      for (int i = 0; i < 5000; i++) {
        writer.write(-1, 13);
        assertThat(writer.isOverfull()).isTrue();
      }
      writer.finish();
      byte[] filled = new byte[room + 16];
      Arrays.fill(filled, 0, room, (byte) -1);
      assertThat(memory).isEqualTo(filled);
    }
  }

  private void putUnary(int zeros) {
    bit += zeros;
    put(1, 1);
  }

  private void put(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      if ((value >>> i & 1) != 0) {
        expected[(int) (bit / 8)] |= (byte) (0x80 >>> bit % 8);
      }
      bit++;
    }
  }
}
