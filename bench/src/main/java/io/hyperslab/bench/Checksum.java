package io.hyperslab.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// The CRC32C of bytes in any memory.
record Checksum(long value) {
  private static final int BLOCK = 1 << 16;

  static Checksum of(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    byte[] block = new byte[BLOCK];
    for (long start = 0; start < bytes.byteSize(); start += BLOCK) {
      int length = (int) Math.min(BLOCK, bytes.byteSize() - start);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, start, block, 0, length);
      crc.update(block, 0, length);
    }
    return new Checksum(crc.getValue());
  }

  /// Fails unless the bytes are those that this is the checksum of.
  ///
  /// @param source who read them
  void require(MemorySegment bytes, String source) {
    if (!of(bytes).equals(this)) {
      throw new IllegalStateException(source + " read other elements than were written");
    }
  }
}
