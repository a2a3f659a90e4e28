package io.hyperslab.cli.text;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What becomes of Ctrl-C: long work looks here now and then, and ends as if it had failed, so that
/// nothing half-written is left behind. There is one in a process, as there is one terminal.
public final class Cancellation {
  /// How long the end of the process waits for the end of work that writes.
  private static final long PATIENCE_SECONDS = 5;

  private static final CountDownLatch ENDED = new CountDownLatch(1);
  private static volatile boolean wanted;

  /// Ends work that nobody waits for any more. The process is about to end, too.
  public static final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CancelledException() {
      super("cancelled");
    }
  }

  private Cancellation() {}

  /// From now on a signal that ends the process lets work end first.
  public static void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(Cancellation::cancel, "cancellation"));
  }

  private static void cancel() {
    wanted = true;
    try {
      boolean _ = ENDED.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Work has ended, one way or the other.
  public static void ended() {
    ENDED.countDown();
  }

  /// What runs only reads: nothing is half-written if the process ends in the middle of it, and
  /// nobody needs to wait.
  public static void nothingToLose() {
    ENDED.countDown();
  }

  /// Goes on, or does not.
  ///
  /// @throws CancelledException if the process is about to end
  public static void check() {
    if (wanted) {
      throw new CancelledException();
    }
  }
}
