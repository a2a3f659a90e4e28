package io.hyperslab.cli.ddl;

import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Time;

/// The names that libhdf5 has for numeric datatypes, or a description of those without a name.
final class TypeNames {
  /// The exponent biases of VAX F and G floating, the mantissa taken as a fraction from 1 on.
  private static final int VAX_F_BIAS = 129;

  private static final int VAX_G_BIAS = 1025;

  private TypeNames() {}

  static String of(Datatype type) {
    return switch (type) {
      case FixedPoint integer -> integer(integer);
      case FloatingPoint number -> floatingPoint(number);
      case Bitfield bits -> bitfield(bits);
      case Time _ -> "H5T_TIME: not yet implemented";
      default -> throw new IllegalArgumentException(type + " is not a numeric type");
    };
  }

  private static String integer(FixedPoint type) {
    if (isStandard(type)) {
      return "H5T_STD_" + (type.signed() ? "I" : "U") + 8 * type.size() + order(type);
    }
    return 8 * type.size()
        + "-bit"
        + orderInWords(type)
        + (type.signed() ? "" : " unsigned")
        + " integer "
        + type.precision()
        + "-bit precision";
  }

  private static String floatingPoint(FloatingPoint type) {
    boolean namedSize = type.size() == 4 || type.size() == 8;
    if (type.isIeee() && namedSize && isUnpadded(type)) {
      return "H5T_IEEE_F" + 8 * type.size() + order(type);
    }
    if (type.order() == ByteOrder.VAX && namedSize) {
      long bias = type.size() == 4 ? VAX_F_BIAS : VAX_G_BIAS;
      if (type.exponentBias() == bias) {
        return "H5T_VAX_F" + 8 * type.size();
      }
    }
    return 8 * type.size()
        + "-bit"
        + orderInWords(type)
        + " floating-point "
        + type.precision()
        + "-bit precision";
  }

  private static String bitfield(Bitfield type) {
    return isStandard(type) ? "H5T_STD_B" + 8 * type.size() + order(type) : "undefined bitfield";
  }

  private static boolean isStandard(NumericType type) {
    boolean namedSize =
        type.size() == 1 || type.size() == 2 || type.size() == 4 || type.size() == 8;
    return namedSize && type.isFullWidth() && isUnpadded(type);
  }

  private static boolean isUnpadded(NumericType type) {
    return type.lowPadding() == BitPadding.ZERO && type.highPadding() == BitPadding.ZERO;
  }

  private static String order(NumericType type) {
    return type.order() == ByteOrder.BIG_ENDIAN ? "BE" : "LE";
  }

  private static String orderInWords(NumericType type) {
    if (type.size() == 1) {
      return "";
    }
    return switch (type.order()) {
      case LITTLE_ENDIAN -> " little-endian";
      case BIG_ENDIAN -> " big-endian";
      case VAX -> " mixed-endian";
    };
  }
}
