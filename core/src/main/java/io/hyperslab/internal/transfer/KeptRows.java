package io.hyperslab.internal.transfer;

import io.hyperslab.internal.pipeline.ChunkRows;
import java.lang.foreign.MemorySegment;

/// How the elements of a kept chunk lie in memory: in rows, perhaps with a gap behind each.
///
/// Without gaps, elements one below the other would often be a multiple of a large power of two
/// apart. A processor's cache has few places for such addresses, so that each element of a column
/// would be fetched from farther away, and the next column's, which lie beside them, once more:
/// three times as long in all.
///
/// @param row elements of a row
/// @param gap elements of room behind each row
/// @param count how many rows
/// @param elementSize bytes of an element
record KeptRows(long row, long gap, long count, long elementSize) {
  /// Rows of a multiple of so many bytes have gaps.
  private static final long CONFLICT = 1 << 10;

  /// Bytes of a gap, at least: those that a processor fetches together.
  private static final long LINE = 64;

  /// Larger elements are not fetched together.
  private static final long LARGEST_ELEMENT = 16;

  /// Of smaller chunks, a cache holds all; larger ones are not read through other memory.
  private static final long SMALLEST_CHUNK = 1 << 16;

  private static final long LARGEST_CHUNK = 1 << 22;

  /// The rows of chunks.
  ///
  /// @param chunkShape not empty
  /// @param chunkBytes of all elements
  static KeptRows of(long[] chunkShape, long elementSize, long chunkBytes) {
    if (chunkBytes >= SMALLEST_CHUNK
        && chunkBytes <= LARGEST_CHUNK
        && elementSize <= LARGEST_ELEMENT) {
      int axis = chunkShape.length - 1;
      long row = chunkShape[axis];
      while (axis > 0 && row * elementSize < CONFLICT) {
        axis--;
        row *= chunkShape[axis];
      }
      long bytes = row * elementSize;
      if (axis > 0 && bytes % CONFLICT == 0) {
        long gap = Math.ceilDiv(LINE, elementSize);
        return new KeptRows(row, gap, chunkBytes / bytes, elementSize);
      }
    }
    return new KeptRows(chunkBytes / elementSize, 0, 1, elementSize);
  }

  /// Whether there are gaps.
  boolean isSpaced() {
    return gap > 0;
  }

  /// Bytes of all rows, and of gaps.
  long size() {
    return (row + gap) * count * elementSize;
  }

  /// Where an element is.
  ///
  /// @param number that of the element in the chunk
  /// @return the number that it would have if there were elements in the gaps
  long place(long number) {
    return gap == 0 ? number : number + number / row * gap;
  }

  /// The same rows, as something to decode to.
  ///
  /// @param kept of the size of the rows
  ChunkRows in(MemorySegment kept) {
    return new ChunkRows(kept, 0, row * elementSize, (row + gap) * elementSize, count);
  }

  /// Copies the elements of a chunk from there.
  void get(MemorySegment kept, MemorySegment chunk) {
    long bytes = row * elementSize;
    StridedCopy.copy(kept, 0, bytes + gap * elementSize, chunk, 0, bytes, bytes, count);
  }

  /// A visitor for runs of elements of the chunk, who tells another one where these are.
  RunVisitor visitor(RunVisitor visitor) {
    return gap == 0 ? visitor : new Spaced(this, visitor);
  }

  private record Spaced(KeptRows rows, RunVisitor visitor) implements RunVisitor {
    @Override
    public void run(long stored, long result, long length) {
      long row = rows.row;
      long done = 0;
      while (done < length) {
        long number = stored + done;
        long some = Math.min(length - done, row - number % row);
        visitor.run(rows.place(number), result + done, some);
        done += some;
      }
    }

    @Override
    public void runs(
        long stored, long storedStep, long result, long resultStep, long length, long count) {
      long row = rows.row;
      long gap = rows.gap;
      long last = stored + (count - 1) * storedStep;
      long low = Math.min(stored, last);
      long high = Math.max(stored, last) + length - 1;
      if (low / row == high / row) {
        visitor.runs(rows.place(stored), storedStep, result, resultStep, length, count);
      } else if (storedStep % row == 0 && stored % row + length <= row) {
        long step = storedStep + storedStep / row * gap;
        visitor.runs(rows.place(stored), step, result, resultStep, length, count);
      } else {
        RunVisitor.super.runs(stored, storedStep, result, resultStep, length, count);
      }
    }
  }
}
