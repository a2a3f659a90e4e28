package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

/// Encodes BloscLZ; [BloscLzKernel] has the format.
final class BloscLzEncoder extends RepeatWriter {
  private static final int SHORTEST = 4;

  /// A match from afar takes four bytes or more, and breaks a run of literals.
  private static final int SHORTEST_FAR = 8;

  private static final int LONG_MATCH = 7;
  private static final int FAR = 0x1FFF;
  private static final int FARTHEST = 0xFFFF + FAR;
  private static final int MORE = 0xFF;

  private BloscLzEncoder(MemorySegment target) {
    super(target);
  }

  /// Encodes all of `source`, which is less than 2 GiB, to the start of `target`.
  ///
  /// @return how many bytes that took; -1 if `target` is too small
  static long encode(MemorySegment source, MemorySegment target) {
    BloscLzEncoder encoder = new BloscLzEncoder(target);
    RepeatFinder finder = new RepeatFinder(source, SHORTEST, FARTHEST, Integer.MAX_VALUE);
    return finder.pass(encoder) ? encoder.finish() : -1;
  }

  @Override
  public int shortest(int distance) {
    return distance > FAR ? SHORTEST_FAR : SHORTEST;
  }

  @Override
  public boolean match(int distance, int length) {
    int biased = length - 2;
    if (!hasRoom(5 + biased / MORE)) {
      return false;
    }
    int back = distance - 1;
    int near = Math.min(back, FAR);
    put(Math.min(biased, LONG_MATCH) << 5 | near >>> Byte.SIZE, 1);
    if (biased >= LONG_MATCH) {
      int rest = biased - LONG_MATCH;
      for (; rest >= MORE; rest -= MORE) {
        put(MORE, 1);
      }
      put(rest, 1);
    }
    put(near, 1);
    if (near == FAR) {
      put(Short.reverseBytes((short) (back - FAR)), 2);
    }
    return true;
  }
}
