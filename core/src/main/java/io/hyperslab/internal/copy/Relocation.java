package io.hyperslab.internal.copy;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Moves elements of one datatype from file to file: bytes as they are, data of variable length
/// into the other file's heap, references to the copies of what they lead to.
///
/// @param source the datatype in the one file
/// @param target the datatype in the other; only the sizes of descriptors may differ
/// @param steps what is to be done for each element
/// @param sameLayout whether bytes that no step changes are at the same place
record Relocation(Datatype source, Datatype target, List<Step> steps, boolean sameLayout) {
  /// What is done for one part of an element.
  sealed interface Step {
    /// Bytes stay what they are.
    record Bytes(long from, long to, long length) implements Step {}

    /// A text or sequence of variable length.
    ///
    /// @param base its elements
    record Sequence(VariableLength type, long from, long to, Relocation base) implements Step {}

    /// A reference.
    record Pointer(Reference type, long from, long to) implements Step {}

    /// An array of elements that have such parts.
    record Repeated(long count, long from, long to, Relocation base) implements Step {}
  }

  private static final Datatype CHARACTER = FixedPoint.UINT8;

  /// How elements of a datatype are moved.
  ///
  /// @param widthFrom bytes of an address in the one file
  /// @param widthTo bytes of an address in the other
  static Relocation of(Datatype type, int widthFrom, int widthTo) {
    if (!type.hasIndirectData()) {
      // No part of it is an address: the same bytes in every file.
      return new Relocation(type, type, List.of(), true);
    }
    Datatype target = widthFrom == widthTo ? type : resized(type, widthTo - widthFrom);
    List<Step> steps = new ArrayList<>();
    addSteps(type, target, 0, 0, widthTo - widthFrom, steps);
    return new Relocation(type, target, List.copyOf(steps), widthFrom == widthTo);
  }

  /// The same datatype with descriptors of another size.
  private static Datatype resized(Datatype type, long growth) {
    if (!type.hasIndirectData()) {
      return type;
    }
    return switch (type) {
      case VariableString text ->
          new VariableString(text.size() + growth, text.padding(), text.characterSet());
      case VariableLength sequence ->
          new VariableLength(sequence.size() + growth, resized(sequence.base(), growth));
      case Reference reference -> new Reference(reference.size() + growth, reference.kind());
      case ArrayType array -> new ArrayType(array.dimensions(), resized(array.base(), growth));
      case Compound compound -> resizedCompound(compound, growth);
      default -> type;
    };
  }

  /// Members behind one that grows move by as much.
  private static Compound resizedCompound(Compound compound, long growth) {
    List<Compound.Member> members = new ArrayList<>();
    long total = 0;
    for (Compound.Member member : compound.members()) {
      long shift = 0;
      for (Compound.Member other : compound.members()) {
        if (other.offset() < member.offset()) {
          shift += resized(other.type(), growth).size() - other.type().size();
        }
      }
      Datatype type = resized(member.type(), growth);
      total += type.size() - member.type().size();
      members.add(new Compound.Member(member.name(), member.offset() + shift, type));
    }
    return new Compound(compound.size() + total, members);
  }

  private static void addSteps(
      Datatype type, Datatype target, long from, long to, long growth, List<Step> steps) {
    if (!type.hasIndirectData()) {
      if (growth != 0) {
        steps.add(new Step.Bytes(from, to, type.size()));
      }
      return;
    }
    switch (type) {
      case VariableString text ->
          steps.add(
              new Step.Sequence(
                  new VariableLength(text.size(), CHARACTER),
                  from,
                  to,
                  new Relocation(CHARACTER, CHARACTER, List.of(), true)));
      case VariableLength sequence ->
          steps.add(new Step.Sequence(sequence, from, to, nested(sequence.base(), target, growth)));
      case Reference reference -> steps.add(new Step.Pointer(reference, from, to));
      case ArrayType array ->
          steps.add(
              new Step.Repeated(
                  array.elementCount(), from, to, nested(array.base(), target, growth)));
      case Compound compound -> {
        List<Compound.Member> targets = ((Compound) target).members();
        for (int i = 0; i < targets.size(); i++) {
          Compound.Member member = compound.members().get(i);
          Compound.Member moved = targets.get(i);
          addSteps(
              member.type(),
              moved.type(),
              from + member.offset(),
              to + moved.offset(),
              growth,
              steps);
        }
      }
      default -> steps.add(new Step.Bytes(from, to, type.size()));
    }
  }

  private static Relocation nested(Datatype base, Datatype target, long growth) {
    Datatype targetBase =
        switch (target) {
          case VariableLength sequence -> sequence.base();
          case ArrayType array -> array.base();
          default -> base;
        };
    List<Step> steps = new ArrayList<>();
    addSteps(base, targetBase, 0, 0, growth, steps);
    return new Relocation(base, targetBase, List.copyOf(steps), growth == 0);
  }

  /// Whether elements are the same bytes in both files.
  boolean isIdentity() {
    return steps.isEmpty() && sameLayout;
  }

  /// Whether an element leads to objects, anywhere in it.
  boolean hasReferences() {
    for (Step step : steps) {
      boolean found =
          switch (step) {
            case Step.Bytes _ -> false;
            case Step.Pointer _ -> true;
            case Step.Sequence sequence -> sequence.base().hasReferences();
            case Step.Repeated repeated -> repeated.base().hasReferences();
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  /// Moves elements.
  ///
  /// @param elements as stored in the one file, one after the other
  /// @param indirect the data that they describe
  /// @param mover puts their parts into the other file
  /// @return the elements as stored in the other
  MemorySegment apply(MemorySegment elements, IndirectData indirect, PartMover mover) {
    if (isIdentity()) {
      return elements;
    }
    long count = elements.byteSize() / source.size();
    MemorySegment moved =
        Memory.allocate(Saturated.multiply(count, target.size()), "elements to copy", -1);
    if (sameLayout) {
      moved.copyFrom(elements.asSlice(0, moved.byteSize()));
    }
    for (long i = 0; i < count; i++) {
      move(elements, i * source.size(), moved, i * target.size(), indirect, mover);
    }
    return moved;
  }

  private void move(
      MemorySegment elements,
      long from,
      MemorySegment moved,
      long to,
      IndirectData indirect,
      PartMover mover) {
    for (Step step : steps) {
      switch (step) {
        case Step.Bytes bytes ->
            MemorySegment.copy(
                elements, from + bytes.from(), moved, to + bytes.to(), bytes.length());
        case Step.Sequence sequence ->
            mover.sequence(
                sequence, elements, from + sequence.from(), moved, to + sequence.to(), indirect);
        case Step.Pointer pointer ->
            mover.reference(
                pointer.type(), elements, from + pointer.from(), moved, to + pointer.to());
        case Step.Repeated repeated -> {
          Relocation base = repeated.base();
          for (long i = 0; i < repeated.count(); i++) {
            base.move(
                elements,
                from + repeated.from() + i * base.source().size(),
                moved,
                to + repeated.to() + i * base.target().size(),
                indirect,
                mover);
          }
        }
      }
    }
  }
}
