package io.hyperslab.cli.h5ls;

import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// Describes datatypes, over as many lines as they take.
///
/// It calls itself as deep as a datatype is nested, which the library limits.
final class TypeText {
  private static final int DEEPER = 4;
  private static final int MEMBER_COLUMNS = 16;
  private static final int OFFSET_COLUMNS = 4;

  /// The types of C that have these names on the machines that libhdf5 mostly runs on.
  private static final Map<Datatype, String> NATIVE =
      Map.of(
          FixedPoint.INT8, "native signed char",
          FixedPoint.UINT8, "native unsigned char",
          FixedPoint.INT16, "native short",
          FixedPoint.UINT16, "native unsigned short",
          FixedPoint.INT32, "native int",
          FixedPoint.UINT32, "native unsigned int",
          FixedPoint.INT64, "native long",
          FixedPoint.UINT64, "native unsigned long",
          FloatingPoint.FLOAT32, "native float",
          FloatingPoint.FLOAT64, "native double");

  private static final Map<Datatype, String> IEEE =
      Map.of(
          FloatingPoint.FLOAT32,
          "IEEE 32-bit little-endian float",
          FloatingPoint.FLOAT32.bigEndian(),
          "IEEE 32-bit big-endian float",
          FloatingPoint.FLOAT64,
          "IEEE 64-bit little-endian float",
          FloatingPoint.FLOAT64.bigEndian(),
          "IEEE 64-bit big-endian float");

  private final StringBuilder out;
  private final boolean simple;

  /// @param simple whether names of C's types are avoided
  TypeText(StringBuilder out, boolean simple) {
    this.out = out;
    this.simple = simple;
  }

  /// Appends the description of a datatype.
  ///
  /// @param indent spaces before each line but the first
  void append(Datatype type, int indent) {
    String name = simple ? null : NATIVE.get(type);
    if (name != null) {
      out.append(name);
      return;
    }
    switch (type) {
      case FixedPoint integer -> integer(integer, indent);
      case FloatingPoint number -> floatingPoint(number, indent);
      case Bitfield bits -> bitfield(bits, indent);
      case Time time -> out.append(time.size()).append("-byte class-2 unknown");
      case StringType text -> text(text);
      case Opaque opaque -> opaque(opaque, indent);
      case Compound compound -> compound(compound, indent);
      case Reference reference -> out.append(name(reference));
      case Enumeration enumeration -> enumeration(enumeration, indent);
      case VariableLength sequence -> {
        out.append("variable length of");
        line(indent + DEEPER);
        append(sequence.base(), indent + DEEPER);
      }
      case ArrayType array -> {
        out.append(array.dimensions().toString().replace(" ", "")).append(' ');
        append(array.base(), indent + DEEPER);
      }
      case Complex complex -> out.append(complex.size()).append("-byte class-11 unknown");
    }
  }

  private void line(int indent) {
    out.append('\n').repeat(' ', indent);
  }

  private static String plural(long count, String one) {
    return Long.toUnsignedString(count) + " " + one + (count == 1 ? "" : "s");
  }

  private static String order(long size, ByteOrder order) {
    if (size == 1) {
      return "";
    }
    return switch (order) {
      case LITTLE_ENDIAN -> " little-endian";
      case BIG_ENDIAN -> " big-endian";
      case VAX -> " mixed-endian";
    };
  }

  private void integer(FixedPoint type, int indent) {
    out.append(8 * type.size()).append("-bit").append(order(type.size(), type.order()));
    out.append(type.signed() ? " integer" : " unsigned integer");
    precision(type, type.lowPadding(), type.highPadding(), indent);
  }

  private void bitfield(Bitfield type, int indent) {
    boolean isNative =
        type.isFullWidth()
            && type.order() == ByteOrder.LITTLE_ENDIAN
            && type.lowPadding() == BitPadding.ZERO
            && type.highPadding() == BitPadding.ZERO
            && type.size() <= Long.BYTES
            && Long.bitCount(type.size()) == 1;
    if (isNative && !simple) {
      out.append("native ").append(8 * type.size()).append("-bit field");
      return;
    }
    out.append(8 * type.size()).append("-bit").append(order(type.size(), type.order()));
    out.append(" bitfield");
    precision(type, type.lowPadding(), type.highPadding(), indent);
  }

  private void floatingPoint(FloatingPoint type, int indent) {
    String name = IEEE.get(type);
    if (name != null) {
      out.append(name);
      return;
    }
    out.append(8 * type.size()).append("-bit").append(order(type.size(), type.order()));
    out.append(" floating-point");
    precision(type, type.lowPadding(), type.highPadding(), indent);
    line(indent);
    out.append("(significant for ").append(plural(type.mantissaSize(), "bit"));
    out.append(" at bit ").append(type.mantissaLocation());
    out.append(
        switch (type.normalization()) {
          case IMPLIED -> ", msb implied)";
          case MOST_SIGNIFICANT_BIT_SET -> ", msb always set)";
          case NONE -> ", no normalization)";
        });
    line(indent);
    out.append("(exponent for ").append(plural(type.exponentSize(), "bit"));
    out.append(" at bit ").append(type.exponentLocation());
    out.append(", bias is 0x").append(Long.toHexString(type.exponentBias())).append(')');
    line(indent);
    out.append("(sign bit at ").append(type.signLocation()).append(')');
    if (1 + type.exponentSize() + type.mantissaSize() < type.precision()) {
      line(indent);
      out.append("(internal padding bits are ").append(name(type.internalPadding())).append(')');
    }
  }

  private static String name(BitPadding padding) {
    return padding == BitPadding.ZERO ? "zero" : "one";
  }

  /// Appends which bits count, if not all do.
  private void precision(NumericType type, BitPadding low, BitPadding high, int indent) {
    long bits = 8 * type.size();
    if (type.precision() == bits) {
      return;
    }
    int offset = type.bitOffset();
    line(indent);
    out.append('(').append(plural(type.precision(), "bit"));
    out.append(" of precision beginning at bit ").append(offset).append(')');
    long above = bits - offset - type.precision();
    if (offset == 0 && above <= 0) {
      return;
    }
    line(indent);
    out.append('(');
    if (offset > 0) {
      out.append(plural(offset, name(low) + " bit")).append(" at bit 0");
      out.append(above > 0 ? ", " : "");
    }
    if (above > 0) {
      out.append(plural(above, name(high) + " bit")).append(" at bit ").append(bits - above);
    }
    out.append(')');
  }

  private void text(StringType type) {
    out.append(type instanceof FixedString fixed ? fixed.size() + "-byte " : "variable-length ");
    out.append(
        switch (type.padding()) {
          case NULL_TERMINATED -> "null-terminated ";
          case NULL_PADDED -> "null-padded ";
          case SPACE_PADDED -> "space-padded ";
        });
    out.append(
        switch (type.characterSet()) {
          case ASCII -> "ASCII string";
          case UTF8 -> "UTF-8 string";
        });
  }

  private void opaque(Opaque type, int indent) {
    out.append(type.size()).append("-byte opaque type");
    line(indent);
    out.append("(tag = \"");
    EscapedName.append(out, Latin1.ofName(type.tag()), false);
    out.append("\")");
  }

  private static String name(Reference type) {
    return switch (type.kind()) {
      case OBJECT -> "object reference";
      case REGION -> "dataset region reference";
      case STANDARD -> type.size() + "-byte unknown reference"; // newer than release 1.10
    };
  }

  private void compound(Compound type, int indent) {
    out.append("struct {");
    for (Compound.Member member : MemoryForm.members(type)) {
      line(indent + DEEPER);
      out.append('"');
      int columns = EscapedName.append(out, Latin1.ofName(member.name()), false);
      out.append('"').repeat(' ', Math.max(0, MEMBER_COLUMNS - columns)).append(" +");
      String offset = Long.toString(member.offset());
      out.append(offset).repeat(' ', Math.max(0, OFFSET_COLUMNS - offset.length())).append(' ');
      append(member.type(), indent + DEEPER);
    }
    line(indent);
    out.append("} ").append(plural(MemoryForm.size(type), "byte"));
  }

  private void enumeration(Enumeration type, int indent) {
    out.append("enum ");
    append(type.base(), indent + DEEPER);
    out.append(" {");
    List<Enumeration.Member> members = type.members();
    for (Enumeration.Member member : members) {
      line(indent + DEEPER);
      int columns = EscapedName.append(out, Latin1.ofName(member.name()), true);
      out.repeat(' ', Math.max(0, MEMBER_COLUMNS - columns)).append(" = ");
      value(type.base(), member.value());
    }
    if (members.isEmpty()) {
      line(indent + DEEPER);
      out.append(" <empty>");
    }
    line(indent);
    out.append('}');
  }

  /// Appends a value: in decimal, or its bytes as stored if C has no integer that wide.
  private void value(FixedPoint type, BigInteger value) {
    if (type.size() <= Long.BYTES) {
      out.append(value);
      return;
    }
    out.append("0x");
    for (long i = 0; i < type.size(); i++) {
      long place = type.order() == ByteOrder.BIG_ENDIAN ? type.size() - 1 - i : i;
      int stored = value.shiftRight(Math.toIntExact(8 * place)).intValue() & 0xff;
      out.append(Character.forDigit(stored >> 4, 16)).append(Character.forDigit(stored & 15, 16));
    }
  }
}
