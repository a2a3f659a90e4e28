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
/// The calling thread could do everything alone, so a busy pool never blocks it. An interrupt is
/// kept for it; it does not stop the work.
///
/// @param <T> what is prepared, and closed when it was taken or is not wanted any more
final class OrderedWork<T extends OrderedWork.Prepared> {
  /// A part that is prepared.
  interface Prepared extends AutoCloseable {
    @Override
    void close();
  }

  private final int count;
  private final int ahead;
  private final IntFunction<T> prepare;

  /// What is prepared and not taken.
  private final Map<Integer, T> ready = new HashMap<>();

  private int claimed;
  private int taken;

  /// Threads that prepare something.
  private int busy;

  private @Nullable Throwable failure;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private OrderedWork(int count, int ahead, IntFunction<T> prepare) {
    this.count = count;
    this.ahead = ahead;
    this.prepare = prepare;
  }

  /// Runs all parts. The first failure ends it, and is thrown when no thread works any more.
  ///
  /// @param ahead how many parts may be prepared and not taken, at least 1
  /// @param prepare makes a part; called by several threads
  /// @param take is given the parts in their order; called by this thread alone
  static <T extends Prepared> void run(
      Parallelism parallelism, int count, int ahead, IntFunction<T> prepare, Consumer<T> take) {
    OrderedWork<T> work = new OrderedWork<>(count, ahead, prepare);
    if (count > 1) {
      Workers.help(parallelism, Math.min(parallelism.threads(), count) - 1, work::help);
    }
    try {
      work.takeAll(take);
    } finally {
      work.end();
    }
  }

  private void help() {
    for (int part = claimOrWait(); part >= 0; part = claimOrWait()) {
      prepare(part);
    }
  }

  private int claimOrWait() {
    lock.lock();
    try {
      int part = claim();
      while (part < 0 && claimed < count) {
        changed.awaitUninterruptibly();
        part = claim();
      }
      return part;
    } finally {
      lock.unlock();
    }
  }

  /// A part that nobody prepares yet; -1 if there is none, or enough are ahead.
  private int claim() {
    if (claimed >= count || claimed - taken >= ahead) {
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
    } catch (RuntimeException | Error e) {
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
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void takeAll(Consumer<T> take) {
    for (int part = 0; part < count; part++) {
      try (T next = next(part)) {
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
      throwFailure();
      T made = ready.remove(part);
      if (made != null) {
        taken = part + 1;
        changed.signalAll();
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

  private void throwFailure() {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  /// Waits for the others, and gives up what they have prepared for nothing.
  private void end() {
    lock.lock();
    try {
      claimed = count;
      changed.signalAll();
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
