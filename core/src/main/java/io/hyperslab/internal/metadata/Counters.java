package io.hyperslab.internal.metadata;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What has been done for a file since it was opened, with the files that it leads to. Threads that
/// count do not wait for each other, and what one of them reads may lack what others count at that
/// moment.
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

  /// Never changed after it was filled, so all threads may look into it.
  private final Map<Item, LongAdder> sums = new EnumMap<>(Item.class);

  /// Everything at zero.
  public Counters() {
    for (Item item : Item.values()) {
      sums.put(item, new LongAdder());
    }
  }

  /// Counts.
  public void add(Item item, long amount) {
    sum(item).add(amount);
  }

  /// What has been counted.
  public long get(Item item) {
    return sum(item).sum();
  }

  private LongAdder sum(Item item) {
    return Objects.requireNonNull(sums.get(item));
  }
}
