package io.hyperslab.cli.libhdf5;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A datatype as libhdf5 shows it once it is in memory: what is a descriptor in the file is a
/// pointer there, of another size, and so the members of a compound move.
public final class MemoryForm {
  private static final long POINTER = 8;
  private static final long SEQUENCE = 16;
  private static final long STANDARD_REFERENCE = 64;

  private MemoryForm() {}

  /// The size of one element in memory.
  public static long size(Datatype type) {
    return switch (type) {
      case VariableString _ -> POINTER;
      case VariableLength _ -> SEQUENCE;
      case Reference reference when reference.kind() == Reference.Kind.STANDARD ->
          STANDARD_REFERENCE;
      case ArrayType array -> array.elementCount() * size(array.base());
      case Compound compound when compound.hasIndirectData() -> {
        long growth = 0;
        for (Compound.Member member : compound.members()) {
          growth += growth(member);
        }
        yield compound.size() + growth;
      }
      default -> type.size();
    };
  }

  /// The members with their offsets in memory. Where sizes change, libhdf5 also sorts them.
  public static List<Compound.Member> members(Compound compound) {
    if (!compound.hasIndirectData()) {
      return compound.members();
    }
    List<Compound.Member> moved = new ArrayList<>();
    long growth = 0;
    for (Compound.Member member : sorted(compound)) {
      moved.add(new Compound.Member(member.name(), member.offset() + growth, member.type()));
      growth += growth(member);
    }
    return moved;
  }

  /// The members as in the file, in the order that [#members(Compound)] has.
  public static List<Compound.Member> sorted(Compound compound) {
    return compound.hasIndirectData()
        ? compound.members().stream()
            .sorted(Comparator.comparingLong(Compound.Member::offset))
            .toList()
        : compound.members();
  }

  private static long growth(Compound.Member member) {
    return size(member.type()) - member.type().size();
  }
}
