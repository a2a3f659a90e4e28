package io.hyperslab.internal.pipeline;

import io.hyperslab.internal.bytes.PooledMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.Deflater;

/// One run of an encoder of zlib streams (RFC 1950) over data of any size: libdeflate, or the
/// platform's zlib where that is not to be had.
final class Deflation {
  /// Results that are smaller than the data by this are made by zlib, too, which is fast then: they
  /// are where libdeflate may lose half as much again.
  private static final int TINY = 5;

  private Deflation() {}

  /// The most bytes that libhdf5 lets the encoded form of `size` bytes have. It is more than the
  /// encoders need for data that do not shrink.
  static long largestEncodedSize(long size) {
    return (long) Math.ceil(size * 1.001) + 12;
  }

  /// Encodes all of `source` to the start of `target`.
  ///
  /// @param level 0 to 9
  /// @return how many bytes that took; -1 if `target` is too small
  static long deflate(MemorySegment source, MemorySegment target, int level) {
    Optional<Libdeflate> library = Libdeflate.available();
    long size = library.isPresent() ? deflateByLibrary(source, target, level, library.get()) : 0;
    return size > 0 ? size : deflateByPlatform(source, target, level);
  }

  /// 0 if libdeflate cannot do it, or not well.
  private static long deflateByLibrary(
      MemorySegment source, MemorySegment target, int level, Libdeflate library) {
    if (level == 0) {
      return library.deflate(source, target, 0);
    }
    if (source.byteSize() >= DeflateChoice.SMALLEST_SAMPLED) {
      return deflateLarge(source, target, level, library);
    }
    long size = library.deflate(source, target, Math.max(level, 2));
    return size < source.byteSize() / TINY && isWorseThanPlatform(source, size, level) ? 0 : size;
  }

  /// Data that shrink little have about the same size at the level that corresponds; for others it
  /// was fast to find out.
  private static long deflateLarge(
      MemorySegment source, MemorySegment target, int level, Libdeflate library) {
    int similar = DeflateChoice.corresponding(level);
    if (similar > 0) {
      long size = library.deflate(source, target, similar);
      if (size >= source.byteSize() / TINY) {
        return size;
      }
    }
    int chosen = DeflateChoice.of(source, level, library);
    return chosen == DeflateChoice.PLATFORM ? 0 : library.deflate(source, target, chosen);
  }

  private static boolean isWorseThanPlatform(MemorySegment source, long size, int level) {
    try (PooledMemory room = PooledMemory.take(size)) {
      long other = deflateByPlatform(source, room.segment(), level);
      return other >= 0 && other < size;
    }
  }

  /// Encodes with the platform's zlib.
  ///
  /// @param level 0 to 9
  /// @return how many bytes that took; -1 if `target` is too small
  static long deflateByPlatform(MemorySegment source, MemorySegment target, int level) {
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
