package io.hyperslab.array;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.number.HeapRoom;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Elements as a flat Java array whose class is only known when the program runs.
final class FlatArrays {
  private FlatArrays() {}

  /// The elements as an array with components of that class.
  static Object of(Class<?> component, NdArray elements, Conversion conversion) {
    if (component == double.class) {
      return elements.toDoubles(conversion);
    } else if (component == float.class) {
      return elements.toFloats(conversion);
    } else if (component == long.class) {
      return elements.toLongs(conversion);
    } else if (component == int.class) {
      return elements.toInts(conversion);
    } else if (component == short.class) {
      return elements.toShorts(conversion);
    } else if (component == byte.class) {
      return elements.toBytes(conversion);
    } else if (component == boolean.class) {
      return elements.toBooleans();
    } else if (component == String.class) {
      return elements.toStrings();
    } else if (component == BigInteger.class) {
      return elements.toBigIntegers();
    } else if (component == BigDecimal.class) {
      return elements.toBigDecimals();
    } else if (component == byte[].class && elements.datatype() instanceof Opaque) {
      return opaque(elements);
    }
    throw new DatatypeMismatchException(
        null,
        -1,
        "array component class " + component.getTypeName(),
        elements.datatype().toString(),
        "a primitive class but char, String, BigInteger or BigDecimal");
  }

  private static byte[][] opaque(NdArray elements) {
    int length = elements.arrayLength();
    NdArray row = elements.reshape(length);
    long each = HeapRoom.arraySize(elements.datatype().size(), 1);
    HeapRoom.beside(row.segment()).take(length, HeapRoom.REFERENCE + each);
    byte[][] out = Memory.array(byte[].class, length);
    for (int i = 0; i < out.length; i++) {
      out[i] = row.getBytes(i);
    }
    return out;
  }
}
