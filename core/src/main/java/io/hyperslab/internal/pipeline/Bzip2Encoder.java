package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Encodes a bzip2 stream; [Bzip2Stream] has the format.
final class Bzip2Encoder {
  private static final int BLOCK_UNIT = 100_000;

  /// What bzip2 leaves free at the end of its blocks.
  private static final int RESERVE = 19;

  private static final int SHORTEST_RUN = 4;
  private static final int LONGEST_RUN = 255;

  private final MemorySegment source;
  private final BitWriter bits;
  private final byte[] block;
  private final Bzip2BlockEncoder encoder;
  private long position;
  private int size;
  private int crc;

  private Bzip2Encoder(MemorySegment source, int level, BitWriter bits) {
    this.source = source;
    this.bits = bits;
    // Runs of four take five bytes.
    long largest = Math.min(level * BLOCK_UNIT - RESERVE, source.byteSize() / 4 * 5 + 4);
    this.block = new byte[(int) largest];
    this.encoder = new Bzip2BlockEncoder(bits, block.length);
  }

  /// Writes all of `source`.
  ///
  /// @param level the size of the blocks in units of 100,000 bytes, 1 to 9
  /// @return whether there was room for it
  static boolean encode(MemorySegment source, int level, BitWriter bits) {
    return new Bzip2Encoder(source, level, bits).encode(level);
  }

  private boolean encode(int level) {
    bits.write(Bzip2Stream.MAGIC, 24);
    bits.write('0' + level, 8);
    int combined = 0;
    while (position < source.byteSize() && !bits.isOverfull()) {
      fillBlock();
      bits.write(Bzip2Stream.BLOCK_MAGIC, 48);
      bits.write(~crc, 32);
      combined = Integer.rotateLeft(combined, 1) ^ ~crc;
      encoder.encode(block, size);
    }
    bits.write(Bzip2Stream.END_MAGIC, 48);
    bits.write(combined, 32);
    bits.finish();
    return !bits.isOverfull();
  }

  /// Takes as many runs as the block has room for.
  private void fillBlock() {
    size = 0;
    crc = -1;
    while (position < source.byteSize()) {
      byte value = source.get(ValueLayout.JAVA_BYTE, position);
      int run = runLength(value);
      int stored = run < SHORTEST_RUN ? run : SHORTEST_RUN + 1;
      if (stored > block.length - size) {
        return;
      }
      for (int i = 0; i < run; i++) {
        crc = Bzip2Stream.nextCrc(crc, value & 0xFF);
      }
      for (int i = 0; i < Math.min(run, SHORTEST_RUN); i++) {
        block[size] = value;
        size++;
      }
      if (run >= SHORTEST_RUN) {
        block[size] = (byte) (run - SHORTEST_RUN);
        size++;
      }
      position += run;
    }
  }

  private int runLength(byte value) {
    long end = Math.min(source.byteSize(), position + LONGEST_RUN);
    long at = position + 1;
    while (at < end && source.get(ValueLayout.JAVA_BYTE, at) == value) {
      at++;
    }
    return (int) (at - position);
  }
}
