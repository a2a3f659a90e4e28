package io.hyperslab.internal.pipeline;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Arrays of two dimensions and one-byte elements in Blosc 2 frames whose chunks and blocks reach
/// beyond them.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Blosc2BlocksTest {
  private static final long ZEROS = 0x8100_0000_0000_0000L;
  private static final int MOST = 1 << 20;
  private static final int METALAYER = 109;
  private static final int HEADER = METALAYER + 44;
  private static final int CHUNK_HEADER = 16;

  /// Extents of an array, a chunk and a block.
  private record Extents(long[] array, int[] chunk, int[] block) {
    int inChunk(int axis) {
      return Math.ceilDiv(chunk[axis], block[axis]);
    }

    int chunkSize() {
      return inChunk(0) * block[0] * inChunk(1) * block[1];
    }

    int chunks(int axis) {
      return (int) Math.ceilDiv(array[axis], chunk[axis]);
    }
  }

  private static Extents extents(long rows, long columns, int... parts) {
    return new Extents(
        new long[] {rows, columns}, new int[] {parts[0], parts[1]}, new int[] {parts[2], parts[3]});
  }

  /// A frame.
  ///
  /// @param places what the index says of each chunk
  private static byte[] frame(Extents extents, byte[] chunks, long[] places) {
    ByteBuffer index = ByteBuffer.allocate(8 * places.length).order(ByteOrder.LITTLE_ENDIAN);
    index.asLongBuffer().put(places);
    byte[] stored = plainChunk(index.array(), index.capacity());
    int size = HEADER + chunks.length + stored.length;
    ByteBuffer frame = ByteBuffer.allocate(size);
    frame.put(2, "b2frame\0".getBytes(StandardCharsets.US_ASCII));
    frame.putInt(11, HEADER).putLong(16, size);
    frame.putLong(30, (long) places.length * extents.chunkSize()).putLong(39, chunks.length);
    int blockSize = extents.block()[0] * extents.block()[1];
    frame.putInt(48, 1).putInt(53, blockSize).putInt(58, extents.chunkSize());
    frame.put(91, (byte) 0xDE).putShort(92, (short) 1).put(94, (byte) 0xA4);
    frame.put(95, "b2nd".getBytes(StandardCharsets.US_ASCII));
    frame.put(99, (byte) 0xD2).putInt(100, 104).put(104, (byte) 0xC6).putInt(105, 44);
    frame.put(METALAYER + 2, (byte) 2);
    for (int axis = 0; axis < 2; axis++) {
      frame.putLong(METALAYER + 5 + 9 * axis, extents.array()[axis]);
      frame.putInt(METALAYER + 24 + 5 * axis, extents.chunk()[axis]);
      frame.putInt(METALAYER + 35 + 5 * axis, extents.block()[axis]);
    }
    frame.put(HEADER, chunks).put(HEADER + chunks.length, stored);
    return frame.array();
  }

  /// A chunk that is stored as it is.
  private static byte[] plainChunk(byte[] data, int blockSize) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_HEADER + data.length);
    chunk.order(ByteOrder.LITTLE_ENDIAN).put(0, (byte) 2).put(2, (byte) 2).put(3, (byte) 1);
    chunk.putInt(4, data.length).putInt(8, blockSize).putInt(12, chunk.capacity());
    return chunk.put(CHUNK_HEADER, data).array();
  }

  private static byte[] zeros(Extents extents) {
    long[] places = new long[extents.chunks(0) * extents.chunks(1)];
    Arrays.fill(places, ZEROS);
    return frame(extents, new byte[0], places);
  }

  private static byte[] decode(byte[] frame) {
    FilterContext context =
        new FilterContext(32026, "blosc2", new int[0], OptionalLong.empty(), MOST);
    return new Blosc2Filter().decode(MemorySegment.ofArray(frame), context).toArray(JAVA_BYTE);
  }

  /// Elements of a chunk, by blocks: each is its number in the array, or padding.
  private static byte[] numbers(Extents extents, long chunkRow, long chunkColumn) {
    ByteBuffer data = ByteBuffer.allocate(extents.chunkSize());
    for (int block = 0; block < extents.inChunk(0) * extents.inChunk(1); block++) {
      int firstRow = block / extents.inChunk(1) * extents.block()[0];
      int firstColumn = block % extents.inChunk(1) * extents.block()[1];
      for (int i = 0; i < extents.block()[0] * extents.block()[1]; i++) {
        int row = firstRow + i / extents.block()[1];
        int column = firstColumn + i % extents.block()[1];
        boolean padding = row >= extents.chunk()[0] || column >= extents.chunk()[1];
        long inArray = (chunkRow * extents.chunk()[0] + row) * extents.array()[1];
        long number = inArray + chunkColumn * extents.chunk()[1] + column;
        data.put((byte) (padding ? -1 : number));
      }
    }
    return data.array();
  }

  @Test
  void blocksAreFoundByTheirNumberAmongAllOfTheirChunk() {
    for (int[] parts : new int[][] {{4, 5, 2, 3}, {5, 7, 2, 2}, {3, 9, 3, 2}, {8, 8, 3, 3}}) {
      Extents extents = extents(5, 7, parts);
      int chunks = extents.chunks(0) * extents.chunks(1);
      ByteBuffer stored = ByteBuffer.allocate(chunks * (CHUNK_HEADER + extents.chunkSize()));
      long[] places = new long[chunks];
      for (int i = 0; i < chunks; i++) {
        places[i] = stored.position();
        byte[] data = numbers(extents, i / extents.chunks(1), i % extents.chunks(1));
        stored.put(plainChunk(data, parts[2] * parts[3]));
      }
      byte[] expected = new byte[35];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (byte) i;
      }
      assertThat(decode(frame(extents, stored.array(), places)))
          .as(Arrays.toString(parts))
          .isEqualTo(expected);
    }
  }

  @Test
  void blocksOfNothingButPaddingTakeNoTime() {
    Extents extents = extents(1000, 1, 1, Integer.MAX_VALUE, 1, 1);
    assertThat(decode(zeros(extents))).isEqualTo(new byte[1000]);
  }

  @Test
  void blocksOfLittleButPaddingAreRefused() {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(zeros(extents(1000, 1, 1, MOST, 1, MOST))))
        .withMessageContaining("extents of a block");
  }

  @Test
  void someBlocksThatAreLargerThanTheirArrayAreDecoded() {
    assertThat(decode(zeros(extents(1, 1, 1, MOST, 1, MOST)))).isEqualTo(new byte[1]);
    // No more padding than there are elements.
    assertThat(decode(zeros(extents(1 << 19, 1, 1 << 19, 2, 1, 2)))).hasSize(1 << 19);
  }
}
