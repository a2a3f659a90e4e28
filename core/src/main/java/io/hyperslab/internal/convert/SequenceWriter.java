package io.hyperslab.internal.convert;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.NumberArrays;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Java arrays of any length to sequences of variable length; an empty one is a null sequence, as
/// in libhdf5.
final class SequenceWriter implements ValueWriter {
  private final Datatype base;
  private final ArrayPlan plan;
  private final WriteContext context;

  SequenceWriter(Class<?> arrayClass, VariableLength type, WriteContext context) {
    this.base = type.base();
    this.plan = ArrayPlan.of(arrayClass, base, context);
    this.context = context;
  }

  @Override
  public void put(Object value, MemorySegment to, long offset, long index) {
    long count = ArrayPlan.count(plan.shape(value));
    if (count > 0) {
      MemorySegment elements = room(count, base);
      plan.write(value, elements, 0, _ -> index);
      context.heap().put(bytes(elements), count, to, offset);
    }
  }

  /// The array behind memory of [#room], or a copy.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if it is too large for an array
  static byte[] bytes(MemorySegment elements) {
    NumberArrays.arrayLength(elements, elements.byteSize(), 1);
    return elements.heapBase().orElse(null) instanceof byte[] bytes
            && bytes.length == elements.byteSize()
        ? bytes
        : elements.toArray(ValueLayout.JAVA_BYTE);
  }

  /// Memory for elements, all zero.
  static MemorySegment room(long count, Datatype type) {
    long bytes = ArrayPlan.count(new long[] {count, type.size()});
    return Memory.allocate(bytes, "elements", -1);
  }
}
