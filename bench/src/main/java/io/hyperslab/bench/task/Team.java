package io.hyperslab.bench.task;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Threads of an application that share work: each takes a part of a range of numbers, and then
/// another. In halves it would wait for the one whose half is dearer: of the columns of
/// [Workload#R9C], the first half is in one row of chunks, the second half in two.
public final class Team {
  /// Parts for each thread.
  private static final int PARTS = 2;

  /// The other thread. It is there already, as those of an application are: to start one takes half
  /// a millisecond, a tenth of some workloads.
  private static final ExecutorService OTHER =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  private Team() {}

  /// Work on a part of the range.
  @FunctionalInterface
  public interface Part {
    /// Does the items from one number to below another.
    void run(int from, int to);
  }

  /// Does all items from 0; on the calling thread if that is the only one.
  ///
  /// @param threads one or two
  public static void share(int threads, int items, Part part) {
    if (threads == 1) {
      part.run(0, items);
      return;
    }
    int parts = Math.min(items, PARTS * threads);
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            part.run(bound(items, parts, i), bound(items, parts, i + 1));
          }
        };
    Future<?> others = OTHER.submit(work);
    work.run();
    try {
      others.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the other thread failed", e);
    }
  }

  private static int bound(int items, int parts, int part) {
    return (int) ((long) items * part / parts);
  }
}
