package io.hyperslab.internal.model;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who may use a file when. Nobody waits for anybody in a file that is open for reading. In one
/// that is open for writing any number of threads read at the same time, and a writer is alone for
/// the moment in which what they see changes.
///
/// The files of a [FileFamily] share one lock: a read goes through any number of them, and changes
/// of the first one may change others.
public final class FileAccess {
  private final Gate gate;
  private volatile long version;
  private volatile long removals;

  /// What the files of a family pass, once one of them is open for writing.
  static final class Gate {
    private volatile @Nullable ReentrantReadWriteLock lock;

    /// What has to be run before anybody reads.
    private volatile Set<Runnable> unsettled = Set.of();
  }

  FileAccess(Gate gate) {
    this.gate = gate;
  }

  /// Prepares the family for a writer, before there is more than one thread.
  public void allowWriting() {
    if (gate.lock == null) {
      gate.lock = new ReentrantReadWriteLock();
    }
  }

  /// Whether the file may change.
  public boolean isWritable() {
    return gate.lock != null;
  }

  /// A number that is another one after each change. What was derived from the file is true as long
  /// as this stays the same.
  public long version() {
    return version;
  }

  /// A number that is another one after data of variable length was taken away, whose place may
  /// then hold something else.
  public long removals() {
    return removals;
  }

  /// Tells that data of variable length was taken away. Only for a thread that has the file
  /// exclusively.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void removed() {
    removals++;
  }

  /// Has something run before the next read of the family begins: changes that were taken on and
  /// are not made yet.
  ///
  /// @param settle run by threads that neither read nor write, as often as reads begin, until
  ///   [#settled(Runnable)]
  public void unsettled(Runnable settle) {
    change(runs -> runs.add(settle));
  }

  /// Ends what [#unsettled(Runnable)] began.
  public void settled(Runnable settle) {
    change(runs -> runs.remove(settle));
  }

  private void change(Consumer<Set<Runnable>> change) {
    synchronized (gate) {
      Set<Runnable> runs = new HashSet<>(gate.unsettled);
      change.accept(runs);
      gate.unsettled = Set.copyOf(runs);
    }
  }

  /// Runs a read while nobody changes the file.
  public <T> T read(Supplier<T> read) {
    ReentrantReadWriteLock current = gate.lock;
    if (current == null) {
      return read.get();
    }
    Set<Runnable> unsettled = gate.unsettled;
    if (!unsettled.isEmpty()
        && current.getReadHoldCount() == 0
        && !current.isWriteLockedByCurrentThread()) {
      unsettled.forEach(Runnable::run);
    }
    current.readLock().lock();
    try {
      return read.get();
    } finally {
      current.readLock().unlock();
    }
  }

  /// Refuses a thread that reads the file: it would wait for itself if it were to change it.
  ///
  /// @throws IllegalStateException if this thread reads the file
  public void requireNoRead() {
    if (isReading()) {
      throw new IllegalStateException("a file cannot be changed from within a read of it");
    }
  }

  /// Whether this thread reads the file.
  public boolean isReading() {
    ReentrantReadWriteLock current = gate.lock;
    return current != null
        && current.getReadHoldCount() > 0
        && !current.isWriteLockedByCurrentThread();
  }

  /// The lock of whoever changes the file: readers wait while it is held. Only for a thread that is
  /// the file's one writer; it must not be in a read.
  ///
  /// @throws IllegalStateException if the file is open for reading only, or this thread reads it
  public Exclusive exclusively() {
    ReentrantReadWriteLock current = gate.lock;
    if (current == null) {
      throw new IllegalStateException("the file is open for reading only");
    }
    requireNoRead();
    Lock write = current.writeLock();
    write.lock();
    return new Exclusive(write);
  }

  /// A change that is under way.
  public final class Exclusive implements AutoCloseable {
    private final Lock write;

    private Exclusive(Lock write) {
      this.write = write;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the holder of the lock gets here
    public void close() {
      version++;
      write.unlock();
    }
  }
}
