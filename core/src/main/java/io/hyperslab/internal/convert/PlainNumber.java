package io.hyperslab.internal.convert;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import org.jspecify.annotations.Nullable;

/// A Java number as the one element that it is of the datatype that stands for its class. Most
/// attributes are such; they need nothing of what it takes to convert elements.
public final class PlainNumber {
  private PlainNumber() {}

  /// The element as stored, or null if the value is no number, or the datatype another one than
  /// [Datatypes#of(Class)] gives for it.
  public static byte @Nullable [] element(Object value, Datatype type) {
    if (value instanceof Double number) {
      return isSame(type, Datatypes.FLOAT64)
          ? bytes(Double.doubleToRawLongBits(number), Double.BYTES)
          : null;
    }
    if (value instanceof Integer number) {
      return isSame(type, Datatypes.INT32) ? bytes(number, Integer.BYTES) : null;
    }
    if (value instanceof Long number) {
      return isSame(type, Datatypes.INT64) ? bytes(number, Long.BYTES) : null;
    }
    if (value instanceof Float number) {
      return isSame(type, Datatypes.FLOAT32)
          ? bytes(Float.floatToRawIntBits(number), Float.BYTES)
          : null;
    }
    if (value instanceof Short number) {
      return isSame(type, Datatypes.INT16) ? bytes(number, Short.BYTES) : null;
    }
    if (value instanceof Byte number) {
      return isSame(type, Datatypes.INT8) ? bytes(number, Byte.BYTES) : null;
    }
    return null;
  }

  /// Of equal datatypes that are two objects nobody needs to know: the long way leads there, too.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Datatype type, Datatype own) {
    return type == own;
  }

  private static byte[] bytes(long bits, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (bits >>> Byte.SIZE * i);
    }
    return bytes;
  }
}
