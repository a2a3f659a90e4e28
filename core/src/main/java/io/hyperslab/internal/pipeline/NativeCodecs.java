package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.Deque;

/// The states of a codec in native code, some of which are kept for the next use. One serves one
/// thread at a time.
final class NativeCodecs {
  private static final int MOST_KEPT = Runtime.getRuntime().availableProcessors();

  private final MethodHandle allocate;
  private final MethodHandle free;
  private final Deque<MemorySegment> idle = new ArrayDeque<>();

  /// @param allocate makes a state, or a null pointer if there is no memory for it
  /// @param free takes one
  NativeCodecs(MethodHandle allocate, MethodHandle free) {
    this.allocate = allocate;
    this.free = free;
  }

  /// A state for one use; a null pointer if there is none.
  MemorySegment take() {
    synchronized (idle) {
      MemorySegment state = idle.pollLast();
      if (state != null) {
        return state;
      }
    }
    try {
      return (MemorySegment) allocate.invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Ends a use.
  void giveBack(MemorySegment state) {
    synchronized (idle) {
      if (idle.size() < MOST_KEPT) {
        idle.addLast(state);
        return;
      }
    }
    try {
      free.invokeExact(state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// What a method handle declares and a function of C cannot throw.
  static AssertionError unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new AssertionError("a native function has thrown", thrown);
  }
}
