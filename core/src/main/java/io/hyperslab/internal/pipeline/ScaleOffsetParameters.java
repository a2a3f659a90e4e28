package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;

/// The client data of the scale-offset filter, checked.
///
/// @param isFloat whether elements are floating-point numbers
/// @param scaleFactor for integers the number of bits, zero or less when the encoder chose it; for
///   floating-point numbers how many decimal digits after the point were kept
/// @param elements number of elements of the chunk; `elements * size` is within the maximum size
/// @param size bytes of an element: 1, 2, 4 or 8; of a floating-point number 4 or 8
/// @param signed whether integers are two's complement numbers
/// @param bigEndian byte order of the decoded elements
/// @param hasFillValue whether the dataset has a fill value
/// @param fillValue the bits of the fill value; zero if there is none
record ScaleOffsetParameters(
    boolean isFloat,
    int scaleFactor,
    long elements,
    int size,
    boolean signed,
    boolean bigEndian,
    boolean hasFillValue,
    long fillValue) {
  private static final int NUMBER_OF_VALUES = 20;
  private static final int SCALE_TYPE = 0;
  private static final int SCALE_FACTOR = 1;
  private static final int NUMBER_OF_ELEMENTS = 2;
  private static final int TYPE_CLASS = 3;
  private static final int SIZE = 4;
  private static final int SIGN = 5;
  private static final int ORDER = 6;
  private static final int FILL_AVAILABLE = 7;
  private static final int FILL_VALUE = 8;

  private static final int SCALE_TYPE_FLOAT_DECIMAL = 0;
  private static final int SCALE_TYPE_INTEGER = 2;

  static ScaleOffsetParameters parse(FilterContext context) {
    if (context.clientDataCount() != NUMBER_OF_VALUES) {
      throw context.malformed(
          "number of client data values", context.clientDataCount(), NUMBER_OF_VALUES);
    }
    boolean isFloat = flag(context, TYPE_CLASS, "datatype class");
    int scaleType = context.clientData(SCALE_TYPE);
    int supportedType = isFloat ? SCALE_TYPE_FLOAT_DECIMAL : SCALE_TYPE_INTEGER;
    if (scaleType != supportedType) {
      throw context.malformed("scale type", scaleType, supportedType);
    }
    int size = context.clientData(SIZE);
    if (size != 4 && size != 8 && (isFloat || size != 1 && size != 2)) {
      throw context.malformed("datatype size", size, isFloat ? "4 or 8" : "1, 2, 4 or 8");
    }
    int scaleFactor = context.clientData(SCALE_FACTOR);
    if (!isFloat && scaleFactor > size * Byte.SIZE) {
      throw context.malformed("scale factor", scaleFactor, "at most " + size * Byte.SIZE);
    }
    long elements = Integer.toUnsignedLong(context.clientData(NUMBER_OF_ELEMENTS));
    if (elements > context.maximumSize() / size) {
      throw context.malformed(
          "number of elements", elements, "at most " + context.maximumSize() / size);
    }
    boolean hasFillValue = context.clientData(FILL_AVAILABLE) == 1;
    return new ScaleOffsetParameters(
        isFloat,
        scaleFactor,
        elements,
        size,
        context.clientData(SIGN) != 0,
        flag(context, ORDER, "byte order"),
        hasFillValue,
        hasFillValue ? fillValue(context, size) : 0);
  }

  /// Whether the encoder was told to keep all bits, and so left the data as it was.
  boolean isStoredUnchanged() {
    return !isFloat && scaleFactor == size * Byte.SIZE;
  }

  /// What floating-point numbers are multiplied by to keep their digits, as a number of their own
  /// precision. It is parsed, which yields the nearest number of either precision; the `pow` of C
  /// libraries yields the same, but for a few powers beyond the exact ones.
  double powerOfTen() {
    String literal = "1e" + scaleFactor;
    return size == Float.BYTES ? Float.parseFloat(literal) : Double.parseDouble(literal);
  }

  private static boolean flag(FilterContext context, int index, String item) {
    int value = context.clientData(index);
    if (value != 0 && value != 1) {
      throw context.malformed(item, Integer.toUnsignedString(value), "0 or 1");
    }
    return value == 1;
  }

  /// The low `size` bytes of the fill value, which is stored from its least significant end.
  private static long fillValue(FilterContext context, int size) {
    long low = Integer.toUnsignedLong(context.clientData(FILL_VALUE));
    long high = Integer.toUnsignedLong(context.clientData(FILL_VALUE + 1));
    return (high << Integer.SIZE | low) & -1L >>> Long.SIZE - size * Byte.SIZE;
  }
}
