package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/// One run of zlib's encoder (RFC 1950) over data of any size.
final class Deflation {
  private Deflation() {}

  /// The most bytes that libhdf5 lets the encoded form of `size` bytes have. It is more than the
  /// encoder needs for data that do not shrink.
  static long largestEncodedSize(long size) {
    return (long) Math.ceil(size * 1.001) + 12;
  }

  /// Encodes all of `source` to the start of `target`.
  ///
  /// @param level 0 to 9
  /// @return how many bytes that took; -1 if `target` is too small
  static long deflate(MemorySegment source, MemorySegment target, int level) {
    Deflater deflater = new Deflater(level);
    try {
      SegmentPieces input = new SegmentPieces(source);
      SegmentPieces output = new SegmentPieces(target);
      ByteBuffer room = ByteBuffer.allocate(0);
      while (!deflater.finished()) {
        if (deflater.needsInput() && input.hasNext()) {
          deflater.setInput(input.next());
          if (!input.hasNext()) {
            deflater.finish();
          }
        }
        if (!room.hasRemaining()) {
          if (!output.hasNext()) {
            return -1;
          }
          room = output.next();
        }
        deflater.deflate(room);
      }
      return deflater.getBytesWritten();
    } finally {
      deflater.end();
    }
  }
}
