package io.hyperslab.bench.task;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Threads of an application that share work: each takes a part of a range of numbers.
public final class Team {
  private Team() {}

  /// Work on a part of the range.
  @FunctionalInterface
  public interface Part {
    /// Does the items from one number to below another.
    void run(int from, int to);
  }

  /// Does all items from 0; on the calling thread if that is the only one.
  public static void share(int threads, int items, Part part) {
    if (threads == 1) {
      part.run(0, items);
      return;
    }
    int middle = items / 2;
    Callable<Integer> first =
        () -> {
          part.run(0, middle);
          return middle;
        };
    FutureTask<Integer> task = new FutureTask<>(first);
    Thread.ofPlatform().start(task);
    part.run(middle, items);
    try {
      task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the other thread failed", e);
    }
  }
}
