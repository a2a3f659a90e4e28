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
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ReferenceModel;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Follows whatever elements lead to. It calls itself as deep as a datatype is nested, which the
/// reader limits.
///
/// @param file the file that the elements are in
/// @param indirect the data that they describe
/// @param dangling is told of references that lead nowhere: their objects may have been deleted
record ElementChecker(FileModel file, IndirectData indirect, Consumer<Hdf5Exception> dangling) {
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
          check(
              sequence.base(),
              indirect.variableLength(elements.asSlice(offset, type.size()), sequence.base()));
      case ArrayType array -> check(array.base(), elements.asSlice(offset, array.size()));
      case Compound compound -> {
        for (Compound.Member member : compound.members()) {
          if (member.type().hasIndirectData()) {
            checkOne(member.type(), elements, offset + member.offset());
          }
        }
      }
      case Reference reference -> {
        try {
          follow(reference, elements.asSlice(offset, type.size()));
        } catch (Hdf5Exception e) {
          dangling.accept(e);
        }
      }
      default -> {}
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
