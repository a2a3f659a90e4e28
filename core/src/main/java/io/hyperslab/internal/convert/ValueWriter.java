package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.StoredNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;

/// Stores one Java object as one element. Made for one class of objects and one datatype.
@FunctionalInterface
interface ValueWriter {
  /// Stores the object in memory that is all zero.
  ///
  /// @param value of the class that the writer is for
  /// @param offset where the element starts
  /// @param index the element's, for messages
  void put(Object value, MemorySegment to, long offset, long index);

  /// The writer for one class of objects.
  ///
  /// @throws io.hyperslab.error.DatatypeMismatchException if class and datatype do not go together
  static ValueWriter of(Class<?> javaClass, Datatype type, WriteContext context) {
    if (javaClass == NdArray.class) {
      return (value, to, offset, index) ->
          NdArrayWriter.putElement((NdArray) value, type, context, to, offset, index);
    }
    return switch (type) {
      case FixedString t when javaClass == String.class -> new FixedTextWriter(t, context);
      case VariableString t when javaClass == String.class -> new VariableTextWriter(t, context);
      case Enumeration t when javaClass == String.class -> new NameWriter(t, context);
      case Enumeration t when javaClass.isEnum() -> new NameWriter(t, context);
      case Compound t when javaClass.isRecord() -> RecordWriter.of(javaClass, t, context);
      case VariableLength t when javaClass.isArray() -> new SequenceWriter(javaClass, t, context);
      case ArrayType _ when javaClass.isArray() -> one(javaClass, type, context);
      case Opaque _ when javaClass == byte[].class -> bytes(type, context);
      case Opaque _ when javaClass == Instant.class || javaClass == Duration.class ->
          NumpyTime.writer(javaClass, type, context);
      case Reference t when javaClass == ObjectReference.class -> address(t, context);
      case Reference _ when javaClass == byte[].class -> bytes(type, context);
      case Datatype _ when NumberArrays.isComplex(type) && javaClass.isArray() ->
          one(javaClass, type, context);
      case Datatype _ when NumberCodec.isNumber(type) && isNumber(javaClass) ->
          number(type, context);
      default -> throw context.noWay(javaClass, type);
    };
  }

  private static boolean isNumber(Class<?> javaClass) {
    return Number.class.isAssignableFrom(javaClass) || javaClass == Boolean.class;
  }

  private static ValueWriter number(Datatype type, WriteContext context) {
    StoredNumbers numbers = StoredNumbers.of(type, context.conversion(), context.place());
    boolean integer = NumberCodec.of(type).isInteger();
    return (value, to, offset, index) -> {
      switch (value) {
        case Double d -> numbers.put(d.doubleValue(), to, offset, index);
        case Float f -> numbers.put(f.doubleValue(), to, offset, index);
        case Long l -> numbers.put(l.longValue(), to, offset, index);
        case Integer i -> numbers.put(i.longValue(), to, offset, index);
        case Short s -> numbers.put(s.longValue(), to, offset, index);
        case Byte b -> numbers.put(b.longValue(), to, offset, index);
        case BigInteger big -> numbers.put(big, to, offset, index);
        case BigDecimal big -> numbers.put(big, to, offset, index);
        case Boolean b when integer -> numbers.put(b ? 1L : 0L, to, offset, index);
        default -> throw context.noWay(value.getClass(), type);
      }
    };
  }

  private static ValueWriter bytes(Datatype type, WriteContext context) {
    return (value, to, offset, index) -> {
      byte[] bytes = (byte[]) value;
      if (bytes.length != type.size()) {
        throw context.refused(index, bytes.length + " bytes", type.size() + " bytes for " + type);
      }
      MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, offset, bytes.length);
    };
  }

  private static ValueWriter address(Reference type, WriteContext context) {
    if (type.kind() != Reference.Kind.OBJECT) {
      throw context.noWay(ObjectReference.class, type);
    }
    return (value, to, offset, index) -> {
      long address = ((ObjectReference) value).address();
      int width = (int) Math.min(type.size(), Long.BYTES);
      if (address < 0 || width < Long.BYTES && address >>> 8 * width != 0) {
        throw context.refused(index, "address " + address, "an address of " + width + " bytes");
      }
      byte[] bytes = new byte[Long.BYTES];
      MemorySegment.ofArray(bytes)
          .set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0, address);
      MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, offset, width);
    };
  }

  /// An array that is a single element.
  private static ValueWriter one(Class<?> javaClass, Datatype type, WriteContext context) {
    ArrayPlan plan = ArrayPlan.of(javaClass, type, context);
    return (value, to, offset, index) -> {
      long[] shape = plan.shape(value);
      if (shape.length != 0) {
        throw context.refused(
            index, "array of %d elements".formatted(ArrayPlan.count(shape)), "one of " + type);
      }
      plan.write(value, to, offset, _ -> index);
    };
  }
}
