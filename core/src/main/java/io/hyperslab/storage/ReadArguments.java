package io.hyperslab.storage;

import java.lang.foreign.MemorySegment;

/// What [Storage#read(long, MemorySegment)] demands of its arguments, checked once for every store.
final class ReadArguments {
  private ReadArguments() {}

  static void check(long position, MemorySegment target) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position + " is negative");
    }
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("target is read-only");
    }
  }

  static IllegalStateException closed(String name) {
    return new IllegalStateException(name + " is closed");
  }
}
