package io.hyperslab.internal.transfer;

import io.hyperslab.internal.pipeline.ChunkRows;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// What a read wants of one chunk, and where that goes.
///
/// @param part which elements, and their places in the result
/// @param target the whole result
record ChunkWant(ChunkPart part, MemorySegment target) implements Comparable<ChunkWant> {
  /// Bytes of a row below which rows are better put together first.
  private static final long SHORTEST_ROW = 128;

  /// Whether another wants something of the same chunk.
  boolean isOfChunkOf(ChunkWant other) {
    return Arrays.equals(part.scaled(), other.part.scaled());
  }

  /// By the C order of their chunks.
  @Override
  public int compareTo(ChunkWant other) {
    return Arrays.compare(part.scaled(), other.part.scaled());
  }

  /// Takes it from the chunk's elements.
  void copyFrom(MemorySegment chunk, long elementSize) {
    part.runs().forEachRun(new Copy(chunk, elementSize, target));
  }

  /// Takes it from the elements of a kept chunk.
  ///
  /// @param rows how they lie
  void copyFrom(MemorySegment kept, KeptRows rows) {
    part.runs().forEachRun(rows.visitor(new Copy(kept, rows.elementSize(), target)));
  }

  /// The place in the result of the whole chunk, if it goes there in one piece or in evenly spaced
  /// rows that are not short; else nothing.
  Optional<ChunkRows> asRows(long chunkBytes, long elementSize) {
    if (!part.whole()) {
      return Optional.empty();
    }
    OnlyRuns runs = new OnlyRuns();
    part.runs().forEachRun(runs);
    long length = runs.length * elementSize;
    boolean isAll =
        runs.calls == 1
            && runs.stored == 0
            && runs.storedStep == runs.length
            && length * runs.count == chunkBytes;
    return isAll && (length >= SHORTEST_ROW || runs.count == 1)
        ? Optional.of(
            new ChunkRows(
                target,
                runs.result * elementSize,
                length,
                runs.resultStep * elementSize,
                runs.count))
        : Optional.empty();
  }

  /// Copies runs.
  private record Copy(MemorySegment chunk, long elementSize, MemorySegment target)
      implements RunVisitor {
    @Override
    public void run(long stored, long result, long length) {
      MemorySegment.copy(
          chunk, stored * elementSize, target, result * elementSize, length * elementSize);
    }

    @Override
    public void runs(
        long stored, long storedStep, long result, long resultStep, long length, long count) {
      StridedCopy.copy(
          chunk,
          stored * elementSize,
          storedStep * elementSize,
          target,
          result * elementSize,
          resultStep * elementSize,
          length * elementSize,
          count);
    }
  }

  /// Remembers runs of which there are no others.
  private static final class OnlyRuns implements RunVisitor {
    private long stored;
    private long storedStep;
    private long result;
    private long resultStep;
    private long length;
    private long count;
    private int calls;

    @Override
    public void run(long from, long to, long elements) {
      runs(from, elements, to, elements, elements, 1);
    }

    @Override
    public void runs(long from, long fromStep, long to, long toStep, long elements, long runs) {
      stored = from;
      storedStep = runs == 1 ? elements : fromStep;
      result = to;
      resultStep = toStep;
      length = elements;
      count = runs;
      calls++;
    }
  }
}
