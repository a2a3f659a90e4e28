package io.hyperslab.internal.index;

import io.hyperslab.internal.format.heap.FractalHeapDirectBlock;
import io.hyperslab.internal.index.FractalHeapNode.Slot;
import org.jspecify.annotations.Nullable;

/// A direct block of a fractal heap in memory that is being changed.
final class FractalHeapBlock {
  final long address;
  final @Nullable Slot slot;

  /// Readers, and what was written, have the bytes, too, unless they are this object's own.
  FractalHeapDirectBlock content;

  boolean own;
  boolean changed;

  FractalHeapBlock(long address, @Nullable Slot slot, FractalHeapDirectBlock content) {
    this.address = address;
    this.slot = slot;
    this.content = content;
  }

  /// Where it starts in the heap's address space.
  long offset() {
    return content.blockOffset();
  }

  /// Where its first object can start.
  long start() {
    return offset() + content.prefixLength();
  }

  /// Where it ends.
  long end() {
    return offset() + content.bytes().length;
  }

  /// Changes part of it.
  ///
  /// @param at in the heap's address space
  void put(long at, byte[] object) {
    makeOwn();
    System.arraycopy(object, 0, content.bytes(), (int) (at - offset()), object.length);
  }

  /// Prepares it for changes of its bytes.
  void makeOwn() {
    if (!own) {
      content = content.copy();
      own = true;
    }
    changed = true;
  }
}
