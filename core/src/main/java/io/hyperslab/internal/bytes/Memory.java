package io.hyperslab.internal.bytes;

import io.hyperslab.error.LimitExceededException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.function.Supplier;

/// Memory for elements and chunks: on the heap below 2 GiB, outside it from there on.
public final class Memory {
  private static final long LARGEST_HEAP_SEGMENT = Integer.MAX_VALUE - 8L;
  private static final int ALIGNMENT = 64;

  private Memory() {}

  /// Zeroed memory.
  ///
  /// @param size bytes, within what the limits allow
  /// @param structure what it is for, and that one's address, for the refusal
  /// @throws LimitExceededException if the JVM has no such block left
  public static MemorySegment allocate(long size, String structure, long address) {
    return guarded(
        () ->
            size <= LARGEST_HEAP_SEGMENT
                ? MemorySegment.ofArray(new byte[(int) size])
                : Arena.ofAuto().allocate(size, ALIGNMENT),
        size,
        structure,
        address);
  }

  /// An array of objects.
  ///
  /// @throws LimitExceededException if the JVM has no such block left
  public static <T> T[] array(Class<T> component, int length) {
    @SuppressWarnings("unchecked") // an array of exactly that component class
    Supplier<T[]> allocation = () -> (T[]) Array.newInstance(component, length);
    return guarded(allocation, (long) length * Long.BYTES, "elements", -1);
  }

  /// What an allocation of one block gives.
  ///
  /// @param size bytes, about
  /// @throws LimitExceededException if the JVM has no such block left; see [#allocate]
  public static <T> T guarded(Supplier<T> allocation, long size, String structure, long address) {
    try {
      return allocation.get();
    } catch (OutOfMemoryError e) {
      // Only this one block could not be had: the limits allow more than the JVM does.
      LimitExceededException refusal =
          new LimitExceededException(
              structure,
              address,
              "memory needed",
              size + " bytes",
              "what the JVM has left; see its -Xmx and, from 2 GiB on, -XX:MaxDirectMemorySize");
      refusal.initCause(e);
      throw refusal;
    }
  }
}
