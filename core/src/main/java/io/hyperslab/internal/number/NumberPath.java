package io.hyperslab.internal.number;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.FloatingPoint;
import java.lang.foreign.ValueLayout;

/// Which numbers are common enough to be read and written in bulk.
enum NumberPath {
  /// An integer of 1, 2, 4 or 8 bytes without padding.
  PLAIN_INTEGER,
  OTHER_INTEGER,
  BINARY16,
  /// bfloat16.
  BRAIN16,
  BINARY32,
  BINARY64,
  OTHER_FLOAT;

  static final ValueLayout.OfFloat FLOAT_LITTLE =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT_BIG =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE_LITTLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE_BIG =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);

  static ByteOrder order(NumberCodec codec) {
    return switch (codec) {
      case IntegerCodec integer -> integer.order();
      case FloatCodec real -> real.type().order();
    };
  }

  static NumberPath of(NumberCodec codec) {
    return switch (codec) {
      case IntegerCodec integer -> integer.isPlain() ? PLAIN_INTEGER : OTHER_INTEGER;
      case FloatCodec real -> of(real.type());
    };
  }

  private static NumberPath of(FloatingPoint type) {
    if (type.isIeee()) {
      return switch ((int) type.size()) {
        case 2 -> BINARY16;
        case 4 -> BINARY32;
        case 8 -> BINARY64;
        default -> OTHER_FLOAT;
      };
    }
    boolean brain =
        type.size() == 2
            && type.order() != ByteOrder.VAX
            && type.normalization() == FloatingPoint.Normalization.IMPLIED
            && type.signLocation() == 15
            && type.exponentLocation() == 7
            && type.exponentSize() == 8
            && type.exponentBias() == 127
            && type.mantissaLocation() == 0
            && type.mantissaSize() == 7;
    return brain ? BRAIN16 : OTHER_FLOAT;
  }

  /// Whether the elements are Java's own numbers of that class, byte order aside.
  boolean isJava(NumberCodec codec, Class<?> primitive) {
    if (this == PLAIN_INTEGER && ((IntegerCodec) codec).signed()) {
      return codec.size() == Long.BYTES && primitive == long.class
          || codec.size() == Integer.BYTES && primitive == int.class
          || codec.size() == Short.BYTES && primitive == short.class
          || codec.size() == 1 && primitive == byte.class;
    }
    return this == BINARY64 && primitive == double.class
        || this == BINARY32 && primitive == float.class;
  }
}
