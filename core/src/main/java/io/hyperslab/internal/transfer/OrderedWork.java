package io.hyperslab.internal.transfer;

import io.hyperslab.internal.model.Parallelism;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Work in two steps: parts are prepared on all cores, a bounded number ahead, and taken one after
/// the other by the calling thread, which prepares parts itself when there is none to take.
///
/// The calling thread could do everything alone, so a busy pool never blocks it. The others do not
/// wait: they leave when nothing may be prepared, and are asked again when something is taken. So
/// their work may run on any thread, even on the calling one. An interrupt is kept for the calling
/// thread; it does not stop the work.
///
/// @param <T> what is prepared, and closed when it was taken or is not wanted any more
final class OrderedWork<T extends OrderedWork.Prepared> {
  /// A part that is prepared.
  interface Prepared extends AutoCloseable {
    @Override
    void close();
  }

  private final Parallelism parallelism;
  private final int count;
  private final int ahead;

  /// How many others may help.
  private final int most;

  private final IntFunction<T> prepare;

  /// What is prepared and not taken.
  private final Map<Integer, T> ready = new HashMap<>();

  private int claimed;
  private int taken;

  /// Threads that prepare something.
  private int busy;

  /// Others that were asked for help and have not left yet.
  private int helpers;

  /// How many parts are taken when it is worth asking again, after nobody was there to help.
  private int askAgain;

  private @Nullable Throwable failure;

  private final ReentrantLock lock = new ReentrantLock();

  /// For the calling thread: no other waits.
  private final Condition changed = lock.newCondition();

  private OrderedWork(Parallelism parallelism, int count, int ahead, IntFunction<T> prepare) {
    this.parallelism = parallelism;
    this.count = count;
    this.ahead = ahead;
    this.most = Math.min(Math.min(parallelism.threads(), count) - 1, ahead);
    this.prepare = prepare;
  }

  /// Runs all parts. The first failure ends it, and is thrown when no thread works any more.
  ///
  /// @param ahead how many parts may be prepared and not taken, at least 1
  /// @param prepare makes a part; called by several threads
  /// @param take is given the parts in their order; called by this thread alone
  static <T extends Prepared> void run(
      Parallelism parallelism, int count, int ahead, IntFunction<T> prepare, Consumer<T> take) {
    OrderedWork<T> work = new OrderedWork<>(parallelism, count, ahead, prepare);
    try {
      for (int i = 0; i < work.most; i++) {
        work.askForHelp();
      }
      work.takeAll(take);
    } finally {
      work.end();
    }
  }

  /// Has another thread prepare parts, unless there are enough of either.
  private void askForHelp() {
    if (isHelpWanted() && Workers.help(parallelism, 1, this::help) == 0) {
      notHelped();
    }
  }

  private boolean isHelpWanted() {
    lock.lock();
    try {
      boolean wanted = helpers < most && taken >= askAgain && mayClaim();
      if (wanted) {
        helpers++;
      }
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private void notHelped() {
    lock.lock();
    try {
      helpers--;
      askAgain = taken + ahead;
    } finally {
      lock.unlock();
    }
  }

  private void help() {
    for (int part = claimOrLeave(); part >= 0; part = claimOrLeave()) {
      prepare(part);
    }
  }

  private int claimOrLeave() {
    lock.lock();
    try {
      int part = claim();
      if (part < 0) {
        helpers--;
      }
      return part;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayClaim() {
    return claimed < count && claimed - taken < ahead;
  }

  /// A part that nobody prepares yet; -1 if there is none, or enough are ahead.
  private int claim() {
    if (!mayClaim()) {
      return -1;
    }
    busy++;
    return claimed++;
  }

  private void prepare(int part) {
    T made = null;
    Throwable failed = null;
    try {
      made = prepare.apply(part);
    } catch (Throwable e) {
      failed = e;
    }
    lock.lock();
    try {
      busy--;
      if (made != null) {
        ready.put(part, made);
      } else {
        failure = failure == null ? failed : failure;
        claimed = count;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void takeAll(Consumer<T> take) {
    for (int part = 0; part < count; part++) {
      try (T next = next(part)) {
        askForHelp();
        take.accept(next);
      }
    }
  }

  private T next(int part) {
    while (true) {
      T made = readyOrWait(part);
      if (made != null) {
        return made;
      }
    }
  }

  /// A part; if it is not ready, after preparing another one or waiting for a while, nothing.
  private @Nullable T readyOrWait(int part) {
    int own;
    lock.lock();
    try {
      Failures.rethrow(failure);
      T made = ready.remove(part);
      if (made != null) {
        taken = part + 1;
        return made;
      }
      own = claim();
      if (own < 0) {
        await();
        return null;
      }
    } finally {
      lock.unlock();
    }
    prepare(own);
    return null;
  }

  /// Waits until something may have changed; whoever calls looks again what it was.
  @SuppressWarnings("WaitNotInLoop")
  private void await() {
    changed.awaitUninterruptibly();
  }

  /// Waits for the others, and gives up what they have prepared for nothing.
  private void end() {
    lock.lock();
    try {
      claimed = count;
      while (busy > 0) {
        changed.awaitUninterruptibly();
      }
      ready.values().forEach(Prepared::close);
      ready.clear();
    } finally {
      lock.unlock();
    }
  }
}
