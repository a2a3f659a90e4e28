package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/// Hands out a segment of any size as byte buffers, for classes that know nothing larger.
final class SegmentPieces {
  private static final long PIECE = 1L << 30;
  private static final long MAPPED_PIECE = 1L << 16;

  private final MemorySegment segment;
  private long position;

  SegmentPieces(MemorySegment segment) {
    this.segment = segment;
  }

  boolean hasNext() {
    return position < segment.byteSize();
  }

  /// The next bytes, as a view of the segment. Of a mapped file it is a copy instead: native code
  /// that meets a page which the file has lost by truncation would end the virtual machine.
  ByteBuffer next() {
    boolean copies = segment.isMapped();
    long size = Math.min(segment.byteSize() - position, copies ? MAPPED_PIECE : PIECE);
    MemorySegment piece = segment.asSlice(position, size);
    position += size;
    return copies ? ByteBuffer.wrap(piece.toArray(ValueLayout.JAVA_BYTE)) : piece.asByteBuffer();
  }
}
