package io.hyperslab.datatype;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Named values of an integer type (class 8).
///
/// @param base the integer type
/// @param members in stored order
public record Enumeration(FixedPoint base, List<Member> members) implements Datatype {
  /// One named value.
  ///
  /// @param name its name
  /// @param value all stored bits of the value as a number, signed as the base type says
  public record Member(String name, BigInteger value) {}

  /// Copies the list.
  public Enumeration {
    members = List.copyOf(members);
  }

  /// Whether this is what h5py and PyTables store booleans as: an 8-bit integer with FALSE = 0 and
  /// TRUE = 1.
  public boolean isBoolean() {
    return base.size() == 1
        && members.size() == 2
        && valueOf("FALSE").filter(BigInteger.ZERO::equals).isPresent()
        && valueOf("TRUE").filter(BigInteger.ONE::equals).isPresent();
  }

  /// The value of that name.
  public Optional<BigInteger> valueOf(String name) {
    return members.stream().filter(m -> m.name().equals(name)).map(Member::value).findFirst();
  }

  /// The first name of that value.
  public Optional<String> nameOf(BigInteger value) {
    return members.stream().filter(m -> m.value().equals(value)).map(Member::name).findFirst();
  }

  @Override
  public long size() {
    return base.size();
  }

  @Override
  public boolean hasIndirectData() {
    return false;
  }

  @Override
  public String toString() {
    return isBoolean()
        ? "boolean"
        : members.stream()
            .map(m -> m.name() + "=" + m.value())
            .collect(Collectors.joining(", ", "enum(" + base + "){", "}"));
  }
}
