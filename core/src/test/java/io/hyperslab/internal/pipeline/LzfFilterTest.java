package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LzfFilterTest extends FilterBattery {
  LzfFilterTest() {
    super(new LzfFilter(), "lzf.bin");
  }

  @Test
  void decodesLiteralsAndBothFormsOfMatches() {
    byte[] stored = {3, 'a', 'b', 'c', 'd', 1 << 5, 3, (byte) (7 << 5), 2, 0};
    assertThat(decode(stored)).isEqualTo("abcdabcccccccccccc");
  }

  @Test
  void refusesMatchesFromBeforeTheData() {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(new byte[] {0, 'a', 1 << 5, 1}))
        .withMessageContaining("distance of a back reference is 2, expected at most 1");
  }

  @Test
  void refusesRunsThatAreCutOff() {
    for (byte[] cut : new byte[][] {{2, 'a', 'b'}, {0, 'a', 1 << 5}, {0, 'a', (byte) 0xE0, 0}}) {
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() -> decode(cut))
          .withMessageContaining("cut off");
    }
  }

  /// Streams of runs of all kinds and lengths, of data around the sizes at which the kernel moves
  /// its window on.
  @Test
  void decodesAnyRunsAsTheFormatSays() {
    Random random = new Random(32000);
    for (int size : new int[] {1, 40, 263, 8191, 8192, 8460, 24_575, 24_576, 24_840, 70_000}) {
      for (int kind = 0; kind < 8; kind++) {
        byte[] decoded = new byte[size];
        byte[] stored = randomRuns(decoded, kind, random);
        assertThat(decodedBytes(stored, size)).as("%d bytes, %d", size, kind).isEqualTo(decoded);
        byte[] longer = Arrays.copyOf(stored, stored.length + 2);
        assertThatExceptionOfType(FilterException.class)
            .isThrownBy(() -> decodedBytes(longer, size))
            .withMessageContaining("decoded size");
        assertThatExceptionOfType(FilterException.class)
            .isThrownBy(() -> decodedBytes(Arrays.copyOf(stored, stored.length - 1), size));
      }
    }
  }

  /// Fills `decoded` by runs chosen at random, and returns these as they are stored.
  private static byte[] randomRuns(byte[] decoded, int kind, Random random) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    int at = 0;
    while (at < decoded.length) {
      int rest = decoded.length - at;
      if (at == 0 || rest < 3 || random.nextInt(8) < kind) {
        int length = 1 + random.nextInt(Math.min(rest, random.nextBoolean() ? 2 : 32));
        runs.write(length - 1);
        for (int i = 0; i < length; i++) {
          decoded[at] = (byte) random.nextInt();
          runs.write(decoded[at]);
          at++;
        }
        continue;
      }
      int length = 3 + random.nextInt(Math.min(rest, random.nextBoolean() ? 8 : 264) - 2);
      int reach = Math.min(at, random.nextBoolean() ? 12 : 8192);
      int distance = random.nextInt(4) == 0 ? reach : 1 + random.nextInt(reach);
      int back = distance - 1;
      runs.write(Math.min(length - 2, 7) << 5 | back >>> 8);
      if (length >= 9) {
        runs.write(length - 9);
      }
      runs.write(back);
      for (int i = 0; i < length; i++) {
        decoded[at] = decoded[at - distance];
        at++;
      }
    }
    return runs.toByteArray();
  }

  @Test
  void refusesDistancesOneByteTooFarAtAnyPlace() {
    for (int size : new int[] {1, 2, 31, 40, 300, 8000, 8190}) {
      ByteArrayOutputStream runs = new ByteArrayOutputStream();
      for (int i = 0; i < size; i++) {
        runs.write(0);
        runs.write(i);
      }
      runs.write(1 << 5 | size >>> 8);
      runs.write(size);
      byte[] more = new byte[600];
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() -> decodedBytes(runs.toByteArray(), size + 3))
          .withMessageContaining("distance of a back reference is %d", size + 1);
      runs.writeBytes(more);
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() -> decodedBytes(runs.toByteArray(), size + 3 + 300))
          .withMessageContaining("distance of a back reference is %d", size + 1);
    }
  }

  @Test
  void encodesDataOfAnySizeAndReach() {
    Random random = new Random(1);
    for (int size :
        new int[] {2, 11, 12, 13, 40, 24_063, 24_064, 24_576, 24_577, 41_000, 200_003}) {
      for (int reach : new int[] {1, 5, 100, 8191, 8192, 8193}) {
        byte[] data = new byte[size];
        for (int at = 0; at < size; ) {
          if (at < reach || random.nextInt(5) == 0) {
            data[at++] = (byte) random.nextInt();
          } else {
            for (int i = random.nextInt(random.nextInt(20) == 0 ? 400 : 20);
                i >= 0 && at < size;
                i--) {
              data[at] = data[at - reach];
              at++;
            }
          }
        }
        byte[] room = new byte[size + size / 32 + 1];
        long stored = LzfEncoder.encode(MemorySegment.ofArray(data), MemorySegment.ofArray(room));
        assertThat(decodedBytes(Arrays.copyOf(room, (int) stored), size))
            .as("%d bytes, %d back", size, reach)
            .isEqualTo(data);
        byte[] less = new byte[(int) stored - 1];
        assertThat(LzfEncoder.encode(MemorySegment.ofArray(data), MemorySegment.ofArray(less)))
            .isEqualTo(-1);
      }
    }
  }

  @Test
  void findsRepetitionsBehindNoise() {
    // A plane of noise before planes that repeat: what shuffling makes of numbers.
    byte[] data = new byte[1 << 18];
    Random random = new Random(2);
    for (int i = 0; i < data.length; i++) {
      data[i] = i < data.length / 4 ? (byte) random.nextInt() : (byte) (i >> 12);
    }
    byte[] room = new byte[data.length];
    assertThat(LzfEncoder.encode(MemorySegment.ofArray(data), MemorySegment.ofArray(room)))
        .isBetween(data.length / 4L, data.length * 27L / 100);
  }

  private static byte[] decodedBytes(byte[] stored, int size) {
    FilterContext context =
        new FilterContext(32000, "lzf", new int[0], OptionalLong.of(size), 1 << 20);
    return bytes(new LzfFilter().decode(MemorySegment.ofArray(stored), context));
  }

  private static String decode(byte[] stored) {
    FilterContext context = new FilterContext(32000, "lzf", new int[0], OptionalLong.empty(), 1000);
    MemorySegment decoded = new LzfFilter().decode(MemorySegment.ofArray(stored), context);
    return new String(bytes(decoded), StandardCharsets.US_ASCII);
  }
}
