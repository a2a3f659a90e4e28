package io.hyperslab.testkit;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// How long the threads of a test go on: for some seconds, and on a machine that is busy with
/// something else until enough has happened.
public final class Stint {
  /// How much longer it may take till then. After that a test says what has not happened.
  private static final long MORE_SECONDS = 60;

  private final long start = System.nanoTime();
  private final long usual;
  private final BooleanSupplier isEnough;

  private Stint(long usual, BooleanSupplier isEnough) {
    this.usual = usual;
    this.isEnough = isEnough;
  }

  /// One that begins now.
  ///
  /// @param isEnough asked by all threads, which may be at the same time
  public static Stint ofSeconds(long seconds, BooleanSupplier isEnough) {
    return new Stint(TimeUnit.SECONDS.toNanos(seconds), isEnough);
  }

  /// Whether a thread goes on.
  public boolean goesOn() {
    long passed = System.nanoTime() - start;
    return passed < usual
        || passed < usual + TimeUnit.SECONDS.toNanos(MORE_SECONDS) && !isEnough.getAsBoolean();
  }
}
