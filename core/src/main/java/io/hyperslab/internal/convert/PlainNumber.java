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
      return element(Double.doubleToRawLongBits(number), Datatypes.FLOAT64, type);
    }
    if (value instanceof Integer number) {
      return element(number, Datatypes.INT32, type);
    }
    if (value instanceof Long number) {
      return element(number, Datatypes.INT64, type);
    }
    if (value instanceof Float number) {
      return element(Float.floatToRawIntBits(number), Datatypes.FLOAT32, type);
    }
    if (value instanceof Short number) {
      return element(number, Datatypes.INT16, type);
    }
    if (value instanceof Byte number) {
      return element(number, Datatypes.INT8, type);
    }
    return null;
  }

  /// Of equal datatypes that are two objects nobody needs to know: the long way leads there, too.
  @SuppressWarnings("ReferenceEquality")
  private static byte @Nullable [] element(long bits, Datatype own, Datatype type) {
    return type == own ? bytes(bits, (int) own.size()) : null;
  }

  private static byte[] bytes(long bits, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (bits >>> Byte.SIZE * i);
    }
    return bytes;
  }
}
