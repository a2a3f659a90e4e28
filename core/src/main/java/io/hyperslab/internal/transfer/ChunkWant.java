package io.hyperslab.internal.transfer;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// What a read wants of one chunk, and where that goes.
///
/// @param part which elements, and their places in the result
/// @param target the whole result
record ChunkWant(ChunkPart part, MemorySegment target) implements Comparable<ChunkWant> {
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

  /// The place in the result of the whole chunk, if it goes there in one piece; else nothing.
  Optional<MemorySegment> inOnePiece(long chunkBytes, long elementSize) {
    if (!part.whole()) {
      return Optional.empty();
    }
    OnlyRun run = new OnlyRun();
    part.runs().forEachRun(run);
    return run.count == 1 && run.stored == 0 && run.length * elementSize == chunkBytes
        ? Optional.of(target.asSlice(run.result * elementSize, chunkBytes))
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

  /// Counts runs and remembers the last one.
  private static final class OnlyRun implements RunVisitor {
    private long stored;
    private long result;
    private long length;
    private long count;

    @Override
    public void run(long from, long to, long elements) {
      stored = from;
      result = to;
      length = elements;
      count++;
    }

    @Override
    public void runs(long from, long fromStep, long to, long toStep, long elements, long runs) {
      run(from, to, elements);
      count += runs - 1;
    }
  }
}
