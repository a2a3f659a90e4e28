package io.hyperslab.bench.task;

import java.nio.file.Path;

/// One workload at one scale.
///
/// @param workload what is to be done
/// @param path the file that is read, or that is made
/// @param count operations, objects, rows or columns
/// @param source the file that is copied before it is changed; [#path()] if none is
/// @param threads of the application, which share the operations
public record Task(Workload workload, Path path, long count, Path source, int threads) {
  private static final long GIBIBYTE = 1L << 30;

  /// [#count()] as an index.
  public int items() {
    return Math.toIntExact(count);
  }

  /// Whether fresh memory is part of the work, and page faults therefore of the time; its size is
  /// that of all elements. Beyond a gibibyte nobody asks, for lack of memory.
  public boolean hasFreshMemory() {
    boolean has = workload == Workload.R1B || workload == Workload.W1;
    return has && count * Shapes.COLUMNS * Double.BYTES <= GIBIBYTE;
  }
}
