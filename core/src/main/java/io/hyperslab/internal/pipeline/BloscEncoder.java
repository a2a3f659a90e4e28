package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Encodes a chunk of Blosc 1 ([BloscChunk]), for one encode of one chunk.
final class BloscEncoder {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int HEADER_SIZE = 16;
  private static final int FORMAT_VERSION = 2;
  private static final int CODEC_VERSION = 1;
  private static final int BYTE_SHUFFLE = 1;
  private static final int BIT_SHUFFLE = 2;
  private static final int SHUFFLE_FLAG = 1;
  private static final int BITSHUFFLE_FLAG = 1 << 2;
  private static final int NOT_SPLIT_FLAG = 1 << 4;

  private final BloscSettings settings;
  private final MemorySegment source;
  private final MemorySegment target;
  private final int blocksize;
  private final BlockEncoder encoder;
  private final BitshuffleKernel bitshuffle = new BitshuffleKernel();
  private final MemorySegment shuffled;
  private final MemorySegment compressed;
  private long size;

  /// @param source the chunk, at least one byte and not more than [BloscSettings#LARGEST_CHUNK]
  /// @param target room for the result
  BloscEncoder(BloscSettings settings, MemorySegment source, MemorySegment target) {
    this.settings = settings;
    this.source = source;
    this.target = target;
    this.blocksize = settings.blocksize((int) source.byteSize());
    this.encoder = settings.codec().encoder(settings.codecLevel());
    this.shuffled = Scratch.ofSize(blocksize);
    this.compressed = Scratch.ofSize(encoder.room(blocksize));
  }

  /// Encodes the chunk and returns how many bytes that took; -1 if there is not enough room.
  long encode() {
    long chunkSize = source.byteSize();
    long blocks = Math.ceilDiv(chunkSize, blocksize);
    size = HEADER_SIZE + blocks * Integer.BYTES;
    // Blosc copies data that is not to be compressed, for which there is no room.
    boolean isCopied = settings.level() == 0 || chunkSize < BloscSettings.SMALLEST_BLOCK;
    if (isCopied || size > target.byteSize()) {
      return -1;
    }
    for (long block = 0; block < blocks; block++) {
      long start = block * blocksize;
      target.set(INT, HEADER_SIZE + block * Integer.BYTES, (int) size);
      if (!encodeBlock(source.asSlice(start, Math.min(blocksize, chunkSize - start)))) {
        return -1;
      }
    }
    writeHeader();
    return size;
  }

  private void writeHeader() {
    target.set(BYTE, 0, (byte) FORMAT_VERSION);
    target.set(BYTE, 1, (byte) CODEC_VERSION);
    int flags = settings.codecNumber() << 5;
    flags |= settings.shuffle() == BYTE_SHUFFLE ? SHUFFLE_FLAG : 0;
    flags |= settings.shuffle() == BIT_SHUFFLE ? BITSHUFFLE_FLAG : 0;
    flags |= settings.splits(blocksize) ? 0 : NOT_SPLIT_FLAG;
    target.set(BYTE, 2, (byte) flags);
    target.set(BYTE, 3, (byte) settings.typesize());
    target.set(INT, 4, (int) source.byteSize());
    target.set(INT, 8, blocksize);
    target.set(INT, 12, (int) size);
  }

  private boolean encodeBlock(MemorySegment block) {
    MemorySegment data = shuffle(block);
    boolean isWhole = block.byteSize() == blocksize;
    int streams = isWhole && settings.splits(blocksize) ? settings.typesize() : 1;
    long streamSize = block.byteSize() / streams;
    for (int i = 0; i < streams; i++) {
      if (!encodeStream(data.asSlice(i * streamSize, streamSize))) {
        return false;
      }
    }
    return true;
  }

  private MemorySegment shuffle(MemorySegment block) {
    int typesize = settings.typesize();
    MemorySegment result = shuffled.asSlice(0, block.byteSize());
    if (settings.shuffle() == BYTE_SHUFFLE && typesize > 1) {
      ShuffleKernel.shuffle(block, result, typesize);
      return result;
    }
    // Blocks whose elements are not a multiple of eight are left alone.
    if (settings.shuffle() == BIT_SHUFFLE && block.byteSize() / typesize % Byte.SIZE == 0) {
      bitshuffle.shuffle(block, result, typesize);
      return result;
    }
    return block;
  }

  private boolean encodeStream(MemorySegment stream) {
    long encodedSize = encoder.encode(stream, compressed);
    boolean shrinks = encodedSize < stream.byteSize();
    long storedSize = shrinks ? encodedSize : stream.byteSize();
    if (storedSize > target.byteSize() - size - Integer.BYTES) {
      return false;
    }
    target.set(INT, size, (int) storedSize);
    size += Integer.BYTES;
    MemorySegment.copy(shrinks ? compressed : stream, 0, target, size, storedSize);
    size += storedSize;
    return true;
  }
}
