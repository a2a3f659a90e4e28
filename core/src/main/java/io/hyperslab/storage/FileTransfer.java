package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;

/// Carries bytes between segments of any kind and a [FileHandle], piece by piece.
final class FileTransfer {
  /// Bytes of one request to the system. A channel keeps a native buffer for each thread as large
  /// as that thread's largest request from the heap, so this bounds that memory too.
  private static final int PIECE = 1 << 20;

  /// Requests up to this size from arrays of bytes are left to the channel.
  private static final int SMALL = 1 << 16;

  /// No file reaches this far, and the system objects to ranges that end beyond a `long`.
  private static final long LARGEST_POSITION = Long.MAX_VALUE - PIECE;

  private static final int SCRATCH = 1 << 16;

  private FileTransfer() {}

  /// See [Storage#read(long, MemorySegment)].
  static long read(FileHandle file, long position, MemorySegment target) throws IOException {
    StorageArguments.check(position, target);
    file.requireOpen();
    boolean straight = isViewable(target) && (target.isNative() || target.byteSize() <= SMALL);
    long done = 0;
    while (done < target.byteSize()) {
      long rest = target.byteSize() - done;
      long largest =
          straight
              ? PIECE
              : rest < ScratchBuffers.LARGE_FROM ? ScratchBuffers.SIZE : ScratchBuffers.LARGE;
      long length = Math.min(largest, rest);
      int count =
          position + done > LARGEST_POSITION
              ? -1
              : readPiece(file, position + done, target.asSlice(done, length), straight);
      if (count < 0) {
        return done == 0 ? -1 : done;
      }
      done += count;
    }
    return done;
  }

  private static int readPiece(
      FileHandle file, long position, MemorySegment piece, boolean straight) throws IOException {
    return file.makeRead(
        piece.byteSize(),
        channel ->
            straight
                ? channel.read(piece.asByteBuffer(), position)
                : readThroughScratch(channel, position, piece),
        anchor -> {
          byte[] scratch = scratch(piece);
          anchor.seek(position);
          return deliver(scratch, anchor.read(scratch), piece);
        });
  }

  /// Not left to the channel, whose native buffers are too large for the processor's cache, and
  /// which knows no arrays but those of bytes.
  private static int readThroughScratch(FileChannel channel, long position, MemorySegment piece)
      throws IOException {
    MemorySegment scratch = ScratchBuffers.take((int) piece.byteSize());
    try {
      MemorySegment part = scratch.asSlice(0, Math.min(scratch.byteSize(), piece.byteSize()));
      int count = channel.read(part.asByteBuffer(), position);
      if (count > 0) {
        MemorySegment.copy(part, 0, piece, 0, count);
      }
      return count;
    } finally {
      ScratchBuffers.give(scratch);
    }
  }

  private static int deliver(byte[] bytes, int count, MemorySegment target) {
    if (count > 0) {
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, target, 0, count);
    }
    return count;
  }

  /// See [WritableStorage#write(long, MemorySegment)].
  static void write(FileHandle file, long position, MemorySegment source) throws IOException {
    StorageArguments.checkPosition(position);
    file.requireOpen();
    if (position > LARGEST_POSITION - source.byteSize()) {
      throw new IOException(
          file.name() + ": no file reaches " + source.byteSize() + " bytes from " + position);
    }
    boolean straight = isViewable(source) && (source.isNative() || source.byteSize() <= SMALL);
    long largest = straight ? PIECE : ScratchBuffers.SIZE;
    file.expect(position, source.byteSize());
    long done = 0;
    while (done < source.byteSize()) {
      long length = Math.min(largest, source.byteSize() - done);
      done += writePiece(file, position + done, source.asSlice(done, length), straight);
    }
  }

  private static int writePiece(
      FileHandle file, long position, MemorySegment piece, boolean straight) throws IOException {
    return file.make(
        channel ->
            straight
                ? channel.write(piece.asByteBuffer(), position)
                : writeThroughScratch(channel, position, piece),
        anchor -> {
          byte[] scratch = collect(piece);
          anchor.seek(position);
          anchor.write(scratch);
          return scratch.length;
        });
  }

  private static int writeThroughScratch(FileChannel channel, long position, MemorySegment piece)
      throws IOException {
    MemorySegment scratch = ScratchBuffers.take((int) piece.byteSize());
    try {
      MemorySegment part = scratch.asSlice(0, piece.byteSize());
      part.copyFrom(piece);
      return channel.write(part.asByteBuffer(), position);
    } finally {
      ScratchBuffers.give(scratch);
    }
  }

  private static byte[] collect(MemorySegment source) {
    byte[] scratch = scratch(source);
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, 0, scratch, 0, scratch.length);
    return scratch;
  }

  /// Whether a buffer can be a view of the segment: arrays of anything but bytes cannot be viewed,
  /// and a read-only segment does not say what is behind it.
  private static boolean isViewable(MemorySegment segment) {
    return segment.isNative() || segment.heapBase().filter(byte[].class::isInstance).isPresent();
  }

  private static byte[] scratch(MemorySegment piece) {
    return new byte[(int) Math.min(SCRATCH, piece.byteSize())];
  }
}
