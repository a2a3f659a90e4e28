package io.hyperslab.internal.metadata;

import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/// The bytes of a file as they are stored, by addresses relative to its base address.
///
/// @param storage where they are
/// @param base position of address 0
record StoredBytes(Storage storage, long base) {
  /// Takes part of a range.
  @FunctionalInterface
  interface PieceVisitor {
    /// Takes one part.
    ///
    /// @param at where in the range the part starts
    /// @param piece valid until this returns
    void piece(long at, MemorySegment piece) throws IOException;
  }

  /// Reads at most `length` bytes: fewer where the storage ends.
  byte[] read(long address, int length) throws IOException {
    long room = Math.max(0, storage.size() - base - address);
    byte[] bytes = new byte[(int) Math.min(length, room)];
    readFully(address, MemorySegment.ofArray(bytes));
    return bytes;
  }

  /// Reads a range piece by piece.
  void forEachPiece(long address, long length, PieceVisitor visitor) throws IOException {
    byte[] buffer = new byte[(int) Math.min(length, WrittenFile.PIECE)];
    for (long at = 0; at < length; at += buffer.length) {
      MemorySegment piece =
          MemorySegment.ofArray(buffer).asSlice(0, Math.min(buffer.length, length - at));
      readFully(address + at, piece);
      visitor.piece(at, piece);
    }
  }

  /// The CRC-32C of a range.
  int checksum(long address, long length) throws IOException {
    CRC32C crc = new CRC32C();
    forEachPiece(address, length, (at, piece) -> crc.update(piece.asByteBuffer()));
    return (int) crc.getValue();
  }

  private void readFully(long address, MemorySegment target) throws IOException {
    long done = 0;
    while (done < target.byteSize()) {
      long count = storage.read(base + address + done, target.asSlice(done));
      if (count <= 0) {
        throw new IOException("the file ended while it was read");
      }
      done += count;
    }
  }
}
