package io.hyperslab.bench.run;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Measures again what the host of a virtual machine has disturbed. Which attempt counts depends on
/// what was stolen alone, and not on what was measured, and it is the same for all peers.
///
/// @param mostStolen the part of the processors' time, 0 to 1, that the host may give to others
///   while a process runs; 1 for whatever it takes
/// @param pauseMillis how long to wait for better times before each attempt but the first
public record Calm(double mostStolen, long pauseMillis) {
  /// Attempts for one measurement: a host may be busy for longer than anybody would wait.
  static final int MOST_ATTEMPTS = 6;

  private static final long PAUSE_MILLIS = 5_000;

  /// With a pause in which a host usually gets round to something else.
  public Calm(double mostStolen) {
    this(mostStolen, PAUSE_MILLIS);
  }

  /// Runs a process, or several, and says what they have measured.
  @FunctionalInterface
  interface Attempt {
    /// Runs it.
    Measurement.Output run() throws IOException;
  }

  /// The first attempt during which no more was stolen; else the one during which least was.
  Measurement.Output of(Attempt attempt) throws IOException {
    Measurement.Output best = attempt.run();
    for (int i = 1; i < MOST_ATTEMPTS && best.stolen() > mostStolen; i++) {
      pause();
      Measurement.Output next = attempt.run();
      best = next.stolen() < best.stolen() ? next : best;
    }
    return best;
  }

  private void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
