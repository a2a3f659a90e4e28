package io.hyperslab.datatype;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A record of named members at byte offsets (class 6). Members may lie anywhere in the element;
/// bytes between them have no meaning.
///
/// @param size bytes of every element
/// @param members in stored order
public record Compound(long size, List<Member> members) implements Datatype {
  /// One member.
  ///
  /// @param name its name; any text
  /// @param offset bytes from the element's start
  /// @param type its datatype
  public record Member(String name, long offset, Datatype type) {}

  /// Copies the list.
  public Compound {
    members = List.copyOf(members);
  }

  /// The member of that name.
  public Optional<Member> member(String name) {
    return members.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  @Override
  public boolean hasIndirectData() {
    return members.stream().anyMatch(m -> m.type().hasIndirectData());
  }

  @Override
  public String toString() {
    return members.stream()
        .map(m -> m.name() + ": " + m.type())
        .collect(Collectors.joining(", ", "compound{", "}"));
  }
}
