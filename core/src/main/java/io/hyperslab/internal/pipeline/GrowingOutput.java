package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Collects a result whose size is known only at its end, in pieces that grow with what was really
/// produced.
final class GrowingOutput {
  private static final int FIRST_PIECE = 1 << 14;
  private static final int LARGEST_PIECE = 1 << 24;

  private final FilterContext context;
  private final List<ByteBuffer> pieces = new ArrayList<>();
  private ByteBuffer current = ByteBuffer.allocate(FIRST_PIECE);
  private long sizeOfFullPieces;

  GrowingOutput(FilterContext context) {
    this.context = context;
    pieces.add(current);
  }

  /// Where to put the next bytes: a buffer that has room for at least one.
  ///
  /// @throws io.hyperslab.error.FilterException if the filter has produced more than it may
  ByteBuffer room() {
    if (!current.hasRemaining()) {
      sizeOfFullPieces += current.capacity();
      if (sizeOfFullPieces > context.maximumSize()) {
        throw context.malformed(
            "decoded size", "over " + context.maximumSize(), "at most " + context.maximumSize());
      }
      current = ByteBuffer.allocate(Math.min(2 * current.capacity(), LARGEST_PIECE));
      pieces.add(current);
    }
    return current;
  }

  /// All bytes as one segment obtained from the context.
  MemorySegment toSegment() {
    MemorySegment result = context.allocate(sizeOfFullPieces + current.position());
    long offset = 0;
    for (ByteBuffer piece : pieces) {
      MemorySegment filled = MemorySegment.ofBuffer(piece.flip());
      MemorySegment.copy(filled, 0, result, offset, filled.byteSize());
      offset += filled.byteSize();
    }
    return result;
  }
}
