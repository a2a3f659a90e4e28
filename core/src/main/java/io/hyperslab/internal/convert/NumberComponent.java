package io.hyperslab.internal.convert;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import java.lang.foreign.MemorySegment;

/// One number of a record, as each of Java's primitives. The methods are called through method
/// handles, by the name of the primitive.
///
/// @param type its datatype
/// @param codec reads it
/// @param conversion what happens to values that do not fit
record NumberComponent(Datatype type, NumberCodec codec, Conversion conversion) {
  static NumberComponent of(Datatype type, Conversion conversion) {
    return new NumberComponent(type, NumberCodec.of(type), conversion);
  }

  private boolean clips() {
    return conversion == Conversion.CLIP;
  }

  double doubleAt(MemorySegment raw, long offset) {
    return clips()
        ? codec.doubleAt(raw, offset)
        : NumberArrays.exactDouble(codec, raw, offset, type);
  }

  float floatAt(MemorySegment raw, long offset) {
    return clips() ? codec.floatAt(raw, offset) : NumberArrays.exactFloat(codec, raw, offset, type);
  }

  long longAt(MemorySegment raw, long offset) {
    return clips() ? codec.longAt(raw, offset) : NumberArrays.exactLong(codec, raw, offset, type);
  }

  int intAt(MemorySegment raw, long offset) {
    return (int) within(raw, offset, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  short shortAt(MemorySegment raw, long offset) {
    return (short) within(raw, offset, Short.MIN_VALUE, Short.MAX_VALUE, "short");
  }

  byte byteAt(MemorySegment raw, long offset) {
    return (byte) within(raw, offset, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
  }

  boolean booleanAt(MemorySegment raw, long offset) {
    long value = codec.longAt(raw, offset);
    if (!codec.isInteger() || value != 0 && value != 1) {
      throw refused(codec.text(raw, offset), "0 or 1 for boolean");
    }
    return value != 0;
  }

  private long within(MemorySegment raw, long offset, long smallest, long largest, String java) {
    long value = longAt(raw, offset);
    if (value < smallest || value > largest) {
      if (!clips()) {
        throw refused(Long.toString(value), "a value that " + java + " holds exactly");
      }
      return value < 0 ? smallest : largest;
    }
    return value;
  }

  private DatatypeMismatchException refused(String found, String expected) {
    return new DatatypeMismatchException(null, -1, "value of type " + type, found, expected);
  }
}
