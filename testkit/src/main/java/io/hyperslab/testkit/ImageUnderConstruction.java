package io.hyperslab.testkit;

import java.util.Arrays;

/// The bytes of a store to which changes are applied, whole or in part.
final class ImageUnderConstruction {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int size;

  ImageUnderConstruction(byte[] initial) {
    bytes = initial.clone();
    size = initial.length;
  }

  ImageUnderConstruction(ImageUnderConstruction original) {
    bytes = original.toBytes();
    size = bytes.length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  void apply(StorageChange change) {
    switch (change) {
      case StorageChange.Write write -> write(write, 0, write.bytes().length);
      case StorageChange.Truncate truncate -> resize(truncate.size());
      case StorageChange.Force _ -> {
        // changes nothing
      }
    }
  }

  /// Writes some of the bytes of `write`: those from the index `from` up to `to`.
  void write(StorageChange.Write write, int from, int to) {
    if (from == to) {
      return;
    }
    long end = write.position() + to;
    if (end > size) {
      resize(end);
    }
    System.arraycopy(write.bytes(), from, bytes, (int) (write.position() + from), to - from);
  }

  void resize(long newSize) {
    if (newSize > LARGEST) {
      throw new IllegalArgumentException(newSize + " bytes are too many for an image");
    }
    if (newSize > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, newSize + newSize / 2));
    }
    if (newSize < size) {
      Arrays.fill(bytes, (int) newSize, size, (byte) 0);
    }
    size = (int) newSize;
  }
}
