package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/// Carries bytes between segments of any kind and a [FileHandle], piece by piece.
final class FileTransfer {
  /// Bytes of one request to the system. A channel keeps a native buffer for each thread as large
  /// as that thread's largest request from the heap, so this bounds that memory too.
  private static final int PIECE = 1 << 20;

  /// No file reaches this far, and the system objects to ranges that end beyond a `long`.
  private static final long LARGEST_POSITION = Long.MAX_VALUE - PIECE;

  private static final int SCRATCH = 1 << 16;

  private FileTransfer() {}

  /// See [Storage#read(long, MemorySegment)].
  static long read(FileHandle file, long position, MemorySegment target) throws IOException {
    StorageArguments.check(position, target);
    file.requireOpen();
    long done = 0;
    while (done < target.byteSize()) {
      long length = Math.min(PIECE, target.byteSize() - done);
      int count =
          position + done > LARGEST_POSITION
              ? -1
              : readPiece(file, position + done, target.asSlice(done, length));
      if (count < 0) {
        return done == 0 ? -1 : done;
      }
      done += count;
    }
    return done;
  }

  private static int readPiece(FileHandle file, long position, MemorySegment piece)
      throws IOException {
    return file.make(
        channel -> {
          if (isViewable(piece)) {
            return channel.read(piece.asByteBuffer(), position);
          }
          byte[] scratch = scratch(piece);
          return deliver(scratch, channel.read(ByteBuffer.wrap(scratch), position), piece);
        },
        anchor -> {
          byte[] scratch = scratch(piece);
          anchor.seek(position);
          return deliver(scratch, anchor.read(scratch), piece);
        });
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
    long done = 0;
    while (done < source.byteSize()) {
      long length = Math.min(PIECE, source.byteSize() - done);
      done += writePiece(file, position + done, source.asSlice(done, length));
    }
  }

  private static int writePiece(FileHandle file, long position, MemorySegment piece)
      throws IOException {
    return file.make(
        channel ->
            channel.write(
                isViewable(piece) ? piece.asByteBuffer() : ByteBuffer.wrap(collect(piece)),
                position),
        anchor -> {
          byte[] scratch = collect(piece);
          anchor.seek(position);
          anchor.write(scratch);
          return scratch.length;
        });
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
