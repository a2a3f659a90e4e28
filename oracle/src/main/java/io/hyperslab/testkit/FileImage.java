package io.hyperslab.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/// The little that is known about a file's image without decoding it: where the superblock is and
/// how wide addresses and lengths are. Independent of the library under test.
final class FileImage {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SIGNATURE = 0x0a1a0a0d46444889L;
  private static final int SMALLEST_SUPERBLOCK = 48;

  private final byte[] bytes;
  private final int base;
  private final int version;
  private final int sizeOfOffsets;
  private final int sizeOfLengths;

  private FileImage(byte[] bytes, int base) {
    this.bytes = bytes;
    this.base = base;
    version = bytes[base + 8];
    int sizes = base + (version < 2 ? 13 : 9);
    sizeOfOffsets = width(bytes[sizes]);
    sizeOfLengths = width(bytes[sizes + 1]);
  }

  private static int width(int claimed) {
    return claimed == 2 || claimed == 4 ? claimed : 8;
  }

  /// @param bytes the image; not copied
  /// @throws IllegalArgumentException if there is no superblock in it
  static FileImage of(byte[] bytes) {
    return new FileImage(
        bytes,
        superblock(bytes)
            .orElseThrow(() -> new IllegalArgumentException("no superblock in the image")));
  }

  /// Where the superblock is: at 0, or at 512 times a power of two.
  static OptionalInt superblock(byte[] bytes) {
    for (long at = 0; at + SMALLEST_SUPERBLOCK <= bytes.length; at = at == 0 ? 512 : at * 2) {
      if ((long) LONG.get(bytes, (int) at) == SIGNATURE) {
        return OptionalInt.of((int) at);
      }
    }
    return OptionalInt.empty();
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  /// The superblock's position, which addresses in the file count from.
  int base() {
    return base;
  }

  int superblockVersion() {
    return version;
  }

  int sizeOfOffsets() {
    return sizeOfOffsets;
  }

  int sizeOfLengths() {
    return sizeOfLengths;
  }

  int word(int at) {
    return (int) INT.get(bytes, at);
  }

  boolean holds(int at, int count) {
    return at >= 0 && count >= 0 && count <= bytes.length - at;
  }

  /// The little-endian number of `width` bytes; all ones read as -1.
  long number(int at, int width) {
    return switch (width) {
      case 2 -> word(at, 2) == 0xffff ? -1 : word(at, 2);
      case 4 -> word(at) == -1 ? -1 : word(at) & 0xffffffffL;
      default -> (long) LONG.get(bytes, at);
    };
  }

  private int word(int at, int width) {
    int value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[at + i] & 0xff) << 8 * i;
    }
    return value;
  }
}
