package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ReferenceModel;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// What stored references say, in addresses as the file itself uses them.
final class StoredReferences {
  private StoredReferences() {}

  static StoredReference of(FileModel file, ReferenceModel reference) {
    return switch (reference) {
      case ReferenceModel.Null() -> new StoredReference.Null();
      case ReferenceModel.ToObject(long address, Optional<String> other) ->
          new StoredReference.ToObject(object(file, address), other);
      case ReferenceModel.ToRegion region ->
          new StoredReference.ToRegion(
              object(file, region.address()), region.stored(), region.selection(), region.file());
      case ReferenceModel.ToAttribute(long address, String attribute, Optional<String> other) ->
          new StoredReference.ToAttribute(object(file, address), attribute, other);
    };
  }

  /// What all elements of a reference datatype say, in C order.
  ///
  /// @throws DatatypeMismatchException if they are no references
  static StoredReference[] of(Hdf5File file, NdArray elements) {
    if (!(elements.datatype() instanceof Reference type)) {
      throw new DatatypeMismatchException(
          "datatype", -1, "datatype", elements.datatype().toString(), "references");
    }
    StoredReference[] references = new StoredReference[elements.arrayLength()];
    MemorySegment stored = elements.segment();
    for (int i = 0; i < references.length; i++) {
      references[i] = file.reference(type, stored.asSlice(i * type.size(), type.size()));
    }
    return references;
  }

  private static ObjectReference object(FileModel file, long position) {
    return new ObjectReference(file.storedAddress(position));
  }
}
