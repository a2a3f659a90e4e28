package io.hyperslab.internal.transfer;

import io.hyperslab.internal.layout.ByteRange;
import io.hyperslab.internal.layout.ByteTarget;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Writes runs to bytes in one piece, joining neighbours: runs that are close together become one
/// write, with what stands between them.
final class RunWriter implements RunVisitor {
  /// Bytes between two runs that are cheaper to write again than to write twice.
  private static final long GAP = 512;

  /// The largest write that joins runs.
  private static final int WINDOW = 1 << 20;

  private static final int MOST_RUNS = 4096;

  private final ElementSource source;
  private final long elementSize;
  private final ByteRange before;
  private final ByteTarget target;
  private long[] stored = new long[8];
  private long[] elements = new long[8];
  private long[] count = new long[8];
  private int runs;
  private long windowStart;
  private long windowEnd;

  /// @param source the elements to write
  /// @param before reads what is there
  /// @param target takes what is to be there
  RunWriter(ElementSource source, long elementSize, ByteRange before, ByteTarget target) {
    this.source = source;
    this.elementSize = elementSize;
    this.before = before;
    this.target = target;
  }

  @Override
  public void run(long storedElement, long sourceElement, long length) {
    long start = storedElement * elementSize;
    long end = start + length * elementSize;
    boolean joins =
        runs > 0
            && runs < MOST_RUNS
            && start >= windowEnd
            && start - windowEnd <= GAP
            && end - windowStart <= WINDOW;
    if (!joins) {
      flush();
      windowStart = start;
    }
    if (runs == stored.length) {
      stored = Arrays.copyOf(stored, 2 * runs);
      elements = Arrays.copyOf(elements, 2 * runs);
      count = Arrays.copyOf(count, 2 * runs);
    }
    stored[runs] = start;
    elements[runs] = sourceElement;
    count[runs] = length;
    runs++;
    windowEnd = end;
  }

  /// Writes what has been gathered; to be called once more after the last run.
  void flush() {
    if (runs == 1) {
      source.forEachPiece(
          elements[0],
          count[0],
          (first, piece) -> target.write(stored[0] + (first - elements[0]) * elementSize, piece));
    } else if (runs > 1) {
      MemorySegment window = MemorySegment.ofArray(new byte[(int) (windowEnd - windowStart)]);
      before.read(windowStart, window);
      for (int i = 0; i < runs; i++) {
        source.copy(elements[i], count[i], window, stored[i] - windowStart);
      }
      target.write(windowStart, window);
    }
    runs = 0;
  }
}
