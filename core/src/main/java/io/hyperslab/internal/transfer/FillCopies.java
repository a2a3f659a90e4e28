package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.convert.ElementWriter;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.model.DatasetModel;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Variable-length data of elements that hold the fill value. Stored as it is, the fill value would
/// be the same data for all of them and for the dataset itself, and whoever replaces one of them,
/// here or in libhdf5, takes it from all. So each gets a copy of its own.
final class FillCopies {
  private final FileEditor editor;
  private final DatasetModel dataset;
  private final MemorySegment fill;

  private FillCopies(FileEditor editor, DatasetModel dataset, byte[] fill) {
    this.editor = editor;
    this.dataset = dataset;
    this.fill = MemorySegment.ofArray(fill);
  }

  /// The copies for a dataset; empty if its fill value describes nothing.
  static Optional<FillCopies> of(FileEditor editor, DatasetModel dataset) {
    byte[] fill = dataset.unwrittenValue();
    boolean describes = dataset.datatype().hasIndirectData() && !new Fill(fill).isZero();
    return describes ? Optional.of(new FillCopies(editor, dataset, fill)) : Optional.empty();
  }

  /// Whether an element holds the dataset's own fill value.
  boolean isShared(MemorySegment elements, long offset) {
    return MemorySegment.mismatch(
            elements, offset, offset + fill.byteSize(), fill, 0, fill.byteSize())
        < 0;
  }

  /// Gives a copy to each element that holds the dataset's own fill value. For the thread that has
  /// the writer's turn: the copies are allocated like everything else that is new.
  void detach(MemorySegment elements) {
    for (long at = 0; at < elements.byteSize(); at += fill.byteSize()) {
      if (isShared(elements, at)) {
        MemorySegment.copy(copy(), 0, elements, at, fill.byteSize());
      }
    }
  }

  private MemorySegment copy() {
    Datatype type = dataset.datatype();
    NdArray element = NdArray.of(fill, type, new long[0], dataset.file().heapData());
    return new ElementWriter(type, Conversion.EXACT, editor.heap()).elements(element);
  }
}
