package io.hyperslab.internal.number;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies numbers of 2, 4 or 8 bytes and turns the bytes of each round.
///
/// The JVM's own copy that changes the order takes numbers of 4 and 8 bytes one by one. From memory
/// outside the heap, where numbers are when they have been read, there are loops here that become
/// vector instructions: two to three times as fast. They stay that fast while each meets one kind
/// of memory to read and one to write, so they write to arrays of integers alone. They are short
/// and called often, so that none has to be compiled while it runs.
final class SwappedCopy {
  /// Numbers of one run.
  private static final int RUN = 1 << 12;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private SwappedCopy() {}

  /// Copies `count` numbers that lie one after the other. The memory must not overlap.
  ///
  /// @param size bytes of one: 2, 4 or 8
  /// @throws IndexOutOfBoundsException if the numbers do not lie in the memory
  static void copy(
      MemorySegment from, long fromOffset, MemorySegment to, long toOffset, int size, long count) {
    MemorySegment source = from.asSlice(fromOffset, count * size);
    MemorySegment target = to.asSlice(toOffset, count * size);
    Object array = target.address() % size == 0 ? target.heapBase().orElse(null) : null;
    if (source.isNative() && size == Integer.BYTES) {
      if (array instanceof int[] ints) {
        ints(source, ints, (int) (target.address() / size), count);
      } else {
        intsThrough(new int[(int) Math.min(count, RUN)], source, target, count);
      }
    } else if (source.isNative() && size == Long.BYTES && array instanceof long[] longs) {
      longs(source, longs, (int) (target.address() / size), count);
    } else {
      ValueLayout stored = StoredBits.layout(size, true);
      MemorySegment.copy(source, stored, 0, target, StoredBits.layout(size, false), 0, count);
    }
  }

  /// Copies by way of a small array, which stays in the processor's first cache.
  private static void intsThrough(
      int[] array, MemorySegment source, MemorySegment target, long count) {
    for (long done = 0; done < count; done += RUN) {
      int run = (int) Math.min(RUN, count - done);
      run(source.asSlice(Integer.BYTES * done, (long) Integer.BYTES * run), array, 0, run);
      MemorySegment.copy(array, 0, target, INT, Integer.BYTES * done, run);
    }
  }

  private static void ints(MemorySegment source, int[] into, int at, long count) {
    for (long done = 0; done < count; done += RUN) {
      int run = (int) Math.min(RUN, count - done);
      MemorySegment some = source.asSlice(Integer.BYTES * done, (long) Integer.BYTES * run);
      run(some, into, (int) (at + done), run);
    }
  }

  private static void longs(MemorySegment source, long[] into, int at, long count) {
    for (long done = 0; done < count; done += RUN) {
      int run = (int) Math.min(RUN, count - done);
      MemorySegment some = source.asSlice(Long.BYTES * done, (long) Long.BYTES * run);
      run(some, into, (int) (at + done), run);
    }
  }

  private static void run(MemorySegment source, int[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = Integer.reverseBytes(source.get(INT, (long) Integer.BYTES * i));
    }
  }

  private static void run(MemorySegment source, long[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = Long.reverseBytes(source.get(LONG, (long) Long.BYTES * i));
    }
  }
}
