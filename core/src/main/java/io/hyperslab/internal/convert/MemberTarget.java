package io.hyperslab.internal.convert;

import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Members of stored compounds that are to get other values.
///
/// @param stored the datatype of the elements
/// @param offset where in an element the members lie, or the compound that has them
/// @param within the datatype of what lies there
/// @param type the datatype of the values: `within`, or a compound of some of its members
public record MemberTarget(Datatype stored, long offset, Datatype within, Datatype type) {
  /// Puts values into elements; what else is in these stays.
  ///
  /// @param values one after the other
  /// @param elements as stored, one after the other
  public void put(MemorySegment values, MemorySegment elements, long count) {
    RawConverter.of(type, within).convert(values, 0, elements, offset, stored.size(), count);
  }

  /// Elements of the same size that have only what is replaced: what they describe goes.
  public Datatype replaced() {
    if (type.equals(within)) {
      return new Compound(stored.size(), List.of(new Compound.Member("", offset, within)));
    }
    Compound values = (Compound) type;
    return new Compound(
        stored.size(),
        ((Compound) within)
            .members().stream()
                .filter(member -> values.member(member.name()).isPresent())
                .map(member ->
                    new Compound.Member(member.name(), offset + member.offset(), member.type()))
                .toList());
  }
}
