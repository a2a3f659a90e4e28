package io.hyperslab.cli.digest;

import io.hyperslab.cli.libhdf5.MemoryForm;
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
import io.hyperslab.datatype.VariableString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Datatypes in the grammar of the digest: `i4<`, `S10:nullpad:ascii`,
/// `compound(16){"a"@0:f8<,...}`. Sizes and offsets are those in memory ([MemoryForm]).
final class DatatypeText {
  private DatatypeText() {}

  static String of(Datatype type) {
    return switch (type) {
      case FixedPoint integer -> number(integer.signed() ? "i" : "u", integer, List.of());
      case FloatingPoint number -> number("f", number, floatingPointFields(number));
      case Bitfield bits -> number("b", bits, List.of());
      case Time time -> time(time);
      case FixedString text -> "S" + text.size() + ":" + textTail(text);
      case VariableString text -> "str:" + textTail(text);
      case Opaque opaque -> "opaque(" + opaque.size() + "," + Json.string(opaque.tag()) + ")";
      case Reference reference -> "ref:" + kind(reference);
      case Enumeration enumeration -> enumeration(enumeration);
      case Compound compound -> compound(compound);
      case VariableLength sequence -> "vlen(" + of(sequence.base()) + ")";
      case ArrayType array ->
          array.dimensions().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(",", "array[", "](" + of(array.base()) + ")"));
      case Complex complex -> "complex(" + of(complex.base()) + ")";
    };
  }

  private static String number(String letter, NumericType type, List<String> description) {
    List<String> more = new ArrayList<>(description);
    boolean partial = type.precision() != 8 * type.size();
    if (more.isEmpty() && !type.isFullWidth()) {
      more.add("prec=" + type.precision());
      more.add("off=" + type.bitOffset());
    }
    boolean padded = type.lowPadding() != BitPadding.ZERO || type.highPadding() != BitPadding.ZERO;
    if (partial && padded) {
      more.add("pad=" + padding(type.lowPadding()) + "/" + padding(type.highPadding()));
    }
    String plain = letter + type.size() + order(type.order());
    return more.isEmpty() ? plain : plain + "{" + String.join(",", more) + "}";
  }

  private static List<String> floatingPointFields(FloatingPoint type) {
    if (isPlain(type)) {
      return List.of();
    }
    String normalization =
        switch (type.normalization()) {
          case IMPLIED -> "implied";
          case MOST_SIGNIFICANT_BIT_SET -> "msbset";
          case NONE -> "none";
        };
    return List.of(
        "prec=" + type.precision(),
        "off=" + type.bitOffset(),
        "sign=" + type.signLocation(),
        "exp=" + type.exponentLocation() + ":" + type.exponentSize(),
        "bias=" + type.exponentBias(),
        "man=" + type.mantissaLocation() + ":" + type.mantissaSize(),
        "norm=" + normalization);
  }

  /// Whether the fields are those of IEEE 754, in any byte order.
  private static boolean isPlain(FloatingPoint type) {
    FloatingPoint littleEndian =
        new FloatingPoint(
            type.size(),
            ByteOrder.LITTLE_ENDIAN,
            type.precision(),
            type.bitOffset(),
            type.lowPadding(),
            type.highPadding(),
            type.internalPadding(),
            type.normalization(),
            type.signLocation(),
            type.exponentLocation(),
            type.exponentSize(),
            type.exponentBias(),
            type.mantissaLocation(),
            type.mantissaSize());
    return littleEndian.isIeee();
  }

  private static String time(Time type) {
    String plain = "t" + type.size() + order(type.order());
    return type.precision() == 8 * type.size()
        ? plain
        : plain + "{prec=" + type.precision() + ",off=0}";
  }

  private static String order(ByteOrder order) {
    return switch (order) {
      case LITTLE_ENDIAN -> "<";
      case BIG_ENDIAN -> ">";
      case VAX -> "v";
    };
  }

  private static String padding(BitPadding padding) {
    return switch (padding) {
      case ZERO -> "zero";
      case ONE -> "one";
    };
  }

  private static String textTail(StringType type) {
    String padding =
        switch (type.padding()) {
          case NULL_TERMINATED -> "nullterm";
          case NULL_PADDED -> "nullpad";
          case SPACE_PADDED -> "spacepad";
        };
    String characters =
        switch (type.characterSet()) {
          case ASCII -> "ascii";
          case UTF8 -> "utf8";
        };
    return padding + ":" + characters;
  }

  private static String kind(Reference reference) {
    return switch (reference.kind()) {
      case OBJECT -> "object";
      case REGION -> "region";
      case STANDARD -> "std";
    };
  }

  private static String enumeration(Enumeration type) {
    return type.members().stream()
        .map(member -> Json.string(member.name()) + "=" + member.value())
        .collect(Collectors.joining(",", "enum(" + of(type.base()) + "){", "}"));
  }

  private static String compound(Compound type) {
    String head = "compound(" + MemoryForm.size(type) + "){";
    return MemoryForm.members(type).stream()
        .map(m -> Json.string(m.name()) + "@" + m.offset() + ":" + of(m.type()))
        .collect(Collectors.joining(",", head, "}"));
  }
}
