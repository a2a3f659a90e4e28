package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.model.Parallelism;
import io.hyperslab.internal.transfer.ShapeBoxes;
import io.hyperslab.internal.transfer.Workers;
import java.lang.foreign.MemorySegment;

/// Reads blocks into memory that is used again, each by the thread that visits it.
///
/// @param view what is read
/// @param boxes the blocks
record BlockRead(DataView view, ShapeBoxes boxes) {
  /// Blocks that are handed out at once.
  private static final long MOST = 1 << 30;

  /// Visits all blocks.
  void forEach(BlockVisitor visitor) {
    Parallelism threads = SlabRead.threads(view);
    for (long done = 0; done < boxes.count(); done += MOST) {
      long first = done;
      Workers.run(
          threads,
          (int) Math.min(MOST, boxes.count() - done),
          number -> visit(first + number, visitor));
    }
  }

  private void visit(long number, BlockVisitor visitor) {
    Selection box = boxes.count() == 1 ? Selection.all() : boxes.selection(number);
    DataView block = view.select(box);
    if (view.datatype().hasIndirectData()) {
      visitor.block(box, block.read());
      return;
    }
    long[] shape = block.dataspace().shape();
    long elements = block.dataspace().elementCount();
    view.requireAllowed(elements);
    long size = Saturated.multiply(elements, view.datatype().size());
    try (PooledMemory memory = PooledMemory.take(size)) {
      block.readInto(NdArray.of(memory.segment(), view.datatype(), shape));
      // Whoever kept it could change what others read into the same memory later.
      MemorySegment readOnly = memory.segment().asReadOnly();
      visitor.block(box, NdArray.of(readOnly, view.datatype(), shape));
    }
  }
}
