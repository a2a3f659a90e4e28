package io.hyperslab.bench;

import com.sun.management.ThreadMXBean;
import io.hyperslab.bench.task.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// Measures this process: wall-clock and CPU time, page faults that needed no disk, and what all
/// threads have allocated in the heap.
final class Meter {
  private static final Path STATE = Path.of("/proc/self/stat");
  private static final Path STATUS = Path.of("/proc/self/status");

  /// The place of `minflt` behind the name of the program in [#STATE].
  private static final int MINOR_FAULTS = 8;

  private final CpuClock clock = new CpuClock();
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /// Does what is measured once.
  ///
  /// @return `rep WALL CPU CHECKSUM FAULTS ALLOCATED`, in nanoseconds and bytes
  String repetition(Trial trial) throws IOException {
    long faults = faults();
    long allocated = threads.getTotalThreadAllocatedBytes();
    long cpu = clock.now();
    long wall = System.nanoTime();
    trial.run();
    wall = System.nanoTime() - wall;
    cpu = clock.now() - cpu;
    allocated = threads.getTotalThreadAllocatedBytes() - allocated;
    faults = faults() - faults;
    return String.format(
        Locale.ROOT, "rep %d %d %d %d %d", wall, cpu, trial.checksum(), faults, allocated);
  }

  /// Only makes an array, which zeroes it.
  ///
  /// @return `touch WALL FAULTS`
  static String touch(int elements) throws IOException {
    long faults = faults();
    long wall = System.nanoTime();
    double[] fresh = new double[elements];
    wall = System.nanoTime() - wall;
    faults = faults() - faults;
    if (fresh[elements - 1] != 0) {
      throw new IllegalStateException("a new array has something in it");
    }
    return String.format(Locale.ROOT, "touch %d %d", wall, faults);
  }

  private static long faults() throws IOException {
    String state = Files.readString(STATE);
    String[] facts = state.substring(state.lastIndexOf(')') + 1).split(" ", -1);
    return Long.parseLong(facts[MINOR_FAULTS]);
  }

  /// The greatest size of this process in memory, in KiB.
  static String greatestSize() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .map(line -> line.replaceAll("\\D", ""))
          .findFirst()
          .orElse("0");
    }
  }
}
