package io.hyperslab.storage;

import java.lang.foreign.MemorySegment;

/// What [Storage] and [WritableStorage] demand of their arguments, checked once for every store.
final class StorageArguments {
  private StorageArguments() {}

  static void check(long position, MemorySegment target) {
    checkPosition(position);
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("target is read-only");
    }
  }

  static void checkPosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position + " is negative");
    }
  }

  static void checkSize(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("size " + size + " is negative");
    }
  }

  static IllegalStateException closed(String name) {
    return new IllegalStateException(name + " is closed");
  }
}
