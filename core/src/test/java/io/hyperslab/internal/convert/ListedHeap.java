package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Data of variable length in a list: object `i` is at address 1, index `i`.
final class ListedHeap implements HeapSink, IndirectData {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  final List<byte[]> objects = new ArrayList<>();

  @Override
  public void put(byte[] object, long count, MemorySegment descriptors, long offset) {
    descriptors.set(INT, offset, (int) count);
    descriptors.set(LONG, offset + 4, 1);
    descriptors.set(INT, offset + 12, objects.size());
    objects.add(object.clone());
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    return MemorySegment.ofArray(objects.get(descriptor.get(INT, 12)));
  }
}
