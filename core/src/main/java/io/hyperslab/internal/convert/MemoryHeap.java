package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Data of variable length that is in no file: what elements describe after they were converted.
/// Descriptors have the form of those in files ([IndirectData]); their address is the number of an
/// object here, from 1.
///
/// Filled by one thread; then for any number of them.
public final class MemoryHeap implements HeapSink, IndirectData {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Count, address and index of a descriptor that can hold every number.
  public static final long LEAST_DESCRIPTOR = 12;

  private static final long ADDRESS_OFFSET = 4;

  private final List<byte[]> objects = new ArrayList<>();
  private long bytes;

  /// A heap without objects.
  public MemoryHeap() {}

  /// Bytes of all objects.
  public long bytes() {
    return bytes;
  }

  @Override
  public void put(byte[] object, long count, MemorySegment descriptors, long offset) {
    objects.add(object);
    bytes += object.length;
    descriptors.set(INT, offset, (int) count);
    descriptors.set(INT, offset + ADDRESS_OFFSET, objects.size());
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    int number = descriptor.get(INT, ADDRESS_OFFSET);
    return MemorySegment.ofArray(objects.get(number - 1)).asReadOnly();
  }
}
