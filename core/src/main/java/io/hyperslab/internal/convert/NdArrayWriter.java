package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.VariableLength;
import java.lang.foreign.MemorySegment;

/// Elements in memory as another datatype, or the same one in another file, has them.
final class NdArrayWriter {
  private NdArrayWriter() {}

  /// The shape that an array has as elements of a datatype: without the dimensions of an array
  /// datatype.
  ///
  /// @throws IllegalArgumentException if its last dimensions are others
  static long[] shape(NdArray array, Datatype type) {
    return ArrayPlan.elementShape(array.shape(), ArrayPlan.arrayDimensions(type), type);
  }

  /// Stores all elements of an array.
  static void put(
      NdArray array, Datatype type, WriteContext context, MemorySegment to, long offset) {
    Datatype target = ArrayPlan.unrolled(type);
    RawConverter.forWriting(array.datatype(), target, context, array.indirectData())
        .convert(array.segment(), 0, to, offset, array.size());
  }

  /// Stores an array that is one element, or all of the sequence that one element is.
  static void putElement(
      NdArray array,
      Datatype type,
      WriteContext context,
      MemorySegment to,
      long offset,
      long index) {
    if (type instanceof VariableLength sequence
        && !(array.datatype() instanceof VariableLength && array.rank() == 0)) {
      long count = ArrayPlan.count(shape(array, sequence.base()));
      if (count > 0) {
        MemorySegment elements = SequenceWriter.room(count, sequence.base());
        put(array, sequence.base(), context, elements, 0);
        context.heap().put(SequenceWriter.bytes(elements), count, to, offset);
      }
      return;
    }
    long count = ArrayPlan.count(shape(array, type));
    if (count != 1) {
      throw context.refused(index, "array of " + count + " elements", "one of " + type);
    }
    put(array, type, context, to, offset);
  }
}
