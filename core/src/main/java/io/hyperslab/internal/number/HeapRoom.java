package io.hyperslab.internal.number;

import io.hyperslab.error.LimitExceededException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// Bounds what one conversion takes of the heap: the elements themselves, and all that is made of
/// them, may fill three quarters of it. A small file can describe elements whose Java form is many
/// times larger: bytes asked for as `double`, or a million texts that are one and the same object.
///
/// Belongs to one conversion, whose threads share it.
public final class HeapRoom {
  private final long room;
  private final AtomicLong taken;

  private HeapRoom(long room, long taken) {
    this.room = room;
    this.taken = new AtomicLong(taken);
  }

  /// The room for what is made of some elements.
  public static HeapRoom beside(MemorySegment elements) {
    long room = Runtime.getRuntime().maxMemory() / 4 * 3;
    return new HeapRoom(room, elements.heapBase().isPresent() ? elements.byteSize() : 0);
  }

  /// Takes room for `count` values of about `size` bytes.
  ///
  /// @throws LimitExceededException if there is none left
  public void take(long count, long size) {
    long bytes = count * size;
    boolean tooMany = Math.multiplyHigh(count, size) != 0 || bytes < 0 || bytes > room;
    if (tooMany || taken.addAndGet(bytes) > room) {
      throw new LimitExceededException(
          "elements",
          -1,
          "memory for one result",
          "more than " + room + " bytes",
          "at most three quarters of the heap; read it in parts");
    }
  }
}
