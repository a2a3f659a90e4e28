package io.hyperslab.internal.model;

import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/// The bytes before address 0 of a file, which belong to its users.
///
/// @param storage the file
/// @param size how many there are
public record UserBlock(Storage storage, long size) {
  /// All of them.
  public byte[] read() {
    byte[] block = new byte[Math.toIntExact(size)];
    MemorySegment target = MemorySegment.ofArray(block);
    try {
      long done = 0;
      long count = 0;
      while (done < block.length && count >= 0) {
        count = storage.read(done, target.asSlice(done));
        done += Math.max(count, 0);
      }
      return block;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces the first of them.
  ///
  /// @throws IllegalArgumentException if there are fewer
  public void write(byte[] bytes) throws IOException {
    if (bytes.length > size) {
      throw new IllegalArgumentException(bytes.length + " bytes for a user block of " + size);
    }
    if (storage instanceof WritableStorage writable) {
      writable.write(0, MemorySegment.ofArray(bytes));
    }
  }
}
