package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Where the bytes of a decoded chunk go, if that is to evenly spaced rows, as those of a chunk in
/// a larger array are. All numbers are in bytes.
///
/// @param target what the rows are part of
/// @param start where the first row begins
/// @param length of a row; 0 only if there is nothing to store
/// @param step from the start of a row to that of the next
/// @param count how many rows, at least 1
public record ChunkRows(MemorySegment target, long start, long length, long step, long count) {
  /// All of a segment as one row.
  static ChunkRows of(MemorySegment target) {
    return new ChunkRows(target, 0, target.byteSize(), target.byteSize(), 1);
  }

  /// Bytes of all rows.
  long size() {
    return length * count;
  }

  /// The only row; empty if there are several.
  Optional<MemorySegment> only() {
    return count == 1 ? Optional.of(target.asSlice(start, length)) : Optional.empty();
  }

  /// Where a byte of the chunk goes.
  private long place(long position) {
    return position < length
        ? start + position
        : start + position / length * step + position % length;
  }

  /// Stores a byte of the chunk.
  void put(long position, byte value) {
    target.set(ValueLayout.JAVA_BYTE, place(position), value);
  }

  /// Stores the first bytes of an array at a position in the chunk.
  void put(long position, byte[] bytes, int size) {
    int done = 0;
    while (done < size) {
      long at = position + done;
      int some = (int) Math.min(size - done, length - at % length);
      MemorySegment.copy(bytes, done, target, ValueLayout.JAVA_BYTE, place(at), some);
      done += some;
    }
  }

  /// Stores bytes at a position in the chunk.
  public void put(long position, MemorySegment bytes) {
    long done = 0;
    while (done < bytes.byteSize()) {
      long at = position + done;
      long some = Math.min(bytes.byteSize() - done, length - at % length);
      MemorySegment.copy(bytes, done, target, place(at), some);
      done += some;
    }
  }
}
