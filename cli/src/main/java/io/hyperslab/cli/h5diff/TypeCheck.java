package io.hyperslab.cli.h5diff;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.util.Arrays;

/// Whether two datasets or attributes can be compared at all, by their datatypes and extents.
final class TypeCheck {
  /// One of the two.
  ///
  /// @param name what it is called
  /// @param type its datatype, as stored
  /// @param extent its extent
  /// @param maxExtent its largest extent
  record Subject(String name, Datatype type, long[] extent, long[] maxExtent) {
    String place() {
      return "<"
          + name
          + "> has rank "
          + extent.length
          + ", dimensions "
          + DiffOutput.dimensions(extent)
          + ", max dimensions "
          + DiffOutput.dimensions(maxExtent);
    }

    Subject member(Datatype member) {
      return new Subject(name, member, extent, maxExtent);
    }
  }

  private final DiffOutput out;
  private final DiffState state;

  TypeCheck(DiffOutput out, DiffState state) {
    this.out = out;
    this.state = state;
  }

  /// Whether they can be compared; says why not.
  boolean passes(Subject one, Subject other) {
    return passes(one, other, false);
  }

  private boolean passes(Subject one, Subject other, boolean isMember) {
    String first = symbol(one.type());
    String second = symbol(other.type());
    if (!first.equals(second)) {
      String is = isMember ? "> has a class " : "> is of class ";
      return refuse("<" + one.name() + is + first + " and <" + other.name() + is + second);
    }
    if (one.type() instanceof Time) {
      return refuse("<" + one.name() + "> and <" + other.name() + "> are of class " + second);
    }
    warnOfStorage(one, other);
    if (!Arrays.equals(one.extent(), other.extent())) {
      return refuse(one.place() + "\nand " + other.place());
    }
    warnOfLargestExtent(one, other);
    if (one.type() instanceof StringType
        && one.type() instanceof VariableString != other.type() instanceof VariableString) {
      return refuse("<" + one.name() + "> or <" + other.name() + "> is of mixed string type");
    }
    return !(one.type() instanceof Compound a && other.type() instanceof Compound b)
        || membersPass(one, a, other, b);
  }

  private boolean membersPass(Subject one, Compound a, Subject other, Compound b) {
    int count = a.members().size();
    if (count != b.members().size()) {
      return refuse(
          "<"
              + one.name()
              + "> has "
              + count
              + " members <"
              + other.name()
              + "> has "
              + b.members().size()
              + " members ");
    }
    for (int i = 0; i < count; i++) {
      Subject member = one.member(a.members().get(i).type());
      if (!passes(member, other.member(b.members().get(i).type()), true)) {
        return false;
      }
    }
    return true;
  }

  private boolean refuse(String reason) {
    if (out.options().namesIncomparable()) {
      out.line("Not comparable: " + reason);
    }
    state.notComparable();
    return false;
  }

  private void warnOfStorage(Subject one, Subject other) {
    if (!out.options().verbose() || one.type().equals(other.type())) {
      return;
    }
    out.line("Warning: different storage datatype");
    if (one.type() instanceof FixedPoint || one.type() instanceof FloatingPoint) {
      out.line("<" + one.name() + "> has file datatype " + typeName(one.type()));
      out.line("<" + other.name() + "> has file datatype " + typeName(other.type()));
    }
  }

  private void warnOfLargestExtent(Subject one, Subject other) {
    if (!out.options().verbose() || Arrays.equals(one.maxExtent(), other.maxExtent())) {
      return;
    }
    out.line("Warning: different maximum dimensions");
    for (Subject subject : new Subject[] {one, other}) {
      out.line(
          "<"
              + subject.name()
              + "> has max dimensions "
              + DiffOutput.dimensions(subject.maxExtent()));
    }
  }

  /// Whether both are signed, or both are not; says so otherwise.
  boolean signsPass(Subject one, Subject other) {
    String first = sign(one.type());
    String second = sign(other.type());
    return first.equals(second)
        || refuse(
            "<"
                + one.name()
                + "> has sign "
                + first
                + " and <"
                + other.name()
                + "> has sign "
                + second);
  }

  /// The sign of the integers that a datatype is made of.
  private static String sign(Datatype type) {
    return switch (type) {
      case FixedPoint integer -> integer.signed() ? "H5T_SGN_2" : "H5T_SGN_NONE";
      case Enumeration enumeration -> sign(enumeration.base());
      case ArrayType array -> sign(array.base());
      case VariableLength sequence -> sign(sequence.base());
      default -> "H5T_SGN_ERROR";
    };
  }

  private static String symbol(Datatype type) {
    return switch (type) {
      case FixedPoint _ -> "H5T_INTEGER";
      case FloatingPoint _ -> "H5T_FLOAT";
      case Time _ -> "H5T_TIME";
      case StringType _ -> "H5T_STRING";
      case Bitfield _ -> "H5T_BITFIELD";
      case Opaque _ -> "H5T_OPAQUE";
      case Compound _ -> "H5T_COMPOUND";
      case Reference _ -> "H5T_REFERENCE";
      case Enumeration _ -> "H5T_ENUM";
      case VariableLength _ -> "H5T_VLEN";
      case ArrayType _ -> "H5T_ARRAY";
      case Complex _ -> "H5T_COMPLEX";
    };
  }

  private static String typeName(Datatype type) {
    if (type instanceof FixedPoint integer && isStandard(integer)) {
      return "H5T_STD_" + (integer.signed() ? "I" : "U") + 8 * integer.size() + order(integer);
    } else if (type instanceof FloatingPoint number
        && number.isIeee()
        && (number.size() == Float.BYTES || number.size() == Double.BYTES)) {
      return "H5T_IEEE_F" + 8 * number.size() + order(number);
    } else if (type instanceof FloatingPoint number && number.size() == 16 && !number.isIeee()) {
      return "H5T_NATIVE_LDOUBLE";
    }
    return type instanceof FixedPoint ? "undefined integer" : "undefined float";
  }

  private static boolean isStandard(FixedPoint type) {
    return type.isFullWidth() && Long.bitCount(type.size()) == 1 && type.size() <= Long.BYTES;
  }

  private static String order(NumericType type) {
    return type.order() == ByteOrder.BIG_ENDIAN ? "BE" : "LE";
  }
}
