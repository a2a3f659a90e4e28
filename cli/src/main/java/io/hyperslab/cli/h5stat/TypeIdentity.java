package io.hyperslab.cli.h5stat;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.util.Comparator;

/// Datatypes that libhdf5 holds for equal: the order of members does not count, nor how texts of
/// variable length are padded and encoded.
final class TypeIdentity {
  private TypeIdentity() {}

  /// One datatype that stands for all that are held for equal.
  static Datatype of(Datatype type) {
    return switch (type) {
      case VariableString text ->
          new VariableString(
              text.size(), StringType.Padding.NULL_TERMINATED, StringType.CharacterSet.ASCII);
      case VariableLength sequence -> new VariableLength(sequence.size(), of(sequence.base()));
      case ArrayType array -> new ArrayType(array.dimensions(), of(array.base()));
      case Compound compound ->
          new Compound(
              compound.size(),
              compound.members().stream()
                  .map(member ->
                      new Compound.Member(member.name(), member.offset(), of(member.type())))
                  .sorted(Comparator.comparing(Compound.Member::name))
                  .toList());
      case Enumeration enumeration ->
          new Enumeration(
              enumeration.base(),
              enumeration.members().stream()
                  .sorted(Comparator.comparing(Enumeration.Member::name))
                  .toList());
      default -> type;
    };
  }
}
