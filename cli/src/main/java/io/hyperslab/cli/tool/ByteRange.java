package io.hyperslab.cli.tool;

import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A piece of a file, copied as it is.
///
/// @param source the file
/// @param offset of the first byte
/// @param length in bytes
record ByteRange(Storage source, long offset, long length) {
  private static final int BUFFER = 1 << 20;

  /// Takes bytes one piece after the other.
  @FunctionalInterface
  interface Sink {
    /// Takes a piece.
    ///
    /// @param offset of the piece in the range
    /// @param bytes valid during the call only
    void take(long offset, MemorySegment bytes) throws IOException;
  }

  /// Reads the range, in pieces of at most a megabyte.
  ///
  /// @throws EOFException if the file ends before
  void forEach(Sink sink) throws IOException {
    MemorySegment buffer = MemorySegment.ofArray(new byte[(int) Math.min(BUFFER, length)]);
    for (long at = 0; at < length; at += buffer.byteSize()) {
      MemorySegment piece = buffer.asSlice(0, Math.min(buffer.byteSize(), length - at));
      fill(piece, offset + at);
      sink.take(at, piece);
    }
  }

  private void fill(MemorySegment piece, long position) throws IOException {
    for (long done = 0; done < piece.byteSize(); ) {
      long read = source.read(position + done, piece.asSlice(done));
      if (read <= 0) {
        throw new EOFException(source.name() + " ends before byte " + (offset + length));
      }
      done += read;
    }
  }

  /// Copies the range to a place in another file.
  void copy(WritableStorage target, long place) throws IOException {
    forEach((at, bytes) -> target.write(place + at, bytes));
  }
}
