package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Cuts data into literals and repetitions of earlier data, as encoders of the Lempel-Ziv family do
/// that prefer speed: for every place only the last one with the same hash is looked at.
///
/// The last bytes of the data are always literals.
final class RepeatFinder {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int HASH_BITS = 14;
  private static final int HASH_FACTOR = 0x9E3779B1;

  /// After so many places in a row without a match, as a power of two, the next are looked at less
  /// densely.
  private static final int PATIENCE = 6;

  /// The bytes at the end that no match reaches; at least those that a hash is made of.
  private static final int TAIL = 12;

  /// Takes the parts of the data in their order.
  interface Sink {
    /// How long a match of that distance must be to be of use.
    int shortest(int distance);

    /// Takes bytes that are not found earlier.
    ///
    /// @return whether there was room for them
    boolean literals(int from, int length);

    /// Takes a repetition.
    ///
    /// @param distance how far back the bytes were before; less than `length` if they overlap
    /// @return whether there was room for it
    boolean match(int distance, int length);
  }

  private final MemorySegment source;
  private final int hashMask;
  private final int largestDistance;
  private final int largestLength;
  private final int[] places = new int[1 << HASH_BITS];

  /// @param source less than 2 GiB
  /// @param minimum length of the shortest match of any distance, 3 or 4
  RepeatFinder(MemorySegment source, int minimum, int largestDistance, int largestLength) {
    this.source = source;
    this.hashMask = minimum == 3 ? 0x00FFFFFF : -1;
    this.largestDistance = largestDistance;
    this.largestLength = largestLength;
  }

  /// Hands all data to `sink`, and stops when that has no room.
  ///
  /// @return whether the sink has taken all
  boolean pass(Sink sink) {
    int end = (int) source.byteSize();
    int limit = end - TAIL;
    Arrays.fill(places, -1);
    int passed = 0;
    int at = 0;
    int misses = 0;
    while (at < limit) {
      int candidate = swapPlace(at);
      if (candidate < 0 || at - candidate > largestDistance || !isSame(candidate, at)) {
        at += 1 + (misses >>> PATIENCE);
        misses++;
        continue;
      }
      int length = matchLength(candidate, at, Math.min(limit - at, largestLength));
      if (length < sink.shortest(at - candidate)) {
        at++;
        continue;
      }
      if (at > passed && !sink.literals(passed, at - passed)
          || !sink.match(at - candidate, length)) {
        return false;
      }
      at += length;
      passed = at;
      misses = 0;
      swapPlace(at - 2);
      swapPlace(at - 1);
    }
    return passed == end || sink.literals(passed, end - passed);
  }

  private int swapPlace(int at) {
    int hash = (source.get(INT, at) & hashMask) * HASH_FACTOR >>> Integer.SIZE - HASH_BITS;
    int before = places[hash];
    places[hash] = at;
    return before;
  }

  private boolean isSame(int candidate, int at) {
    return ((source.get(INT, candidate) ^ source.get(INT, at)) & hashMask) == 0;
  }

  private int matchLength(int candidate, int at, int largest) {
    int length = 0;
    for (; length <= largest - Long.BYTES; length += Long.BYTES) {
      long difference = source.get(LONG, candidate + length) ^ source.get(LONG, at + length);
      if (difference != 0) {
        return length + Long.numberOfTrailingZeros(difference) / Byte.SIZE;
      }
    }
    while (length < largest
        && source.get(BYTE, candidate + length) == source.get(BYTE, at + length)) {
      length++;
    }
    return length;
  }
}
