package io.hyperslab.internal.pipeline;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.internal.pipeline.FilterSettings.Request;

/// The client data of the scale-offset filter for a new dataset: [ScaleOffsetParameters] reads what
/// this writes.
final class ScaleOffsetSettings {
  private static final int NUMBER_OF_VALUES = 20;
  private static final int FILL_VALUE = 8;
  private static final int SCALE_FLOAT_DECIMAL = 0;
  private static final int SCALE_INTEGER = 2;

  private ScaleOffsetSettings() {}

  static int[] clientData(Request request) {
    NumericType type = numericType(request);
    boolean isFloat = type instanceof FloatingPoint;
    int scaleType = request.parameter(0);
    int scaleFactor = request.parameter(1);
    int expectedType = isFloat ? SCALE_FLOAT_DECIMAL : SCALE_INTEGER;
    if (scaleType != expectedType) {
      throw request.unsuitable("scale type for " + type, scaleType, expectedType);
    }
    if (!isFloat && (scaleFactor < 0 || scaleFactor > type.size() * Byte.SIZE)) {
      throw request.unsuitable("bits", scaleFactor, "0 to " + type.size() * Byte.SIZE);
    }
    int[] values = new int[NUMBER_OF_VALUES];
    values[0] = scaleType;
    values[1] = scaleFactor;
    values[2] = request.elements();
    values[3] = isFloat ? 1 : 0;
    values[4] = (int) type.size();
    values[5] = type instanceof FixedPoint integer && integer.signed() ? 1 : 0;
    values[6] = type.order() == ByteOrder.BIG_ENDIAN ? 1 : 0;
    request
        .chunk()
        .fillValue()
        .ifPresent(fillValue -> {
          values[7] = 1;
          putFillValue(fillValue, type, values);
        });
    return values;
  }

  private static NumericType numericType(Request request) {
    Datatype type = request.chunk().type();
    boolean isSuitable =
        switch (type) {
          case FixedPoint integer ->
              integer.size() <= Long.BYTES && Long.bitCount(integer.size()) == 1;
          case FloatingPoint number ->
              number.isIeee() && (number.size() == Float.BYTES || number.size() == Double.BYTES);
          default -> false;
        };
    if (!isSuitable) {
      throw request.unsuitable(
          "datatype", type, "an integer of 1, 2, 4 or 8 bytes, or an IEEE number of 4 or 8");
    }
    return (NumericType) type;
  }

  /// Puts the fill value from its least significant end.
  private static void putFillValue(byte[] fillValue, NumericType type, int[] values) {
    int size = fillValue.length;
    for (int i = 0; i < size; i++) {
      int place = type.order() == ByteOrder.BIG_ENDIAN ? size - 1 - i : i;
      int shift = Byte.SIZE * (i % Integer.BYTES);
      values[FILL_VALUE + i / Integer.BYTES] |= (fillValue[place] & 0xFF) << shift;
    }
  }
}
