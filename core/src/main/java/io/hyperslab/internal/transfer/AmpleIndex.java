package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.index.ChunkGeometry;
import io.hyperslab.internal.index.ChunkIndexEditors;
import io.hyperslab.internal.model.DatasetModel;

/// Tells whether chunks can be stored for certain, as far as numbers go: a change that waits must
/// not be refused when it is made, by which everybody else would be hindered.
final class AmpleIndex {
  private AmpleIndex() {}

  /// Whether every chunk of a dataset with some extent has its place in the index, and its elements
  /// can be counted. If it says no, writes are to be made at once, which tells.
  ///
  /// @param geometry of the dataset; its present size does not matter
  /// @param shape the extent
  static boolean holds(DatasetModel dataset, ChunkGeometry geometry, long[] shape) {
    long bytes = geometry.elementSize();
    long[] last = new long[shape.length];
    for (int axis = 0; axis < last.length; axis++) {
      bytes = Saturated.multiply(bytes, shape[axis]);
      last[axis] = (shape[axis] - 1) / geometry.chunkDims()[axis];
    }
    return bytes == 0
        || bytes < Long.MAX_VALUE
            && dataset.layoutMessage() instanceof DataLayoutMessage.Chunked layout
            && ChunkIndexEditors.isAmple(
                dataset.file().reader().context(), geometry, layout.indexing(), last);
  }
}
