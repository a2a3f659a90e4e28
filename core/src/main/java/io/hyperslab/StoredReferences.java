package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.BoxSelection;
import io.hyperslab.dataspace.PointSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.Reference;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.ReferenceModel;
import io.hyperslab.internal.number.HeapRoom;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// What stored references say, in addresses as the file itself uses them.
final class StoredReferences {
  /// Bytes of one that points to nothing.
  private static final long SIZE = HeapRoom.objectSize(0);

  /// Bytes of one that points to something, besides what its parts vary in.
  private static final long TARGET_SIZE =
      HeapRoom.objectSize(4L * HeapRoom.REFERENCE) - SIZE + HeapRoom.objectSize(Long.BYTES);

  /// What a selection of few dimensions takes, as stored and as resolved, roughly.
  private static final int SELECTION_SIZE = 256;

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
    MemorySegment stored = elements.segment();
    int length = elements.arrayLength();
    HeapRoom room = HeapRoom.beside(stored);
    room.take(length, HeapRoom.REFERENCE + SIZE);
    StoredReference[] references = Memory.array(StoredReference.class, length);
    for (int i = 0; i < length; i++) {
      references[i] = file.reference(type, stored.asSlice(i * type.size(), type.size()));
      room.take(1, varyingSize(references[i]));
    }
    return references;
  }

  /// What a reference takes of the heap besides what all take: a file may point to one long list of
  /// elements very often.
  private static long varyingSize(StoredReference reference) {
    return switch (reference) {
      case StoredReference.Null _ -> 0;
      case StoredReference.ToObject object -> TARGET_SIZE + size(object.file());
      case StoredReference.ToAttribute attribute ->
          TARGET_SIZE + size(Optional.of(attribute.name())) + size(attribute.file());
      case StoredReference.ToRegion region ->
          TARGET_SIZE
              + SELECTION_SIZE
              + size(region.stored())
              + region.selection().map(StoredReferences::size).orElse(0L)
              + size(region.file());
    };
  }

  private static long size(Optional<String> text) {
    return text.map(characters -> HeapRoom.TEXT + (long) characters.length()).orElse(0L);
  }

  private static long size(Selection stored) {
    return switch (stored) {
      case PointSelection points -> (long) points.count() * points.rank() * Long.BYTES;
      case BoxSelection boxes -> boxes.corners().length * (long) Long.BYTES;
      default -> 0;
    };
  }

  private static long size(ResolvedSelection selection) {
    return selection instanceof RunSelection runs ? 2L * Long.BYTES * runs.runCount() : 0;
  }

  private static ObjectReference object(FileModel file, long position) {
    return new ObjectReference(file.storedAddress(position));
  }
}
