package io.hyperslab.internal.metadata;

import io.hyperslab.error.LimitExceededException;

/// The end of the space that was given out, and how far it may move. Moved by one thread, read by
/// any.
final class SpaceEnd {
  /// Beyond the end of the space there must be room for a journal.
  private static final long FARTHEST = 1L << 62;

  private final long base;
  private final long limit;
  private volatile long at;

  /// @param base position of address 0
  /// @param sizeOfOffsets bytes of an address
  /// @param at where it is
  SpaceEnd(long base, int sizeOfOffsets, long at) {
    this.base = base;
    // The end is stored as a position, and all bits set means undefined.
    long farthest = sizeOfOffsets < Long.BYTES ? (1L << 8 * sizeOfOffsets) - 2 : FARTHEST;
    this.limit = farthest - base;
    this.at = at;
  }

  long at() {
    return at;
  }

  void set(long address) {
    at = address;
  }

  /// Whether there is room for so many bytes more.
  boolean hasRoom(long size) {
    return size <= limit - at;
  }

  /// Moves it by so many bytes.
  ///
  /// @return where it was
  /// @throws LimitExceededException if addresses do not reach so far
  long grow(long size) {
    if (!hasRoom(size)) {
      throw tooFar(size);
    }
    long address = at;
    at = address + size;
    return address;
  }

  /// @throws LimitExceededException if no file could have so many bytes
  void requirePossible(long size) {
    if (size > limit) {
      throw tooFar(size);
    }
  }

  private LimitExceededException tooFar(long size) {
    return new LimitExceededException(
        "file",
        -1,
        "end of file address",
        "0x" + Long.toHexString(base + at) + " and " + size + " bytes more",
        "at most 0x" + Long.toHexString(base + limit) + ", as far as the file's addresses reach");
  }
}
