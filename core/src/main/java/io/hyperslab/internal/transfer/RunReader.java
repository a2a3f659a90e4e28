package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.layout.ByteRange;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Reads runs from bytes in one piece, joining neighbours: runs that are close together become one
/// request, of which each takes its part.
final class RunReader implements RunVisitor {
  /// The largest request that joins runs. It stays in a processor's second cache until the runs are
  /// taken out of it; it is larger only where requests cost so much that this does not count.
  private static final int WINDOW = 1 << 19;

  private static final int MOST_PATTERNS = 4096;

  /// Numbers that are kept of a pattern.
  private static final int FIELDS = 6;

  private final ByteRange source;
  private final long elementSize;
  private final MemorySegment target;

  /// Bytes between two runs that are cheaper to read than to ask twice.
  private final long gap;

  private final long window;

  /// What waits to be read: of each pattern where it begins and the step, on both sides, the length
  /// of its runs and their number, in bytes.
  private long[] patterns = new long[FIELDS];

  private int count;
  private long windowStart;
  private long windowEnd;
  private long wasted;

  /// @param source where the elements are
  /// @param requestCost how many bytes are read in the time that a request takes anyway
  /// @param target the whole result
  RunReader(ByteRange source, long requestCost, long elementSize, MemorySegment target) {
    this.source = source;
    this.elementSize = elementSize;
    this.target = target;
    this.gap = requestCost;
    this.window = Math.max(WINDOW, 2 * requestCost);
  }

  @Override
  public void run(long stored, long result, long length) {
    long bytes = length * elementSize;
    add(stored * elementSize, bytes, result * elementSize, bytes, bytes, 1);
  }

  @Override
  public void runs(
      long stored, long storedStep, long result, long resultStep, long length, long runs) {
    boolean forwards = storedStep > 0;
    long last = runs - 1;
    long first = forwards ? stored : stored + last * storedStep;
    long place = forwards ? result : result + last * resultStep;
    long step = Math.abs(storedStep) * elementSize;
    long advance = (forwards ? resultStep : -resultStep) * elementSize;
    long bytes = length * elementSize;
    if (runs == 1 || step < bytes || step - bytes > gap || step > window / 2) {
      for (long i = 0; i < runs; i++) {
        add(
            first * elementSize + i * step,
            bytes,
            place * elementSize + i * advance,
            bytes,
            bytes,
            1);
      }
      return;
    }
    // Runs that fill a window, or all.
    long most = (window - bytes) / step + 1;
    for (long done = 0; done < runs; done += most) {
      add(
          first * elementSize + done * step,
          step,
          place * elementSize + done * advance,
          advance,
          bytes,
          Math.min(most, runs - done));
    }
  }

  private void add(long start, long step, long place, long advance, long bytes, long runs) {
    long end = start + (runs - 1) * step + bytes;
    boolean joins =
        count > 0
            && count < MOST_PATTERNS
            && start >= windowEnd
            && start - windowEnd <= gap
            && end - windowStart <= window;
    if (!joins) {
      flush();
      windowStart = start;
    }
    int at = FIELDS * count;
    if (at == patterns.length) {
      patterns = Arrays.copyOf(patterns, 2 * at);
    }
    patterns[at] = start;
    patterns[at + 1] = step;
    patterns[at + 2] = place;
    patterns[at + 3] = advance;
    patterns[at + 4] = bytes;
    patterns[at + 5] = runs;
    count++;
    windowEnd = end;
    wasted -= bytes * runs;
  }

  /// Reads what has been gathered; to be called once more after the last run.
  void flush() {
    if (count == 0) {
      return;
    }
    wasted += windowEnd - windowStart;
    if (count == 1 && patterns[5] == 1) {
      source.read(windowStart, target.asSlice(patterns[2], patterns[4]));
    } else {
      readWindow();
    }
    count = 0;
  }

  private void readWindow() {
    try (PooledMemory memory = PooledMemory.take(windowEnd - windowStart)) {
      MemorySegment window = memory.segment();
      source.read(windowStart, window);
      for (int at = 0; at < FIELDS * count; at += FIELDS) {
        StridedCopy.copy(
            window,
            patterns[at] - windowStart,
            patterns[at + 1],
            target,
            patterns[at + 2],
            patterns[at + 3],
            patterns[at + 4],
            patterns[at + 5]);
      }
    }
  }

  /// What would be read for the runs that it visits.
  static final class Estimate implements RunVisitor {
    private final long gap;
    private final long elementSize;
    private long end = Long.MIN_VALUE / 2;
    private long waste;
    private long wanted;

    /// @param requestCost how many bytes are read in the time that a request takes anyway
    Estimate(long requestCost, long elementSize) {
      this.gap = requestCost;
      this.elementSize = elementSize;
    }

    /// Bytes that nobody wants of those that would be read, nearly: the gaps that are not worth
    /// another request.
    long waste() {
      return waste;
    }

    /// Bytes of the runs.
    long wanted() {
      return wanted;
    }

    @Override
    public void run(long stored, long result, long length) {
      addGap(stored * elementSize - end, 1);
      end = (stored + length) * elementSize;
      wanted += length * elementSize;
    }

    @Override
    public void runs(
        long stored, long storedStep, long result, long resultStep, long length, long count) {
      run(stored, result, length);
      addGap((Math.abs(storedStep) - length) * elementSize, count - 1);
      end += (count - 1) * storedStep * elementSize;
      wanted += (count - 1) * length * elementSize;
    }

    private void addGap(long bytes, long times) {
      waste += bytes > 0 && bytes <= gap ? bytes * times : 0;
    }
  }

  /// Bytes that were read so far and that nobody wanted.
  long wasted() {
    return wasted;
  }
}
