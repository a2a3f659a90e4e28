package io.hyperslab.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// More channels of a file, for threads that read little bits of it at the same time.
///
/// A [FileChannel] has a list of the threads that use it, which each request enters and leaves
/// under a lock. Two threads that make small requests of one channel are hardly faster than one. So
/// the thread that opened the file has the channel that was opened first; another thread that goes
/// on making small requests gets one that it shares with few.
///
/// Safe for use by any number of threads.
final class SpareChannels {
  /// Bytes of a request from which on the time under the lock does not matter.
  private static final int LARGE = 1 << 14;

  /// Small requests that are worth the time to open a channel.
  private static final int WORTH = 256;

  /// Those of all files together, at most: a process has a bounded number of descriptors, which the
  /// files of its user come before.
  static final int MOST = 64;

  private static final Semaphore ROOM = new Semaphore(MOST);

  private static final int SLOTS =
      Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 8));

  private final long owner = Thread.currentThread().threadId();

  /// For threads whose numbers are equal in the low bits.
  private final AtomicReferenceArray<@Nullable FileChannel> channels =
      new AtomicReferenceArray<>(SLOTS);

  /// Small requests of such threads so far. A few that get lost do no harm.
  private final int[] requests = new int[SLOTS];

  private volatile boolean refused;

  /// Opens the file once more.
  @FunctionalInterface
  interface Opening {
    /// Opens it.
    ///
    /// @return nothing if that is not possible
    @Nullable FileChannel open();
  }

  /// The channel for a request of the current thread.
  ///
  /// @param first the channel that was opened first
  /// @param size bytes that it asks for
  /// @param opening called by one thread at a time
  FileChannel choose(FileChannel first, long size, Opening opening) {
    long thread = Thread.currentThread().threadId();
    if (thread == owner || size >= LARGE) {
      return first;
    }
    int slot = (int) thread & SLOTS - 1;
    FileChannel spare = channels.get(slot);
    if (spare != null) {
      return spare;
    }
    if (refused || ++requests[slot] < WORTH) {
      return first;
    }
    return open(slot, first, opening);
  }

  private synchronized FileChannel open(int slot, FileChannel first, Opening opening) {
    FileChannel spare = channels.get(slot);
    if (spare == null && !refused) {
      if (ROOM.tryAcquire()) {
        try {
          spare = opening.open();
          refused = spare == null;
        } finally {
          put(slot, spare);
        }
      } else {
        requests[slot] = 0;
      }
    }
    return spare == null ? first : spare;
  }

  /// @param spare null if there is to be none
  private void put(int slot, @Nullable FileChannel spare) {
    channels.set(slot, spare);
    if (spare == null) {
      ROOM.release();
    }
  }

  /// Forgets those that an interrupt has closed.
  synchronized void dropClosed() {
    for (int slot = 0; slot < SLOTS; slot++) {
      FileChannel spare = channels.get(slot);
      if (spare != null && !spare.isOpen()) {
        requests[slot] = 0;
        put(slot, null);
      }
    }
  }

  /// Closes all; there will be none any more.
  synchronized void close() throws IOException {
    refused = true;
    IOException failure = null;
    for (int slot = 0; slot < SLOTS; slot++) {
      FileChannel spare = channels.get(slot);
      if (spare != null) {
        try {
          spare.close();
        } catch (IOException e) {
          if (failure == null) {
            failure = e;
          } else {
            failure.addSuppressed(e);
          }
        }
        ROOM.release();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
