package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

/// Encodes LZF; [LzfKernel] has the format.
final class LzfEncoder extends RepeatWriter {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 264;
  private static final int FARTHEST = 1 << 13;
  private static final int LONG_MATCH = 7;

  private LzfEncoder(MemorySegment target) {
    super(target);
  }

  /// Encodes all of `source`, which is less than 2 GiB, to the start of `target`.
  ///
  /// @return how many bytes that took; -1 if `target` is too small
  static long encode(MemorySegment source, MemorySegment target) {
    LzfEncoder encoder = new LzfEncoder(target);
    boolean isComplete = new RepeatFinder(source, SHORTEST, FARTHEST, LONGEST).pass(encoder);
    return isComplete ? encoder.finish() : -1;
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
    if (biased < LONG_MATCH) {
      put(biased << 5 | back >>> Byte.SIZE | (back & 0xFF) << Byte.SIZE, 2);
    } else {
      int rest = biased - LONG_MATCH | (back & 0xFF) << Byte.SIZE;
      put(LONG_MATCH << 5 | back >>> Byte.SIZE | rest << Byte.SIZE, 3);
    }
    return true;
  }
}
