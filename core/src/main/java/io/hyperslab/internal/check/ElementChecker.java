package io.hyperslab.internal.check;

import io.hyperslab.array.IndirectData;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;
import io.hyperslab.datatype.VariableString;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ReferenceModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/// Follows whatever elements lead to. It calls itself as deep as a datatype is nested, which the
/// reader limits.
///
/// @param file the file that the elements are in
/// @param indirect the data that they describe
/// @param sequences those of the file that were followed already
/// @param dangling is told of references that lead nowhere: their objects may have been deleted
record ElementChecker(
    FileModel file,
    IndirectData indirect,
    FollowedSequences sequences,
    Consumer<Hdf5Exception> dangling) {
  private static final String DESCRIPTOR = "variable-length descriptor";

  /// Follows elements that lie one after the other.
  ///
  /// @throws Hdf5Exception for the first data that are not there
  void check(Datatype type, MemorySegment elements) {
    if (!type.hasIndirectData()) {
      return;
    }
    for (long offset = 0; offset + type.size() <= elements.byteSize(); offset += type.size()) {
      checkOne(type, elements, offset);
    }
  }

  private void checkOne(Datatype type, MemorySegment elements, long offset) {
    switch (type) {
      case VariableString _ ->
          indirect.variableLength(elements.asSlice(offset, type.size()), FixedPoint.UINT8);
      case VariableLength sequence ->
          checkSequence(sequence.base(), elements.asSlice(offset, type.size()));
      case ArrayType array -> check(array.base(), elements.asSlice(offset, array.size()));
      case Compound compound -> {
        for (Compound.Member member : compound.members()) {
          if (member.type().hasIndirectData()) {
            checkOne(member.type(), elements, offset + member.offset());
          }
        }
      }
      case Reference reference -> checkReference(reference, elements.asSlice(offset, type.size()));
      default -> {}
    }
  }

  private void checkSequence(Datatype base, MemorySegment descriptor) {
    if (!base.hasIndirectData()) {
      indirect.variableLength(descriptor, base);
      return;
    }
    Cursor cursor =
        Cursor.over(
            descriptor.toArray(ValueLayout.JAVA_BYTE), -1, DESCRIPTOR, file.reader().context());
    long count = cursor.u32();
    if (count == 0) {
      return;
    }
    long collection = cursor.address("global heap collection address");
    FollowedSequences.Sequence sequence =
        new FollowedSequences.Sequence(collection, cursor.u32(), base);
    long followed = sequences.length(sequence);
    if (followed < count) {
      MemorySegment elements = indirect.variableLength(descriptor, base);
      // Before its elements, one of which may lead back to it.
      sequences.follow(sequence, count);
      check(base, elements.asSlice(followed * base.size()));
    }
  }

  private void checkReference(Reference type, MemorySegment element) {
    file.references().requireSound(type, element);
    try {
      follow(type, element);
    } catch (Hdf5Exception e) {
      dangling.accept(e);
    }
  }

  private void follow(Reference type, MemorySegment element) {
    switch (file.references().decode(type, element)) {
      case ReferenceModel.Null() -> {}
      case ReferenceModel.ToObject(long address, var other) -> {
        if (other.isEmpty() && Address.isDefined(address)) {
          file.object(address);
        }
      }
      case ReferenceModel.ToRegion _ -> {}
      case ReferenceModel.ToAttribute(long address, String _, var other) -> {
        if (other.isEmpty()) {
          file.object(address);
        }
      }
    }
  }
}
