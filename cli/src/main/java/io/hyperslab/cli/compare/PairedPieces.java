package io.hyperslab.cli.compare;

import io.hyperslab.cli.walk.Pieces;
import io.hyperslab.dataspace.Selection;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Reads two sources of the same shape in C order, piece by piece, never whole.
///
/// @param one the first one
/// @param other the second one
public record PairedPieces(ElementSource one, ElementSource other) {
  private static final long PIECE_BYTES = 8L << 20;
  private static final long LEAST_FOR_TWO_THREADS = 1L << 20;

  /// Is handed the pieces.
  @FunctionalInterface
  public interface Visitor {
    /// Takes two pieces.
    ///
    /// @param first the place of their first element in the whole, in C order
    /// @param count how many elements each has
    /// @param one the first one's elements, as stored; valid during the call only
    /// @param other the second one's
    /// @return whether to go on
    boolean pieces(long first, long count, MemorySegment one, MemorySegment other);
  }

  /// Reads all elements of both.
  ///
  /// @return whether the visitor took all
  public boolean readAll(Visitor visitor) {
    long total = one.dataspace().elementCount();
    if (total == 0) {
      return true;
    }
    long largest = Math.max(1, Math.max(one.datatype().size(), other.datatype().size()));
    long most = Math.min(total, Math.max(1, PIECE_BYTES / largest));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment a = arena.allocate(most * one.datatype().size(), Long.BYTES);
      MemorySegment b = arena.allocate(most * other.datatype().size(), Long.BYTES);
      if (one.dataspace().rank() == 0) {
        return read(Selection.all(), 0, 1, a, b, visitor);
      }
      long[] shape = one.dataspace().shape();
      Pieces pieces = new Pieces(shape, most, one.pieceShape());
      long first = 0;
      while (pieces.hasNext()) {
        Selection piece = pieces.next();
        long count = piece.resolve(shape).elementCount();
        if (!read(piece, first, count, a, b, visitor)) {
          return false;
        }
        first += count;
      }
      return true;
    }
  }

  private boolean read(
      Selection piece,
      long first,
      long count,
      MemorySegment bufferOfOne,
      MemorySegment bufferOfOther,
      Visitor visitor) {
    MemorySegment a = bufferOfOne.asSlice(0, count * one.datatype().size());
    MemorySegment b = bufferOfOther.asSlice(0, count * other.datatype().size());
    readBoth(piece, a, b);
    return visitor.pieces(first, count, a, b);
  }

  /// Reads a part of each, in two threads if it is large.
  public void readBoth(Selection piece, MemorySegment a, MemorySegment b) {
    if (a.byteSize() < LEAST_FOR_TWO_THREADS) {
      one.read(piece, a);
      other.read(piece, b);
      return;
    }
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> other.read(piece, b));
    try {
      one.read(piece, a);
    } finally {
      join(second);
    }
  }

  private static void join(CompletableFuture<Void> reading) {
    try {
      reading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
