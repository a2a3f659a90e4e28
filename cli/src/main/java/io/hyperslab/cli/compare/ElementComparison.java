package io.hyperslab.cli.compare;

import io.hyperslab.array.IndirectData;
import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.VariableLength;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Optional;

/// Goes through two elements side by side, down to their leaves. Used by one thread.
public final class ElementComparison {
  private final Leaves leaves;
  private final IndirectData ofOne;
  private final IndirectData ofOther;

  /// @param leaves decides about the values
  /// @param ofOne where the first one's data of variable length lies
  /// @param ofOther where the second one's lies
  public ElementComparison(Leaves leaves, IndirectData ofOne, IndirectData ofOther) {
    this.leaves = leaves;
    this.ofOne = ofOne;
    this.ofOther = ofOther;
  }

  /// Compares two elements.
  ///
  /// @param pair what they are
  /// @param one holds the first one
  /// @param atOne where it is
  /// @param other holds the second one
  /// @param atOther where that is
  /// @return how many differences there are
  public long compare(
      ElementPair pair, MemorySegment one, long atOne, MemorySegment other, long atOther) {
    return switch (pair) {
      case ElementPair.Integers p -> {
        long a = NumberReader.integer(p.one(), one, atOne);
        long b = NumberReader.integer(p.other(), other, atOther);
        yield leaves.integers(a, b, p.size(), p.one().signed());
      }
      case ElementPair.Floats p -> {
        double a = NumberReader.floating(p.one(), one, atOne);
        double b = NumberReader.floating(p.other(), other, atOther);
        yield leaves.floats(a, b, p.size());
      }
      case ElementPair.Octets p ->
          leaves.octets(
              NumberReader.octets(p.one(), p.size(), one, atOne),
              NumberReader.octets(p.other(), p.size(), other, atOther));
      case ElementPair.Names p -> names(p, one, atOne, other, atOther);
      case ElementPair.Texts p -> texts(p, one, atOne, other, atOther);
      case ElementPair.Members p -> members(p, one, atOne, other, atOther);
      case ElementPair.Arrays p -> arrays(p, one, atOne, other, atOther);
      case ElementPair.Sequences p -> sequences(p, one, atOne, other, atOther);
      case ElementPair.References p ->
          leaves.references(
              p.one(),
              one.asSlice(atOne, p.one().size()),
              other.asSlice(atOther, p.other().size()));
      case ElementPair.Incomparable p -> leaves.incomparable(p);
    };
  }

  private long names(
      ElementPair.Names pair, MemorySegment one, long atOne, MemorySegment other, long atOther) {
    long a = NumberReader.integer(pair.one().base(), one, atOne);
    long b = NumberReader.integer(pair.other().base(), other, atOther);
    if (a == b && pair.one().equals(pair.other())) {
      return 0;
    }
    // Values of the same size are not converted: both are looked up in the first enumeration.
    Enumeration second =
        NativeSize.of(pair.one().base()) == NativeSize.of(pair.other().base())
            ? pair.one()
            : pair.other();
    return a == b && second.equals(pair.one())
        ? 0
        : leaves.names(name(pair.one(), a), name(second, b));
  }

  private static Optional<String> name(Enumeration type, long value) {
    return type.nameOf(type.base().signed() ? BigInteger.valueOf(value) : unsigned(value));
  }

  private static BigInteger unsigned(long value) {
    return value >= 0 ? BigInteger.valueOf(value) : new BigInteger(Long.toUnsignedString(value));
  }

  private long texts(
      ElementPair.Texts pair, MemorySegment one, long atOne, MemorySegment other, long atOther) {
    var larger = pair.other().size() > pair.one().size() ? pair.other() : pair.one();
    return leaves.texts(
        TextReader.text(pair.one(), larger, one, atOne, ofOne),
        TextReader.text(pair.other(), larger, other, atOther, ofOther));
  }

  private long members(
      ElementPair.Members pair, MemorySegment one, long atOne, MemorySegment other, long atOther) {
    long found = 0;
    for (ElementPair.Member member : pair.members()) {
      leaves.enter(member.name());
      found +=
          compare(
              member.pair(),
              one,
              atOne + member.offsetInOne(),
              other,
              atOther + member.offsetInOther());
      leaves.leave();
    }
    return found;
  }

  private long arrays(
      ElementPair.Arrays pair, MemorySegment one, long atOne, MemorySegment other, long atOther) {
    long found = 0;
    for (long i = 0; i < pair.count(); i++) {
      leaves.enter(i);
      found +=
          compare(
              pair.pair(),
              one,
              atOne + i * pair.sizeInOne(),
              other,
              atOther + i * pair.sizeInOther());
      leaves.leave();
    }
    return found;
  }

  private long sequences(
      ElementPair.Sequences pair,
      MemorySegment one,
      long atOne,
      MemorySegment other,
      long atOther) {
    NdArray a = sequence(pair.one(), one, atOne, ofOne);
    NdArray b = sequence(pair.other(), other, atOther, ofOther);
    long found = a.size() == b.size() ? 0 : leaves.lengths(a.size(), b.size());
    long sizeInOne = pair.one().base().size();
    long sizeInOther = pair.other().base().size();
    for (long i = 0; i < Math.min(a.size(), b.size()); i++) {
      leaves.enter(i);
      found += compare(pair.pair(), a.segment(), i * sizeInOne, b.segment(), i * sizeInOther);
      leaves.leave();
    }
    return found;
  }

  private static NdArray sequence(
      VariableLength type, MemorySegment bytes, long offset, IndirectData indirect) {
    return NdArray.of(bytes.asSlice(offset, type.size()), type, new long[0], indirect).sequence();
  }
}
