package io.hyperslab.cli.exchange;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Texts and sequences on their way to a file: what elements in memory describe. The address in a
/// descriptor is the number of an object here, from 1.
final class TextStore implements IndirectData {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long ADDRESS = 4;

  private final List<byte[]> objects = new ArrayList<>();
  private long bytes;

  /// Keeps the bytes of a text or sequence.
  ///
  /// @param count of elements
  /// @param size of the descriptor
  /// @return the descriptor
  byte[] put(byte[] object, int count, long size) {
    byte[] descriptor = new byte[Math.toIntExact(size)];
    if (count > 0) {
      objects.add(object);
      bytes += object.length;
      ByteBuffer.wrap(descriptor)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(0, count)
          .putInt((int) ADDRESS, objects.size());
    }
    return descriptor;
  }

  /// Bytes that are kept.
  long bytes() {
    return bytes;
  }

  /// Forgets everything.
  void clear() {
    objects.clear();
    bytes = 0;
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    return MemorySegment.ofArray(objects.get(descriptor.get(INT, ADDRESS) - 1)).asReadOnly();
  }
}
