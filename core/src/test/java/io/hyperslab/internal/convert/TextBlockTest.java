package io.hyperslab.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.number.HeapRoom;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextBlockTest {
  /// Texts that make more than one part of a block, of any length around those that are copied in
  /// another way.
  private static final int COUNT = 20_000;

  private static TextRoom room() {
    return new TextRoom(HeapRoom.beside(MemorySegment.NULL), 0);
  }

  /// Texts one after the other in memory as a heap has them, and what is expected of them.
  private static final class Texts {
    private final byte[] memory;
    private final int[] starts = new int[COUNT];
    private final int[] sizes = new int[COUNT];
    private final int[] ends = new int[COUNT + 1];
    private final byte[] expected;

    /// @param nuls how many texts of a thousand have a NUL in them
    private Texts(int nuls) {
      SplittableRandom random = new SplittableRandom(nuls);
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      ByteArrayOutputStream texts = new ByteArrayOutputStream();
      for (int i = 0; i < COUNT; i++) {
        byte[] text = new byte[random.nextInt(random.nextInt(50) == 0 ? 2000 : 70)];
        for (int k = 0; k < text.length; k++) {
          text[k] = (byte) random.nextInt(1, 256);
        }
        int length = text.length;
        if (length > 0 && random.nextInt(1000) < nuls) {
          length = random.nextInt(length);
          text[length] = 0;
        }
        starts[i] = stored.size();
        sizes[i] = text.length;
        stored.writeBytes(text);
        texts.write(text, 0, length);
        ends[i + 1] = texts.size();
      }
      memory = stored.toByteArray();
      expected = texts.toByteArray();
    }
  }

  private static void assertPacked(Texts texts) {
    int[] offsets = new int[COUNT + 1];
    int middle = 7777;
    try (TextBlock first = new TextBlock(offsets, 0, middle, room());
        TextBlock second = new TextBlock(offsets, middle, COUNT - middle, room())) {
      second.takeAll(texts.memory, texts.starts, texts.sizes, middle, COUNT - 1);
      second.take(texts.memory, texts.starts[COUNT - 1], texts.sizes[COUNT - 1]);
      first.takeAll(texts.memory, texts.starts, texts.sizes, 0, middle);
      byte[] all = new byte[first.length() + second.length()];
      second.copyTo(all, first.length());
      first.copyTo(all, 0);
      assertThat(all).isEqualTo(texts.expected);
    }
    assertThat(offsets).isEqualTo(texts.ends);
  }

  @Test
  void textsOfAnyLengthLieOneAfterTheOther() {
    assertPacked(new Texts(0));
  }

  @Test
  void theFirstNulEndsATextHoweverManyOthersHaveOne() {
    assertPacked(new Texts(1));
    assertPacked(new Texts(300));
  }

  @Test
  void aBlockIsEmptyWhateverWasInItsMemoryBefore() {
    byte[] before = "before".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
    int[] offsets = new int[2];
    for (int i = 0; i < 3; i++) {
      try (TextBlock block = new TextBlock(offsets, 0, 1 << 20, room())) {
        assertThat(block.length()).isZero();
        block.add(before, 0, before.length);
        assertThat(block.length()).isEqualTo(before.length);
        byte[] all = new byte[before.length];
        block.copyTo(all, 0);
        assertThat(all).isEqualTo(before);
      }
    }
  }

  @Test
  void manyBlocksOfAFewTextsTakeLittleMemory() {
    HeapRoom little = HeapRoom.beside(MemorySegment.NULL);
    little.take(1, Runtime.getRuntime().maxMemory() / 4 * 3 - (1 << 16));
    byte[] text = new byte[20];
    TextRoom room = new TextRoom(little, 0);
    for (int i = 0; i < 5; i++) {
      try (TextBlock block = new TextBlock(new int[129], 0, 128, room)) {
        for (int j = 0; j < 128; j++) {
          block.add(text, 0, text.length);
        }
        assertThat(block.length()).isEqualTo(128 * text.length);
      }
    }
  }

  @Test
  void memoryThatNoTextFitsIntoCountsToo() {
    HeapRoom little = HeapRoom.beside(MemorySegment.NULL);
    little.take(1, Runtime.getRuntime().maxMemory() / 4 * 3 - (1 << 20));
    byte[] text = new byte[(1 << 17) + 1]; // of which one goes into a part for nearly two
    try (TextBlock block = new TextBlock(new int[4], 0, 3, new TextRoom(little, 0))) {
      block.add(text, 0, text.length);
      block.add(text, 0, text.length);
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> block.add(text, 0, text.length))
          .withMessageContaining("memory for one result");
    }
  }

  @Test
  void textsBeyondTheRoomAreALimit() {
    HeapRoom little = HeapRoom.beside(MemorySegment.NULL);
    little.take(1, Runtime.getRuntime().maxMemory() / 4 * 3 - 100_000);
    int[] offsets = new int[COUNT + 1];
    Texts texts = new Texts(0);
    try (TextBlock block = new TextBlock(offsets, 0, COUNT, new TextRoom(little, 0))) {
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> block.takeAll(texts.memory, texts.starts, texts.sizes, 0, COUNT))
          .withMessageContaining("memory for one result");
    }
  }
}
