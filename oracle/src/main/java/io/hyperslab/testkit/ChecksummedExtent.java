package io.hyperslab.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes of a file that a lookup3 checksum protects.
///
/// @param structure the signature of the structure it belongs to, such as `OHDR`
/// @param start position in the file
/// @param length bytes, the checksum included
/// @param checksumAt position of the checksum in the file: at the end, or inside and then counted
///   as zero
public record ChecksummedExtent(String structure, int start, int length, int checksumAt) {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CHECKSUM = 4;

  static ChecksummedExtent closing(String structure, int start, int length) {
    return new ChecksummedExtent(structure, start, length, start + length - CHECKSUM);
  }

  /// The position after the last byte.
  public int end() {
    return start + length;
  }

  /// Whether the checksum is right.
  public boolean isIntact(byte[] image) {
    return end() <= image.length && (int) INT.get(image, checksumAt) == computed(image);
  }

  /// Makes the checksum right again; leaves an image alone that has become too short.
  public void repair(byte[] image) {
    if (end() <= image.length) {
      INT.set(image, checksumAt, computed(image));
    }
  }

  private int computed(byte[] image) {
    if (checksumAt == end() - CHECKSUM) {
      return Lookup3.of(image, start, checksumAt);
    }
    int stored = (int) INT.get(image, checksumAt);
    INT.set(image, checksumAt, 0);
    int computed = Lookup3.of(image, start, end());
    INT.set(image, checksumAt, stored);
    return computed;
  }
}
