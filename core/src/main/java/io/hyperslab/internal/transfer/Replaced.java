package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.edit.FileEditor;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Elements that are about to be replaced, with the variable-length data that only they describe.
///
/// @param elements as stored; none if they describe nothing
/// @param fill tells elements for which nothing is stored, and whose data is the fill value's
record Replaced(
    FileEditor editor, MemorySegment elements, Datatype type, Optional<FillCopies> fill) {
  /// What a write to a selection replaces.
  static Replaced before(FileEditor editor, DatasetReader reader, ResolvedSelection selection) {
    Datatype type = reader.datatype();
    if (!type.hasIndirectData() || reader.storageSize() == 0) {
      return new Replaced(editor, MemorySegment.NULL, type, Optional.empty());
    }
    NdArray before = reader.read(selection);
    return new Replaced(editor, before.segment(), type, FillCopies.of(editor, reader.dataset()));
  }

  /// Gives the data back.
  void remove() {
    if (elements.byteSize() > 0) {
      editor.exclusively(() -> {
        long size = type.size();
        for (long at = 0; at < elements.byteSize(); at += size) {
          if (fill.isEmpty() || !fill.get().isShared(elements, at)) {
            editor.heap().removeAll(elements.asSlice(at, size), type);
          }
        }
        return type;
      });
    }
  }
}
