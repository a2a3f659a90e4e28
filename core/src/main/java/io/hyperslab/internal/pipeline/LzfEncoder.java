package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

/// Encodes LZF; [LzfKernel] has the format.
final class LzfEncoder extends RepeatWriter {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 264;
  private static final int FARTHEST = 1 << 13;
  private static final int LONG_MATCH = 7;

  private LzfEncoder(MemorySegment source, MemorySegment target) {
    super(source, target);
  }

  /// Encodes all of `source`, which is less than 2 GiB, to the start of `target`.
  ///
  /// @return how many bytes that took; -1 if `target` is too small
  static long encode(MemorySegment source, MemorySegment target) {
    LzfEncoder encoder = new LzfEncoder(source, target);
    boolean isComplete = new RepeatFinder(source, SHORTEST, FARTHEST, LONGEST).pass(encoder);
    return isComplete ? encoder.size() : -1;
  }

  @Override
  public int shortest(int distance) {
    return SHORTEST;
  }

  @Override
  public boolean match(int distance, int length) {
    if (!hasRoom(3)) {
      return false;
    }
    int back = distance - 1;
    int biased = length - 2;
    put(Math.min(biased, LONG_MATCH) << 5 | back >>> Byte.SIZE);
    if (biased >= LONG_MATCH) {
      put(biased - LONG_MATCH);
    }
    put(back);
    return true;
  }
}
