package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Cuts data into literals and repetitions of earlier data, as encoders of the Lempel-Ziv family do
/// that prefer speed: for every place only the last one with the same hash is looked at.
///
/// The last bytes of the data are always literals. The data pass through an array that has what a
/// match can reach back to, and some more.
final class RepeatFinder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MOST_HASH_BITS = 14;
  private static final int FEWEST_HASH_BITS = 8;
  private static final int HASH_FACTOR = 0x9E3779B1;

  /// After so many places in a row without a match, as a power of two, the next are looked at less
  /// densely.
  private static final int PATIENCE = 6;

  /// But not less than this, or the start of what does repeat would be passed by.
  private static final int LONGEST_STEP = 16;

  /// The bytes at the end that no match reaches; at least those that a hash is made of.
  private static final int TAIL = 12;

  /// The bytes that a place must have behind it, unless they are the last.
  private static final int PROSPECT = 512;

  /// New bytes in the array, beside those within reach.
  private static final int ADVANCE = 1 << 14;

  /// Literals are cut off the data in a multiple of this.
  private static final int LITERALS = 32;

  /// Takes the parts of the data in their order.
  interface Sink {
    /// How long a match of that distance must be to be of use.
    int shortest(int distance);

    /// Takes bytes that are not found earlier. Runs of them that follow each other have, but for
    /// the last, a multiple of 32 bytes.
    ///
    /// @param data has 32 bytes from the last literal on
    /// @param length at least 1
    /// @return whether there was room for them
    boolean literals(byte[] data, int from, int length);

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

  /// By hash, the last place in the source that has it, and one more.
  private final int[] places;

  private final int hashShift;

  /// Bytes of the source from `base` on, `filled` of them.
  private final byte[] window;

  private int base;
  private int filled;

  /// @param source less than 2 GiB
  /// @param minimum length of the shortest match of any distance, 3 or 4
  RepeatFinder(MemorySegment source, int minimum, int largestDistance, int largestLength) {
    this.source = source;
    this.hashMask = minimum == 3 ? 0x00FFFFFF : -1;
    this.largestDistance = largestDistance;
    this.largestLength = largestLength;
    int size = (int) source.byteSize();
    int bitsOfSize = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    int hashBits = Math.clamp(bitsOfSize, FEWEST_HASH_BITS, MOST_HASH_BITS);
    this.places = new int[1 << hashBits];
    this.hashShift = Integer.SIZE - hashBits;
    this.window = new byte[Math.min(size, largestDistance + ADVANCE) + LITERALS];
  }

  /// Hands all data to `sink`, and stops when that has no room.
  ///
  /// @return whether the sink has taken all
  boolean pass(Sink sink) {
    int passed = 0;
    int at = 0;
    int misses = 0;
    fill();
    while (true) {
      boolean isLast = base + filled == source.byteSize();
      int end = isLast ? filled - TAIL : filled;
      int limit = isLast ? end : filled - PROSPECT;
      while (at < limit) {
        int candidate = swapPlace(at);
        int distance = at - candidate;
        if (isOther(candidate, at)) {
          at += Math.min(1 + (misses >>> PATIENCE), LONGEST_STEP);
          misses++;
          continue;
        }
        int back = misses < 1 << PATIENCE ? 0 : sameBefore(candidate, at, passed);
        int length = matchLength(candidate, at, Math.min(end - at, largestLength - back));
        if (length + back < sink.shortest(distance)) {
          at++;
          continue;
        }
        int literals = at - back - passed;
        if (literals > 0 && !sink.literals(window, passed, literals)
            || !sink.match(distance, length + back)) {
          return false;
        }
        at += length;
        passed = at;
        misses = 0;
        swapPlace(at - 2);
        swapPlace(at - 1);
      }
      if (isLast) {
        return passed == filled || sink.literals(window, passed, filled - passed);
      }
      int cut = (at - passed) / LITERALS * LITERALS;
      if (cut > 0 && !sink.literals(window, passed, cut)) {
        return false;
      }
      passed += cut;
      int moved = at - largestDistance;
      System.arraycopy(window, moved, window, 0, filled - moved);
      base += moved;
      filled -= moved;
      at -= moved;
      passed -= moved;
      fill();
    }
  }

  private void fill() {
    int from = base + filled;
    int count = (int) Math.min(source.byteSize() - from, window.length - LITERALS - filled);
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, from, window, filled, count);
    filled += count;
  }

  /// Remembers a place and returns the one before with the same hash; negative if there is none in
  /// the window.
  private int swapPlace(int at) {
    int hash = ((int) INT.get(window, at) & hashMask) * HASH_FACTOR >>> hashShift;
    int before = places[hash];
    places[hash] = base + at + 1;
    return before - 1 - base;
  }

  /// Whether the candidate, if it is one, is too far away, or not what is at this place. All in one
  /// condition, of which the outcome is hard to foresee.
  private boolean isOther(int candidate, int at) {
    int isNone = candidate >> Integer.SIZE - 1;
    int isTooFar = largestDistance - (at - candidate) >> Integer.SIZE - 1;
    int difference = (int) INT.get(window, candidate & ~isNone) ^ (int) INT.get(window, at);
    return (difference & hashMask | isNone | isTooFar) != 0;
  }

  /// How many bytes before both places are the same, down to the first that is not passed yet.
  /// There are some where not every place was looked at.
  private int sameBefore(int candidate, int at, int passed) {
    // A match goes on for some bytes from the places themselves, too.
    int most = Math.min(Math.min(at - passed, candidate), largestLength - TAIL);
    int same = 0;
    while (same < most && window[at - 1 - same] == window[candidate - 1 - same]) {
      same++;
    }
    return same;
  }

  /// The first word, which most matches do not go beyond, needs no loop.
  private int matchLength(int candidate, int at, int largest) {
    long difference = difference(candidate, at);
    return difference != 0 && largest >= Long.BYTES
        ? sameBytes(difference)
        : matchLengthByWords(candidate, at, largest);
  }

  private int matchLengthByWords(int candidate, int at, int largest) {
    int length = 0;
    for (; length <= largest - Long.BYTES; length += Long.BYTES) {
      long difference = difference(candidate + length, at + length);
      if (difference != 0) {
        return length + sameBytes(difference);
      }
    }
    while (length < largest && window[candidate + length] == window[at + length]) {
      length++;
    }
    return length;
  }

  private long difference(int candidate, int at) {
    return (long) LONG.get(window, candidate) ^ (long) LONG.get(window, at);
  }

  private static int sameBytes(long difference) {
    return Long.numberOfTrailingZeros(difference) / Byte.SIZE;
  }
}
