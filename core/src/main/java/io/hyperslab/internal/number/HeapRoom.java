package io.hyperslab.internal.number;

import io.hyperslab.error.LimitExceededException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Bounds what one conversion takes of the heap: the elements themselves, and all that is made of
/// them, may fill three quarters of it. A small file can describe elements whose Java form is many
/// times larger: bytes asked for as `double`, or a million texts that are one and the same object.
///
/// Belongs to one conversion, whose threads share it. What is converted for the sake of another
/// conversion, as the members of records and the elements of sequences are, shares its room: many
/// small results are one large one.
public final class HeapRoom {
  /// What an array takes besides its elements.
  public static final int HEADER = 16;

  /// What a text takes besides its characters, roughly.
  public static final int TEXT = 56;

  /// What any other object takes besides its fields.
  private static final int OBJECT_HEADER = 12;

  /// What a reference to an object takes; JVMs with large heaps cannot compress it.
  public static final int REFERENCE = Runtime.getRuntime().maxMemory() < 1L << 35 ? 4 : 8;

  private static final int ALIGNMENT = 8;

  /// The room of the conversion that a thread is in. Not handed on by parameters, since the public
  /// methods of arrays lie between one conversion and the next.
  private static final ScopedValue<HeapRoom> ENCLOSING = ScopedValue.newInstance();

  private final long room;
  private final AtomicLong taken;

  private HeapRoom(long room, long taken) {
    this.room = room;
    this.taken = new AtomicLong(taken);
  }

  /// The room for what is made of some elements; inside of [#shared], the one that is shared.
  public static HeapRoom beside(MemorySegment elements) {
    return ENCLOSING.isBound()
        ? ENCLOSING.get()
        : of(elements.heapBase().isPresent() ? elements.byteSize() : 0);
  }

  private static HeapRoom of(long taken) {
    long room = Runtime.getRuntime().maxMemory() / 4 * 3;
    // More than the room is as bad as any number, and leaves space to count on.
    return new HeapRoom(room, Math.min(taken, Long.MAX_VALUE / 2));
  }

  /// Runs a conversion all of whose parts share one room.
  ///
  /// @param elements bytes of the heap that the elements have already
  public static <T> T shared(long elements, Function<HeapRoom, T> conversion) {
    if (ENCLOSING.isBound()) {
      return conversion.apply(ENCLOSING.get());
    }
    HeapRoom room = of(elements);
    return ScopedValue.where(ENCLOSING, room).call(() -> conversion.apply(room));
  }

  /// What an array takes.
  ///
  /// @param size bytes of each element
  public static long arraySize(long length, long size) {
    return rounded(HEADER + length * size);
  }

  /// What an object takes that is no array.
  ///
  /// @param fields bytes of all its fields
  public static long objectSize(long fields) {
    return rounded(OBJECT_HEADER + fields);
  }

  /// Bytes as the JVM allocates them.
  private static long rounded(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
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
