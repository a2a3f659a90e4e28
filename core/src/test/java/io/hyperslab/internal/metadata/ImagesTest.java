package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
  private static final int SIZE = 3000;
  private static final int STEPS = 20_000;

  private final Images images = new Images();

  /// Where stored images have their bytes: far away, the byte of an address is its lowest one.
  private static final int FAR = 1 << 20;

  private static void readStored(long address, MemorySegment target) {
    for (int i = 0; i < target.byteSize(); i++) {
      target.set(ValueLayout.JAVA_BYTE, i, stored(address + i));
    }
  }

  private static byte stored(long address) {
    return (byte) (address < FAR ? 0 : address);
  }

  private byte[] content() {
    byte[] bytes = new byte[SIZE];
    images.read(0, MemorySegment.ofArray(bytes), ImagesTest::readStored);
    return bytes;
  }

  private long[] countAndSize() throws IOException {
    long[] sum = {0, 0};
    images.forEach((_, image) -> {
      sum[0]++;
      sum[1] += image instanceof Image.Stored ? 0 : image.size();
    });
    return sum;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /// One change, of the images and of the bytes that they stand for.
  private void change(Random random, byte[] expected) {
    int from = random.nextInt(SIZE - 1);
    int length = 1 + random.nextInt(Math.min(random.nextBoolean() ? 8 : 1500, SIZE - from));
    byte[] bytes = filled(length, random.nextInt());
    switch (random.nextInt(8)) {
      case 0 -> {
        images.cut(from, from + length);
        Arrays.fill(expected, from, from + length, (byte) 0);
        return;
      }
      case 1 -> images.write(from, bytes);
      case 2, 3 -> {
        long source = (long) FAR + from + random.nextInt(2);
        images.append(from, new Image.Stored(source, length), _ -> true);
        for (int i = 0; i < length; i++) {
          bytes[i] = stored(source + i);
        }
      }
      default -> images.overwrite(from, MemorySegment.ofArray(bytes), _ -> true);
    }
    System.arraycopy(bytes, 0, expected, from, length);
  }

  /// Some small pieces one behind the other.
  private void appendSome(Random random, byte[] expected) {
    int at = random.nextInt(SIZE / 2);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = filled(1 + random.nextInt(8), random.nextInt());
      images.overwrite(at, MemorySegment.ofArray(bytes), start -> start % 16 != 0);
      System.arraycopy(bytes, 0, expected, at, bytes.length);
      at += bytes.length;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverIsChangedAndUndoneTheBytesAreRightAndSoIsTheirMemory(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] expected = new byte[SIZE];
    for (int i = 0; i < STEPS; i++) {
      byte[] before = expected.clone();
      int mark = images.begin();
      change(random, expected);
      appendSome(random, expected);
      if (random.nextInt(3) == 0) {
        images.undo(mark);
        expected = before;
      }
      images.keep();
      assertThat(content()).isEqualTo(expected);
      long[] held = countAndSize();
      assertThat(images.held()).isEqualTo(64 * held[0] + held[1]);
    }
  }

  @Test
  void smallPiecesBecomeOneUntilItIsLongEnough() throws IOException {
    for (int i = 0; i < SIZE; i++) {
      images.overwrite(i, MemorySegment.ofArray(filled(1, i)), _ -> true);
    }
    assertThat(countAndSize()).containsExactly(3, SIZE);
    for (int i = 0; i < SIZE; i++) {
      assertThat(content()[i]).isEqualTo((byte) i);
    }
  }

  @Test
  void nothingIsLeftOfAnOperationThatAppendedAndFailed() throws IOException {
    images.overwrite(0, MemorySegment.ofArray(filled(3, 1)), _ -> true);
    int mark = images.begin();
    images.overwrite(3, MemorySegment.ofArray(filled(3, 2)), _ -> true);
    images.overwrite(1, MemorySegment.ofArray(filled(2, 3)), _ -> true);
    images.overwrite(6, MemorySegment.ofArray(filled(3, 4)), _ -> true);
    assertThat(countAndSize()).containsExactly(1, 9);
    images.cut(4, 7);
    images.undo(mark);
    assertThat(countAndSize()).containsExactly(1, 3);
    assertThat(Arrays.copyOf(content(), 10)).isEqualTo(Arrays.copyOf(filled(3, 1), 10));
  }
}
