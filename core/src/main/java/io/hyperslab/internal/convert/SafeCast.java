package io.hyperslab.internal.convert;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.util.List;

/// Whether a datatype takes the values of another, by numpy's rule `safe`: integers go to integers
/// that hold them all and to floating-point numbers whose mantissa does, but any integer of 64 bits
/// or less to those of 64 bits; floating-point numbers to larger ones; compounds member by member.
public final class SafeCast {
  private static final int WIDE = 64;

  private SafeCast() {}

  /// Whether every value of `from` can be stored as `to`.
  public static boolean isSafe(Datatype from, Datatype to) {
    return isSame(from, to)
        || switch (from) {
          case FixedPoint a -> ofInteger(a.precision(), a.signed(), to);
          case Bitfield a -> ofInteger(a.precision(), false, to);
          case Enumeration a when a.isBoolean() -> ofInteger(1, false, to);
          case Enumeration a -> ofInteger(a.base().precision(), a.base().signed(), to);
          case FloatingPoint a -> to instanceof FloatingPoint b && isWithin(a, b);
          case FixedString a ->
              to instanceof VariableString || to instanceof FixedString b && a.size() <= b.size();
          case StringType _ -> to instanceof VariableString;
          case Opaque a -> to instanceof Opaque b && a.size() == b.size();
          case ArrayType a ->
              to instanceof ArrayType b
                  && a.dimensions().equals(b.dimensions())
                  && isSafe(a.base(), b.base());
          case VariableLength a -> to instanceof VariableLength b && isSafe(a.base(), b.base());
          case Complex a -> to instanceof Complex b && isSafe(a.base(), b.base());
          case Compound a -> to instanceof Compound b && areSafe(a.members(), b.members());
          default -> false;
        };
  }

  private static boolean ofInteger(int bits, boolean signed, Datatype to) {
    return switch (to) {
      case FixedPoint b ->
          signed ? b.signed() && bits <= b.precision() : bits <= b.precision() - sign(b);
      case Enumeration b -> !b.isBoolean() && ofInteger(bits, signed, b.base());
      case FloatingPoint b ->
          bits - (signed ? 1 : 0) <= b.mantissaSize() || bits <= WIDE && b.precision() >= WIDE;
      default -> false;
    };
  }

  private static int sign(FixedPoint type) {
    return type.signed() ? 1 : 0;
  }

  private static boolean isWithin(FloatingPoint a, FloatingPoint b) {
    return a.mantissaSize() <= b.mantissaSize() && a.exponentSize() <= b.exponentSize();
  }

  private static boolean areSafe(List<Compound.Member> from, List<Compound.Member> to) {
    boolean safe = from.size() == to.size();
    for (int i = 0; safe && i < from.size(); i++) {
      safe =
          from.get(i).name().equals(to.get(i).name())
              && isSafe(from.get(i).type(), to.get(i).type());
    }
    return safe;
  }

  /// Whether two datatypes are the same but for the sizes of descriptors and references, which
  /// depend on the file.
  public static boolean isSame(Datatype a, Datatype b) {
    return switch (a) {
      case VariableString s ->
          b instanceof VariableString t
              && s.padding() == t.padding()
              && s.characterSet() == t.characterSet();
      case VariableLength s -> b instanceof VariableLength t && isSame(s.base(), t.base());
      case Reference s -> b instanceof Reference t && s.kind() == t.kind();
      case ArrayType s ->
          b instanceof ArrayType t
              && s.dimensions().equals(t.dimensions())
              && isSame(s.base(), t.base());
      case Compound s when s.hasIndirectData() -> b instanceof Compound t && areSame(s, t);
      default -> a.equals(b);
    };
  }

  private static boolean areSame(Compound a, Compound b) {
    boolean same = a.members().size() == b.members().size();
    for (int i = 0; same && i < a.members().size(); i++) {
      Compound.Member left = a.members().get(i);
      Compound.Member right = b.members().get(i);
      same = left.name().equals(right.name()) && isSame(left.type(), right.type());
    }
    return same;
  }
}
