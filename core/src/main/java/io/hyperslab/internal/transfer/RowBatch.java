package io.hyperslab.internal.transfer;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.edit.Deferral;
import io.hyperslab.internal.edit.FileEditor;
import java.lang.foreign.MemorySegment;
import java.util.function.UnaryOperator;

/// Rows that are to be added to a dataset and are complete. Belongs to the thread that has the
/// writer's turn.
final class RowBatch implements Deferral.Change {
  private final FileEditor editor;
  private final DatasetReader reader;
  private final String path;
  private final int axis;
  private final RowMemory memory;
  private final UnaryOperator<MemorySegment> order;
  private long rows;

  /// @param path of the dataset, for refusals
  /// @param axis that grows
  /// @param memory the rows, one after the other; taken
  /// @param order brings them into the C order of the dataset
  RowBatch(
      FileEditor editor,
      DatasetReader reader,
      String path,
      int axis,
      long rows,
      RowMemory memory,
      UnaryOperator<MemorySegment> order) {
    this.editor = editor;
    this.reader = reader;
    this.path = path;
    this.axis = axis;
    this.rows = rows;
    this.memory = memory;
    this.order = order;
  }

  @Override
  public void settle() {
    if (rows > 0) {
      try {
        new DatasetWriter(editor, reader).append(axis, rows, _ -> order.apply(memory.used()));
      } catch (Hdf5Exception e) {
        throw e.atObject(path);
      }
      drop();
    }
  }

  @Override
  public void drop() {
    rows = 0;
    memory.close();
  }

  @Override
  public long memory() {
    return memory.capacity();
  }
}
