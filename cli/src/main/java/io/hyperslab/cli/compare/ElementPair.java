package io.hyperslab.cli.compare;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.util.ArrayList;
import java.util.List;

/// How an element of one datatype is compared with an element of another.
///
/// Both are seen as libhdf5 sees them in memory, in the larger of the two native types. It is as
/// deep as the datatypes are nested, which the library limits.
public sealed interface ElementPair {
  /// Two integers.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  /// @param size bytes that hold both, a power of two
  record Integers(FixedPoint one, FixedPoint other, int size) implements ElementPair {}

  /// Two floating-point numbers.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  /// @param size bytes of the native type that holds both: 4, 8 or 16
  record Floats(FloatingPoint one, FloatingPoint other, int size) implements ElementPair {}

  /// Bytes without a meaning of their own: two bitfields, or two opaque values.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  /// @param size bytes that hold both
  record Octets(Datatype one, Datatype other, int size) implements ElementPair {}

  /// Two named values.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  record Names(Enumeration one, Enumeration other) implements ElementPair {}

  /// Two texts.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  record Texts(StringType one, StringType other) implements ElementPair {}

  /// Two records.
  ///
  /// @param members their members, in pairs
  record Members(List<Member> members) implements ElementPair {
    /// Copies the list.
    public Members {
      members = List.copyOf(members);
    }
  }

  /// A member of each of two records.
  ///
  /// @param name the first one's name
  /// @param offsetInOne bytes from the start of the first record
  /// @param offsetInOther bytes from the start of the second one
  /// @param pair the members' values
  record Member(String name, long offsetInOne, long offsetInOther, ElementPair pair) {}

  /// Two arrays.
  ///
  /// @param count how many elements are compared: those of the smaller one
  /// @param sizeInOne bytes of an element of the first one
  /// @param sizeInOther bytes of an element of the second one
  /// @param pair two elements
  record Arrays(long count, long sizeInOne, long sizeInOther, ElementPair pair)
      implements ElementPair {}

  /// Two sequences of variable length.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  /// @param pair two elements of them
  record Sequences(VariableLength one, VariableLength other, ElementPair pair)
      implements ElementPair {}

  /// Two references.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  record References(Reference one, Reference other) implements ElementPair {}

  /// Two values that cannot be compared.
  ///
  /// @param one the first one's datatype
  /// @param other the second one's
  record Incomparable(Datatype one, Datatype other) implements ElementPair {}

  /// The largest opaque values and texts that are compared, in bytes.
  int LARGEST_LEAF = 1 << 30;

  private static boolean isOctetsOrText(Datatype type) {
    return type instanceof Opaque || type instanceof StringType;
  }

  /// The pair of two datatypes.
  static ElementPair of(Datatype one, Datatype other) {
    if (one instanceof FixedPoint a && other instanceof FixedPoint b) {
      return new Integers(a, b, Math.max(NativeSize.of(a), NativeSize.of(b)));
    } else if (one instanceof FloatingPoint a && other instanceof FloatingPoint b) {
      return new Floats(a, b, Math.max(NativeSize.of(a), NativeSize.of(b)));
    } else if (one instanceof Bitfield a && other instanceof Bitfield b) {
      return new Octets(a, b, Math.max(NativeSize.of(a), NativeSize.of(b)));
    } else if (Math.max(one.size(), other.size()) > LARGEST_LEAF && isOctetsOrText(one)) {
      return new Incomparable(one, other);
    } else if (one instanceof Opaque a && other instanceof Opaque b) {
      return new Octets(a, b, (int) Math.min(a.size(), b.size()));
    } else if (one instanceof Enumeration a && other instanceof Enumeration b) {
      return new Names(a, b);
    } else if (one instanceof StringType a && other instanceof StringType b) {
      return a instanceof VariableString == b instanceof VariableString
          ? new Texts(a, b)
          : new Incomparable(one, other);
    } else if (one instanceof Compound a && other instanceof Compound b) {
      return members(a, b);
    } else if (one instanceof ArrayType a && other instanceof ArrayType b) {
      return new Arrays(
          Math.min(a.elementCount(), b.elementCount()),
          a.base().size(),
          b.base().size(),
          of(a.base(), b.base()));
    } else if (one instanceof VariableLength a && other instanceof VariableLength b) {
      return new Sequences(a, b, of(a.base(), b.base()));
    } else if (one instanceof Reference a && other instanceof Reference b && a.equals(b)) {
      return new References(a, b);
    }
    return new Incomparable(one, other);
  }

  private static Members members(Compound one, Compound other) {
    List<Member> members = new ArrayList<>();
    int count = Math.min(one.members().size(), other.members().size());
    for (int i = 0; i < count; i++) {
      Compound.Member a = one.members().get(i);
      Compound.Member b = other.member(a.name()).orElse(other.members().get(i));
      members.add(new Member(a.name(), a.offset(), b.offset(), of(a.type(), b.type())));
    }
    return new Members(members);
  }
}
