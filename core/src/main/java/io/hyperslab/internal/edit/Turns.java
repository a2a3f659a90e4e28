package io.hyperslab.internal.edit;

import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Begun;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileAccess;
import io.hyperslab.internal.model.FileModel;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The operations that change one file: threads take turns, each operation happens whole or not at
/// all, and readers are kept out while what they see changes.
final class Turns {
  private final FileModel model;
  private final FileAccess access;
  private final Transaction transaction;
  private final HeapStore heap;
  private final Runnable prepare;
  private final ReentrantLock turn = new ReentrantLock();
  private final Deferral deferral;

  /// Whether what hinders changes has been removed; see [ForeignFile].
  private boolean prepared;

  /// The innermost operation that goes on.
  private @Nullable Operation current;

  /// @param heap is saved with each change, and reset with each that fails
  /// @param prepare removes what hinders changes, in the first operation
  Turns(FileModel model, Transaction transaction, HeapStore heap, Runnable prepare) {
    this.model = model;
    this.access = model.access();
    this.transaction = transaction;
    this.heap = heap;
    this.prepare = prepare;
    this.deferral = new Deferral(access, this::settle, this::settleIfFree);
  }

  /// An operation that goes on, and how everything was before.
  private static final class Operation {
    private final @Nullable Operation outer;
    private final int mark;
    private final boolean preparedBefore;
    private final Superblock superblock;
    private final Begun begun;
    private boolean done;

    /// Keeps readers out until the operation is undone, or whoever caught its failure is done.
    private FileAccess.@Nullable Exclusive exclusive;

    private Operation(
        @Nullable Operation outer,
        int mark,
        boolean preparedBefore,
        Superblock superblock,
        Begun begun) {
      this.outer = outer;
      this.mark = mark;
      this.preparedBefore = preparedBefore;
      this.superblock = superblock;
      this.begun = begun;
    }

    private void keepOut(FileAccess.Exclusive lock) {
      if (exclusive == null) {
        exclusive = lock;
      } else {
        lock.close();
      }
    }
  }

  /// Runs an operation while nobody reads.
  <T> T edit(Supplier<T> operation) {
    Operation begun = begin();
    try {
      prepareOnce();
      T made = exclusively(operation);
      begun.done = true;
      return made;
    } finally {
      end(begun);
    }
  }

  /// Runs an operation while others read; see [FileEditor#editAside(Supplier)].
  <T> T editAside(Supplier<T> operation) {
    Operation begun = begin();
    try {
      prepareOnce();
      T made = operation.get();
      begun.done = true;
      return made;
    } finally {
      end(begun);
    }
  }

  private Operation begin() {
    // Before waiting for anybody: whoever has the turn may wait for this read to end.
    access.requireNoRead();
    turn.lock();
    boolean goesOn = false;
    try {
      if (current == null) {
        deferral.settle();
      }
      model.requireOpen();
      Operation begun =
          new Operation(current, model.mark(), prepared, model.superblock(), transaction.begin());
      current = begun;
      goesOn = true;
      return begun;
    } finally {
      if (!goesOn) {
        turn.unlock();
      }
    }
  }

  private void prepareOnce() {
    if (!prepared) {
      prepared = true;
      prepare.run();
    }
  }

  private void end(Operation ended) {
    try {
      if (!ended.done) {
        ended.keepOut(access.exclusively());
      }
      transaction.end(ended.begun, ended.done);
    } finally {
      current = ended.outer;
      if (!ended.done) {
        forget(ended);
      }
      if (ended.exclusive != null) {
        ended.exclusive.close();
      }
      turn.unlock();
    }
  }

  private void forget(Operation failed) {
    model.superblock(failed.superblock);
    model.undo(failed.mark);
    prepared = failed.preparedBefore;
    heap.reset();
    model.chunks().clear();
  }

  /// Runs the part of an operation that changes what readers see. If it fails, they see nothing of
  /// it.
  <T> T exclusively(Supplier<T> change) {
    FileAccess.Exclusive exclusive = access.exclusively();
    boolean done = false;
    try {
      T made = change.get();
      heap.save();
      done = true;
      return made;
    } finally {
      if (done || current == null) {
        exclusive.close();
      } else {
        current.keepOut(exclusive);
      }
    }
  }

  /// Takes on a change that is made later; see [FileEditor#defer(Predicate)].
  boolean defer(Predicate<Deferral> change) {
    access.requireNoRead();
    turn.lock();
    try {
      model.requireOpen();
      return prepared && current == null && !transaction.isOver() && change.test(deferral);
    } finally {
      turn.unlock();
    }
  }

  private void settle() {
    turn.lock();
    try {
      if (model.isOpen()) {
        deferral.settle();
      }
    } finally {
      turn.unlock();
    }
  }

  /// Makes what was taken on, unless somebody has the turn. Failures are for who comes next.
  private void settleIfFree() {
    if (turn.tryLock()) {
      try {
        settle();
      } catch (RuntimeException _) {
        // The change is still to be made.
      } finally {
        turn.unlock();
      }
    }
  }

  /// Runs an operation, unless one of another thread goes on.
  void ifFree(Runnable operation) {
    if (turn.tryLock()) {
      try {
        operation.run();
      } finally {
        turn.unlock();
      }
    }
  }

  /// Changes that are taken on and not made yet, for who [#alone].
  Deferral deferral() {
    return deferral;
  }

  /// Whether an operation has prepared the file for changes.
  boolean isPrepared() {
    return prepared;
  }

  /// All operations were taken back, also what prepared the file.
  void startAgain() {
    prepared = false;
    heap.reset();
    model.chunks().clear();
  }

  /// Runs what is no operation while nobody else reads or changes the file.
  void alone(Runnable action) {
    inTurn(() -> {
      try (FileAccess.Exclusive _ = access.exclusively()) {
        action.run();
      }
    });
  }

  /// Runs what is no operation while nobody else changes the file. Others may read it.
  void inTurn(Runnable action) {
    access.requireNoRead();
    turn.lock();
    try {
      model.requireOpen();
      action.run();
    } finally {
      turn.unlock();
    }
  }

  /// Runs what closes the file, unless it is closed: who waits for a turn till then finds it so.
  ///
  /// @throws IllegalStateException within a read or a change, which would go on in a closed file
  void last(Runnable closing) {
    if (model.isOpen() && (access.isReading() || turn.isHeldByCurrentThread())) {
      throw new IllegalStateException("a file cannot be closed from within a read or change of it");
    }
    turn.lock();
    try {
      if (model.isOpen()) {
        closing.run();
      }
    } finally {
      turn.unlock();
    }
  }
}
