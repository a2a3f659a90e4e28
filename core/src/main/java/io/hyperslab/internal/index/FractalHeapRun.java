package io.hyperslab.internal.index;

import io.hyperslab.internal.metadata.Transaction;
import java.util.Arrays;

/// Free space in a direct block that objects are put into, one behind the other.
final class FractalHeapRun {
  private final FractalHeapBlock block;
  private final long start;
  private final long end;
  private long next;

  /// @param start where the free space starts in the heap's address space
  FractalHeapRun(FractalHeapBlock block, long start, long end) {
    this.block = block;
    this.start = start;
    this.end = end;
    this.next = start;
  }

  /// Prepares it for objects.
  ///
  /// @param untouched whether nothing has ever been there: then nobody looks there, and the block
  ///   need not be copied
  void prepare(Transaction transaction, boolean untouched) {
    if (untouched) {
      byte[] bytes = block.content.bytes();
      int from = (int) (start - block.offset());
      int to = (int) (end - block.offset());
      transaction.onUndo(() -> Arrays.fill(bytes, from, to, (byte) 0));
      block.changed = true;
    } else {
      block.makeOwn();
    }
  }

  /// Whether there is room for so many bytes more.
  boolean hasRoom(int length) {
    return length <= end - next;
  }

  /// Puts an object behind the others.
  ///
  /// @return where it is in the heap's address space
  long put(byte[] source, int from, int length) {
    long at = next;
    System.arraycopy(source, from, block.content.bytes(), (int) (at - block.offset()), length);
    next += length;
    return at;
  }

  /// Where the first object is.
  long start() {
    return start;
  }

  /// Bytes that objects take.
  long used() {
    return next - start;
  }
}
