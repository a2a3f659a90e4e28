package io.hyperslab.datatype;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes a [Compound] member by member. Made by [Datatypes#compound()]; for one thread.
public final class CompoundBuilder {
  private final List<Compound.Member> members = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private long end;

  CompoundBuilder() {}

  /// Adds a member right behind those that are there.
  ///
  /// @param name not empty
  /// @throws IllegalArgumentException if there is a member of that name
  public CompoundBuilder member(String name, Datatype type) {
    return member(name, type, end);
  }

  /// Adds a member at an offset.
  ///
  /// @param name not empty
  /// @param offset bytes from the element's start
  /// @throws IllegalArgumentException if there is a member of that name or in that place
  public CompoundBuilder member(String name, Datatype type, long offset) {
    if (name.isEmpty() || offset < 0) {
      throw new IllegalArgumentException(
          "a member has a name and an offset of at least 0, not '%s' and %d"
              .formatted(name, offset));
    }
    long behind = Math.addExact(offset, type.size());
    if (offset < end) {
      requireFree(name, offset, behind);
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("two members are named " + name);
    }
    members.add(new Compound.Member(name, offset, type));
    end = Math.max(end, behind);
    return this;
  }

  private void requireFree(String name, long offset, long behind) {
    for (Compound.Member other : members) {
      if (offset < other.offset() + other.type().size() && other.offset() < behind) {
        throw new IllegalArgumentException(
            "members %s and %s overlap".formatted(other.name(), name));
      }
    }
  }

  /// The compound, ending with its last member.
  ///
  /// @throws IllegalArgumentException if it has no members
  public Compound build() {
    return build(end);
  }

  /// The compound with unused bytes at its end.
  ///
  /// @param size bytes of every element
  /// @throws IllegalArgumentException if it has no members, or they need more
  public Compound build(long size) {
    if (members.isEmpty() || size < end) {
      throw new IllegalArgumentException(
          "%d members of %d bytes make no compound of %d bytes"
              .formatted(members.size(), end, size));
    }
    return new Compound(size, members);
  }
}
