package io.hyperslab.internal.metadata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What has been done for a file since it was opened, with the files that it leads to. Threads that
/// count do not wait for each other, and what one of them reads may lack what others count at that
/// moment.
///
/// The thread that opened the file most often is the one that uses it, and counts for itself alone:
/// an atomic addition is a barrier, before which the processor completes every read of memory, so
/// that it could not fetch what the next small request needs at the same time.
public final class Counters {
  /// What is counted.
  public enum Item {
    /// Requests for bytes of the storage.
    READS,
    /// Bytes that they delivered.
    BYTES_READ,
    /// Nanoseconds that they took, all threads together.
    READ_NANOS,
    /// Requests that put bytes into the storage.
    WRITES,
    /// Bytes that they put there.
    BYTES_WRITTEN,
    /// Chunks whose filters were undone.
    CHUNKS_DECODED,
    /// Bytes that came of it.
    BYTES_DECODED,
    /// Nanoseconds that it took, all threads together.
    DECODE_NANOS,
    /// Chunks to which filters were applied.
    CHUNKS_ENCODED,
    /// Nanoseconds that it took, all threads together.
    ENCODE_NANOS,
    /// Chunks that were still there from an earlier read.
    CHUNK_HITS,
    /// Commits that changed the file.
    COMMITS,
    /// Nanoseconds that they took.
    COMMIT_NANOS
  }

  /// The thread that counts without atomic additions. Numbers are not used again, so no other
  /// thread is ever taken for it.
  private final long owner = Thread.currentThread().threadId();

  /// Never changed after it was filled, so all threads may look into it.
  private final Map<Item, Sum> sums = new EnumMap<>(Item.class);

  /// Everything at zero; the calling thread is the one that counts for itself.
  public Counters() {
    for (Item item : Item.values()) {
      sums.put(item, new Sum());
    }
  }

  /// Counts.
  public void add(Item item, long amount) {
    Sum sum = sum(item);
    if (Thread.currentThread().threadId() == owner) {
      sum.addOwn(amount);
    } else {
      sum.others.add(amount);
    }
  }

  /// What has been counted.
  public long get(Item item) {
    return sum(item).total();
  }

  private Sum sum(Item item) {
    return Objects.requireNonNull(sums.get(item));
  }

  private static final class Sum {
    private static final VarHandle OWN = own();

    private final LongAdder others = new LongAdder();

    /// Written by the owner only, and always whole.
    private long ofOwner;

    private static VarHandle own() {
      try {
        return MethodHandles.lookup().findVarHandle(Sum.class, "ofOwner", long.class);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("a field of this class", e);
      }
    }

    void addOwn(long amount) {
      OWN.setOpaque(this, ofOwner + amount);
    }

    long total() {
      return (long) OWN.getOpaque(this) + others.sum();
    }
  }
}
