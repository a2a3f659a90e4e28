package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against the definition, bit by bit, with data of sizes around that of the reader's window.
class BitReaderTest {
  private static final int[] SIZES = {0, 1, 7, 8, 9, 527, 528, 529, 8191, 8192, 8193, 17_000};

  @Test
  void readsFieldsOfAllWidths() {
    Random random = new Random(1);
    for (int size : SIZES) {
      byte[] data = noise(size, random);
      BitReader reader = new BitReader(MemorySegment.ofArray(data));
      long at = 0;
      while (at < size * 8L + 200) {
        int count = 1 + random.nextInt(64);
        assertThat(reader.read(count))
            .as("%d bits at %d of %d", count, at, size)
            .isEqualTo(bits(data, at, count));
        at += count;
        assertThat(reader.isExhausted()).isEqualTo(at > size * 8L);
      }
    }
  }

  @Test
  void readsManyFieldsAtOnce() {
    Random random = new Random(2);
    for (int size : SIZES) {
      byte[] data = noise(size, random);
      for (int count = 1; count <= 64; count++) {
        BitReader reader = new BitReader(MemorySegment.ofArray(data));
        int skipped = random.nextInt(8);
        long at = skipped;
        if (skipped > 0) {
          reader.read(skipped);
        }
        while (at < size * 8L + 100) {
          long[] fields = new long[1 + random.nextInt(512)];
          reader.read(fields, fields.length, count);
          for (long field : fields) {
            if (field != bits(data, at, count)) {
              assertThat(field)
                  .as("%d bits at %d of %d", count, at, size)
                  .isEqualTo(bits(data, at, count));
            }
            at += count;
          }
        }
      }
    }
  }

  @Test
  void countsZerosInGroupsAsOneByOne() {
    Random random = new Random(3);
    for (int size : SIZES) {
      for (int density = 1; density <= 128; density *= 4) {
        byte[] data = sparse(size, density, random);
        BitReader one = new BitReader(MemorySegment.ofArray(data));
        BitReader group = new BitReader(MemorySegment.ofArray(data));
        while (true) {
          int length = 1 + random.nextInt(32);
          int[] expected = new int[length];
          for (int i = 0; i < length; i++) {
            expected[i] = one.countZeros() << 1;
          }
          int[] counts = new int[length];
          group.countZeros(counts, 0, length, 1);
          assertThat(group.isExhausted()).isEqualTo(one.isExhausted());
          if (one.isExhausted()) {
            break;
          }
          assertThat(counts).isEqualTo(expected);
          int width = 1 + random.nextInt(31);
          int[] sums = counts.clone();
          group.addFields(sums, 0, length, width);
          for (int i = 0; i < length; i++) {
            assertThat(sums[i] - counts[i]).isEqualTo((int) one.read(width));
          }
        }
      }
    }
  }

  @Test
  void countsZerosAsTheDefinitionSays() {
    byte[] data = new byte[9000];
    data[8999] = 1;
    BitReader reader = new BitReader(MemorySegment.ofArray(data));
    assertThat(reader.countZeros()).isEqualTo(9000 * 8 - 1);
    assertThat(reader.isExhausted()).isFalse();
    reader.countZeros();
    assertThat(reader.isExhausted()).isTrue();
    reader.countZeros();
    assertThat(reader.read(64)).isZero();
  }

  private static byte[] noise(int size, Random random) {
    byte[] data = new byte[size];
    random.nextBytes(data);
    return data;
  }

  private static byte[] sparse(int size, int density, Random random) {
    byte[] data = new byte[size];
    for (int bit = random.nextInt(density); bit < size * 8; bit += 1 + random.nextInt(density)) {
      data[bit / 8] |= (byte) (0x80 >>> bit % 8);
    }
    return data;
  }

  private static long bits(byte[] data, long at, int count) {
    long bits = 0;
    for (long i = at; i < at + count; i++) {
      int bit = i < data.length * 8L ? data[(int) (i / 8)] >>> 7 - (int) (i % 8) & 1 : 0;
      bits = bits << 1 | bit;
    }
    return bits;
  }
}
