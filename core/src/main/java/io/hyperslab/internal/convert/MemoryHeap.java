package io.hyperslab.internal.convert;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Data of variable length that is in no file: what elements describe after they were converted.
/// Descriptors have the form of those in files ([IndirectData]); their address is the number of an
/// object here, from 1.
///
/// Filled by one thread; then for any number of them.
public final class MemoryHeap implements HeapSink, IndirectData {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Count, address and index of a descriptor that can hold every number.
  private static final long LEAST_DESCRIPTOR = 12;

  private static final long ADDRESS_OFFSET = 4;

  /// Bytes of memory that an object takes beside its own: a header, padding and a reference.
  private static final long OVERHEAD = 24;

  private final List<byte[]> objects = new ArrayList<>();
  private final @Nullable HeapRoom room;
  private final long descriptors;
  private long bytes;

  /// A heap without objects, for data that is in memory anyway.
  public MemoryHeap() {
    room = null;
    descriptors = 0;
  }

  /// A heap without objects.
  ///
  /// @param room that they may take: elements of a file may describe one object very often
  /// @param descriptors bytes of the elements that will describe them, if there are any
  MemoryHeap(HeapRoom room, long descriptors) {
    this.room = room;
    this.descriptors = descriptors;
  }

  /// Whether all that elements of a datatype describe can be in such a heap. References lead to
  /// what is in a file.
  public static boolean holds(Datatype type) {
    return !type.hasIndirectData()
        || switch (type) {
          case Reference _ -> false;
          case Compound compound ->
              compound.members().stream().allMatch(member -> holds(member.type()));
          case ArrayType array -> holds(array.base());
          case VariableLength sequence ->
              sequence.size() >= LEAST_DESCRIPTOR && holds(sequence.base());
          default -> type.size() >= LEAST_DESCRIPTOR;
        };
  }

  /// Bytes of all objects.
  public long bytes() {
    return bytes;
  }

  /// Bytes of memory that it takes, about.
  public long memory() {
    return bytes + OVERHEAD * objects.size();
  }

  @Override
  public void put(byte[] object, long count, MemorySegment elements, long offset) {
    if (room != null) {
      // The list keeps room for as many objects again.
      long taken = 2L * HeapRoom.REFERENCE + HeapRoom.arraySize(object.length, 1);
      room.take(1, objects.isEmpty() ? descriptors + taken : taken);
    }
    objects.add(object);
    bytes += object.length;
    elements.set(INT, offset, (int) count);
    elements.set(INT, offset + ADDRESS_OFFSET, objects.size());
  }

  @Override
  public MemorySegment variableLength(MemorySegment descriptor, Datatype base) {
    int number = descriptor.get(INT, ADDRESS_OFFSET);
    return MemorySegment.ofArray(objects.get(number - 1)).asReadOnly();
  }
}
