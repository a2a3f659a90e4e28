package io.hyperslab.array;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.NumericType;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.number.NumberArrays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The counterpart of [NpyTypes]: what elements are stored as in a `.npy` file, and how that is
/// described.
final class NpyDescriptions {
  private static final Pattern TIME = Pattern.compile("NUMPY:[<>][Mm]8(\\[[^']+])?");

  private NpyDescriptions() {}

  /// The datatype as which elements are stored.
  ///
  /// @param elements are asked how long their texts are
  /// @throws DatatypeMismatchException if numpy has nothing for them
  static Datatype stored(NdArray elements) {
    Datatype type = elements.datatype();
    if (NumberArrays.isComplex(type)) {
      return type instanceof Complex complex ? Datatypes.complex(complex.base()) : type;
    }
    return switch (type) {
      case FixedString text when text.characterSet() == CharacterSet.ASCII ->
          new FixedString(text.size(), Padding.NULL_PADDED, CharacterSet.ASCII);
      case StringType _ -> NpyTexts.stored(elements);
      case Compound compound -> stored(compound, elements);
      case Enumeration names when !names.isBoolean() -> names.base();
      case Bitfield bits when bits.isFullWidth() ->
          FixedPoint.of((int) bits.size(), bits.order(), false);
      default -> type;
    };
  }

  private static Compound stored(Compound type, NdArray elements) {
    List<Compound.Member> members = new ArrayList<>();
    boolean same = true;
    long end = 0;
    long behind = 0;
    for (Compound.Member member : type.members()) {
      NdArray part = elements.field(member.name());
      Datatype element = stored(part);
      Datatype stored = member.type();
      if (!element.equals(part.datatype())) {
        stored = member.type() instanceof ArrayType array ? rebased(array, element) : element;
      }
      same &= stored.equals(member.type()) && member.offset() >= behind;
      behind = member.offset() + member.type().size();
      members.add(new Compound.Member(member.name(), end, stored));
      end += stored.size();
    }
    return same ? type : new Compound(end, members);
  }

  /// An array datatype with other elements at its bottom.
  private static ArrayType rebased(ArrayType type, Datatype element) {
    Datatype base = type.base() instanceof ArrayType inner ? rebased(inner, element) : element;
    return new ArrayType(type.dimensions(), base);
  }

  /// The description of a datatype that [#stored] made.
  ///
  /// @throws DatatypeMismatchException if numpy has nothing for it
  static String of(Datatype type) {
    if (NumberArrays.isComplex(type)
        && NumberArrays.complexPart(type) instanceof FloatingPoint part) {
      return number(part, 'c', type.size(), type);
    }
    return switch (type) {
      case FixedPoint whole when whole.isFullWidth() && isPower(whole.size()) ->
          number(whole, whole.signed() ? 'i' : 'u', whole.size(), type);
      case FloatingPoint real -> number(real, 'f', real.size(), type);
      case Enumeration names when names.isBoolean() -> "'|b1'";
      case FixedString text -> "'|S" + text.size() + "'";
      case Opaque opaque -> opaque(opaque);
      case Compound compound -> compound(compound);
      default -> throw refused(type);
    };
  }

  private static boolean isPower(long size) {
    return size <= Long.BYTES && Long.bitCount(size) == 1;
  }

  private static DatatypeMismatchException refused(Datatype type) {
    return new DatatypeMismatchException(
        "npy header", -1, "datatype", type.toString(), "one that numpy has");
  }

  private static String number(NumericType part, char kind, long size, Datatype type) {
    if (part instanceof FloatingPoint real && (!real.isIeee() || real.size() > Double.BYTES)) {
      throw refused(type);
    }
    String order = size == 1 ? "|" : part.order() == ByteOrder.BIG_ENDIAN ? ">" : "<";
    return "'" + order + kind + size + "'";
  }

  private static String opaque(Opaque type) {
    Matcher time = TIME.matcher(type.tag());
    boolean known = NpyTexts.isText(type) || time.matches() && type.size() == Long.BYTES;
    return known
        ? "'" + type.tag().substring(NpyTypes.TAG.length()) + "'"
        : "'|V" + type.size() + "'";
  }

  private static String compound(Compound type) {
    List<Compound.Member> members = new ArrayList<>(type.members());
    members.sort(Comparator.comparingLong(Compound.Member::offset));
    StringBuilder out = new StringBuilder("[");
    long end = 0;
    for (Compound.Member member : members) {
      gap(out, member.offset() - end);
      Datatype base = member.type();
      List<Long> shape = new ArrayList<>();
      for (; base instanceof ArrayType array; base = array.base()) {
        shape.addAll(array.dimensions());
      }
      out.append('(').append(PythonLiteral.quote(member.name())).append(", ").append(of(base));
      out.append(shape.isEmpty() ? "" : ", " + tuple(shape)).append("), ");
      end = member.offset() + member.type().size();
    }
    gap(out, type.size() - end);
    out.setLength(out.length() - 2);
    return out.append(']').toString();
  }

  /// A tuple as Python prints it.
  static String tuple(List<Long> values) {
    return values.size() == 1
        ? "(" + values.getFirst() + ",)"
        : values.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  private static void gap(StringBuilder out, long bytes) {
    if (bytes > 0) {
      out.append("('', '|V").append(bytes).append("'), ");
    }
  }
}
