package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.edit.Deferral;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/// Takes on writes to one dataset that are made before anybody looks, many of them at once.
///
/// @param editor of the dataset's file
/// @param path of the dataset, for refusals
public record DeferredWrites(FileEditor editor, DatasetReader reader, String path) {
  /// Datasets that writes are taken on for at the same time.
  private static final int MOST = 16;

  /// Takes on a write of selected elements.
  ///
  /// @param elements as for [DatasetWriter#write(Selection, Function)]
  /// @return whether it was taken on; if not, it is to be made now
  /// @throws IndexOutOfBoundsException if the selection reaches beyond the shape
  boolean write(Selection selection, Function<long[], MemorySegment> elements) {
    return editor.defer(changes -> write(changes, selection, elements));
  }

  private boolean write(
      Deferral changes, Selection selection, Function<long[], MemorySegment> elements) {
    DatasetModel dataset = reader.dataset();
    settleOthers(changes, ChangedChunks.class);
    dataset.requirePresent();
    if (!(reader.layout() instanceof Layout.Chunked layout)
        || DatasetWriter.isUnallocated(dataset)
        || !ChangedChunks.mayWait(editor, dataset, layout)
        || changes.find(dataset.address()).isEmpty()
            && !AmpleIndex.holds(dataset, layout.geometry(), layout.geometry().dims())) {
      return false;
    }
    ResolvedSelection resolved = selection.resolve(reader.dataspace().shape());
    return ChangedChunks.write(
        changes,
        this::target,
        resolved,
        () ->
            ElementSource.of(
                elements.apply(resolved.resultShape()), dataset.datatype().size(), resolved));
  }

  /// The dataset as it is stored now.
  private ChangedChunks.Target target() {
    DatasetModel dataset = reader.dataset();
    Layout.Chunked layout = (Layout.Chunked) reader.layout();
    Fill fill = new Fill(dataset.unwrittenValue());
    return new ChangedChunks.Target(editor, dataset, path, layout, fill);
  }

  /// Takes on rows to be added at the end of the first dimension.
  ///
  /// @param rows as the front door has them
  /// @return whether they were taken on; if not, they are to be added now
  /// @throws io.hyperslab.error.DatatypeMismatchException if a value does not fit the datatype
  public boolean append(Object rows) {
    return editor.defer(changes -> append(changes, rows));
  }

  private boolean append(Deferral changes, Object rows) {
    long address = reader.dataset().address();
    settleOthers(changes, RowBuffer.class);
    Optional<RowBuffer> known = changes.find(address).map(RowBuffer.class::cast);
    if (known.isPresent()) {
      if (known.get().add(rows)) {
        keep(changes, known.get());
        return true;
      }
      changes.settle();
    }
    Optional<RowBuffer> next =
        known.filter(RowBuffer::isCurrent).or(() -> RowBuffer.of(editor, reader, 0, path));
    boolean taken = next.isPresent() && next.get().add(rows);
    if (taken) {
      keep(changes, next.get());
    }
    return taken;
  }

  /// Keeps rows among the changes. They may have been there, and not be any more: who converts a
  /// value may read the file, before which all changes are made.
  private void keep(Deferral changes, RowBuffer rows) {
    long address = reader.dataset().address();
    if (changes.find(address).filter(other -> other != rows).isPresent()) {
      changes.settle();
    }
    changes.add(address, rows);
    settleMany(changes, rows);
  }

  /// Makes all changes if they take too much memory by now. The rows that came last have been taken
  /// on: if it fails, whoever comes next is told.
  private static void settleMany(Deferral changes, RowBuffer last) {
    if (last.hasGrown() && changes.memory() + MOST * RowBuffer.GROWTH > ChangedChunks.MOST) {
      changes.settling().run();
    }
  }

  /// Makes all changes if there is one of another kind of this dataset, or of too many datasets.
  private void settleOthers(Deferral changes, Class<? extends Deferral.Change> kind) {
    Optional<Deferral.Change> known = changes.find(reader.dataset().address());
    boolean another = known.isPresent() && !kind.isInstance(known.get());
    if (another || known.isEmpty() && changes.size() == MOST) {
      changes.settle();
    }
  }
}
