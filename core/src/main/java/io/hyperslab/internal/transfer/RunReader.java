package io.hyperslab.internal.transfer;

import io.hyperslab.internal.layout.ByteRange;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Reads runs from bytes in one piece, joining neighbours: runs that are close together become one
/// request, of which each takes its part.
final class RunReader implements RunVisitor {
  /// Bytes between two runs that are cheaper to read than to ask twice.
  private static final long GAP = 4096;

  /// The largest request that joins runs.
  private static final int WINDOW = 1 << 20;

  private static final int MOST_RUNS = 4096;

  private final ByteRange source;
  private final long elementSize;
  private final MemorySegment target;
  private long[] stored = new long[8];
  private long[] result = new long[8];
  private long[] length = new long[8];
  private int count;
  private long windowStart;
  private long windowEnd;

  /// @param source where the elements are
  /// @param target the whole result
  RunReader(ByteRange source, long elementSize, MemorySegment target) {
    this.source = source;
    this.elementSize = elementSize;
    this.target = target;
  }

  @Override
  public void run(long storedElement, long resultElement, long elements) {
    long start = storedElement * elementSize;
    long bytes = elements * elementSize;
    boolean joins =
        count > 0
            && count < MOST_RUNS
            && start >= windowEnd
            && start - windowEnd <= GAP
            && start + bytes - windowStart <= WINDOW;
    if (!joins) {
      flush();
      windowStart = start;
    }
    if (count == stored.length) {
      stored = Arrays.copyOf(stored, 2 * count);
      result = Arrays.copyOf(result, 2 * count);
      length = Arrays.copyOf(length, 2 * count);
    }
    stored[count] = start;
    result[count] = resultElement * elementSize;
    length[count] = bytes;
    count++;
    windowEnd = start + bytes;
  }

  /// Reads what has been gathered; to be called once more after the last run.
  void flush() {
    if (count == 1) {
      source.read(stored[0], target.asSlice(result[0], length[0]));
    } else if (count > 1) {
      MemorySegment window = MemorySegment.ofArray(new byte[(int) (windowEnd - windowStart)]);
      source.read(windowStart, window);
      for (int i = 0; i < count; i++) {
        MemorySegment.copy(window, stored[i] - windowStart, target, result[i], length[i]);
      }
    }
    count = 0;
  }
}
