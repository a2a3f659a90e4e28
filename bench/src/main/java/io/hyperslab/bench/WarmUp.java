package io.hyperslab.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Tells when a JVM is warm: when its compilers have had next to nothing to do for a while, however
/// long that takes on this machine. Until then they run on a processor that the workload could
/// have.
final class WarmUp {
  /// How many times as long as it is measured a process may need to get warm: what is not warm by
  /// then is measured as it is.
  private static final int MOST = 5;

  /// How long the compilers must rest.
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// The part of that time which they may take all the same.
  private static final double WORK = 0.05;

  private final LongSupplier clock;
  private final LongSupplier compiled;
  private final long end;
  private long since;
  private long compiledBefore;

  /// That of this process, from now on.
  ///
  /// @param seconds for how long it is measured afterwards
  WarmUp(double seconds) {
    this(seconds, System::nanoTime, compilers()::getTotalCompilationTime);
  }

  /// @param clock nanoseconds
  /// @param compiled milliseconds that the compilers have worked so far
  WarmUp(double seconds, LongSupplier clock, LongSupplier compiled) {
    this.clock = clock;
    this.compiled = compiled;
    this.since = clock.getAsLong();
    this.end = since + (long) (MOST * seconds * 1e9);
    this.compiledBefore = compiled.getAsLong();
  }

  private static CompilationMXBean compilers() {
    return ManagementFactory.getCompilationMXBean();
  }

  /// Whether the JVM is warm, or has had the time for it; asked after each repetition.
  boolean isOver() {
    long now = clock.getAsLong();
    if (now - end >= 0) {
      return true;
    }
    if (now - since < REST_NANOS) {
      return false;
    }
    long total = compiled.getAsLong();
    long worked = TimeUnit.MILLISECONDS.toNanos(total - compiledBefore);
    boolean rested = worked <= WORK * (now - since);
    since = now;
    compiledBefore = total;
    return rested;
  }
}
