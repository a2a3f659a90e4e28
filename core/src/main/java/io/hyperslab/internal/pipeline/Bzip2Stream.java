package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// Decodes a bzip2 stream: `BZh` and a digit, blocks, checksum of all blocks.
///
/// A decoded block is the data with its runs shortened: four equal bytes are followed by the number
/// of further ones. Each block and the stream end with a CRC-32 of the data, most significant bit
/// first.
final class Bzip2Stream {
  /// `BZh`, what a stream starts with.
  static final int MAGIC = 0x425A68;

  /// What a block starts with.
  static final long BLOCK_MAGIC = 0x314159265359L;

  /// What comes after the last block.
  static final long END_MAGIC = 0x177245385090L;

  private static final int BLOCK_UNIT = 100_000;
  private static final int RUN = 4;
  private static final int[] CRC_TABLE = crcTable();

  private final Bzip2Bits bits;
  private final Supplier<ByteBuffer> rooms;
  private final FilterContext context;
  private ByteBuffer room = ByteBuffer.allocate(0);
  private int crc;
  private long size;

  /// @param rooms gives buffers for the result, or throws if there should be no more of it
  Bzip2Stream(MemorySegment encoded, Supplier<ByteBuffer> rooms, FilterContext context) {
    this.bits = new Bzip2Bits(encoded, context);
    this.rooms = rooms;
    this.context = context;
  }

  /// Decodes the stream and returns its decoded size.
  long decode() {
    requireMagic(bits.read(24));
    int level = bits.read(8) - '0';
    if (level < 1 || level > 9) {
      throw context.malformed("bzip2 block size", level, "1 to 9");
    }
    Bzip2Block block = new Bzip2Block(bits, level * BLOCK_UNIT, context);
    int combined = 0;
    for (long magic = readMagic(); magic != END_MAGIC; magic = readMagic()) {
      if (magic != BLOCK_MAGIC) {
        throw context.malformed("bzip2 block magic", Long.toHexString(magic), "314159265359");
      }
      int stored = bits.read(32);
      block.decode();
      crc = -1;
      expandRuns(block);
      requireCrc(stored, ~crc);
      combined = Integer.rotateLeft(combined, 1) ^ stored;
    }
    requireCrc(bits.read(32), combined);
    return size;
  }

  private long readMagic() {
    return (long) bits.read(24) << 24 | bits.read(24);
  }

  private void expandRuns(Bzip2Block block) {
    int last = -1;
    int run = 0;
    for (int i = block.length(); i > 0; i--) {
      int value = block.next();
      if (run == RUN) {
        for (int more = value; more > 0; more--) {
          put(last);
        }
        run = 0;
        continue;
      }
      run = value == last ? run + 1 : 1;
      last = value;
      put(value);
    }
  }

  private void put(int value) {
    while (!room.hasRemaining()) {
      room = rooms.get();
    }
    room.put((byte) value);
    crc = nextCrc(crc, value);
    size++;
  }

  /// The checksum after one more byte, 0 to 255; it starts with all ones and is stored inverted.
  static int nextCrc(int crc, int value) {
    return crc << Byte.SIZE ^ CRC_TABLE[crc >>> 24 ^ value];
  }

  private void requireMagic(int magic) {
    if (magic != MAGIC) {
      throw context.malformed("bzip2 magic", Integer.toHexString(magic), "425a68");
    }
  }

  private void requireCrc(int stored, int computed) {
    if (stored != computed) {
      throw context.malformed(
          "bzip2 checksum", Integer.toHexString(stored), Integer.toHexString(computed));
    }
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int remainder = i << 24;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        remainder = remainder << 1 ^ (remainder < 0 ? 0x04C11DB7 : 0);
      }
      table[i] = remainder;
    }
    return table;
  }
}
