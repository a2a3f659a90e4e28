package io.hyperslab.internal.convert;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;

/// What a record takes of the heap, roughly, and with it those parts whose size is the same for all
/// elements. What differs (texts, elements of arrays, numbers of any size) takes its room when it
/// is made.
final class RecordSize {
  /// An array without axes over a slice of the elements' memory.
  private static final int SLICE = 160;

  private RecordSize() {}

  /// Bytes of one record.
  static long of(Class<?> recordClass, Compound type) {
    long fields = 0;
    long parts = 0;
    for (RecordComponent component : recordClass.getRecordComponents()) {
      Class<?> wanted = component.getType();
      fields += wanted.isPrimitive() ? width(wanted) : HeapRoom.REFERENCE;
      if (!wanted.isPrimitive()) {
        parts += part(wanted, RecordPlan.member(type, component.getName(), recordClass));
      }
    }
    return HeapRoom.objectSize(fields) + parts;
  }

  /// What lies where a component refers to.
  private static long part(Class<?> wanted, Compound.Member member) {
    if (wanted.isRecord() && member.type() instanceof Compound compound) {
      return of(wanted, compound);
    } else if (wanted == ObjectReference.class) {
      return References.SIZE;
    } else if (wanted == Instant.class || wanted == Duration.class) {
      return NumpyTime.SIZE;
    } else if (wanted == NdArray.class) {
      return SLICE;
    } else if (wanted == byte[].class && hasBytes(member.type())) {
      return HeapRoom.arraySize(member.type().size(), 1);
    } else if (wanted.isArray()) {
      return HeapRoom.HEADER;
    }
    Class<?> primitive = MethodType.methodType(wanted).unwrap().returnType();
    // The boxes of single bytes exist once.
    return primitive.isPrimitive() && width(primitive) > 1
        ? HeapRoom.objectSize(width(primitive))
        : 0;
  }

  /// Whether an element is an array of its own bytes.
  private static boolean hasBytes(Datatype type) {
    return type instanceof Opaque || type instanceof Reference;
  }

  private static long width(Class<?> primitive) {
    return switch (primitive.getName()) {
      case "long", "double" -> Long.BYTES;
      case "int", "float" -> Integer.BYTES;
      case "short" -> Short.BYTES;
      default -> 1;
    };
  }
}
