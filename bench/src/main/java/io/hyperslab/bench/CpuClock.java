package io.hyperslab.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The CPU time of all threads of this process, by the clock that the program in C asks; that of
/// the Java platform ticks a hundred times a second only.
final class CpuClock {
  private static final int PROCESS_CPU_TIME = 2;
  private static final MemoryLayout TIME =
      MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

  private final MethodHandle clock;
  private final MemorySegment time = Arena.ofAuto().allocate(TIME);

  @SuppressWarnings(
      "restricted") // The function is that of the C library, as its manual declares it.
  CpuClock() {
    Linker linker = Linker.nativeLinker();
    clock =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /// Nanoseconds so far.
  long now() {
    try {
      int status = (int) clock.invokeExact(PROCESS_CPU_TIME, time);
      if (status != 0) {
        throw new IllegalStateException("no clock for CPU time");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("no clock for CPU time", e);
    }
    return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000
        + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
  }
}
