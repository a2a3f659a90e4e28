package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.layout.ByteTarget;
import io.hyperslab.internal.model.Parallelism;
import java.lang.foreign.MemorySegment;

/// Takes bytes of the heap out of it, piece by piece, while those before them are written: the
/// system writes from outside of the heap alone.
///
/// @param target where the bytes go
record StagedTarget(Parallelism parallelism, ByteTarget target) implements ByteTarget {
  private static final long PIECE = 1 << 20;

  /// Fewer bytes are written before another thread has woken up.
  private static final long WORTH_THREADS = 4 * PIECE;

  private static final int AHEAD = 4;

  /// @param start where it is to be written
  private record Piece(long start, PooledMemory memory) implements OrderedWork.Prepared {
    @Override
    public void close() {
      memory.close();
    }
  }

  @Override
  public void write(long offset, MemorySegment bytes) {
    long size = bytes.byteSize();
    if (bytes.isNative() || size < WORTH_THREADS || !Workers.canReach(bytes)) {
      target.write(offset, bytes);
      return;
    }
    OrderedWork.run(
        parallelism,
        Math.toIntExact(Math.ceilDiv(size, PIECE)),
        AHEAD,
        i -> {
          long start = i * PIECE;
          PooledMemory memory = PooledMemory.take(Math.min(PIECE, size - start));
          memory.segment().copyFrom(bytes.asSlice(start, memory.segment().byteSize()));
          return new Piece(start, memory);
        },
        piece -> target.write(offset + piece.start(), piece.memory().segment()));
  }
}
