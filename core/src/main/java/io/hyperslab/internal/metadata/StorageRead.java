package io.hyperslab.internal.metadata;

import io.hyperslab.internal.metadata.Counters.Item;
import io.hyperslab.storage.Storage;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// Bytes that were read from a storage: what the counters and the JDK's flight recorder are told.
@Name("io.hyperslab.StorageRead")
@Label("Storage Read")
@Category("Hyperslab")
@StackTrace(false)
final class StorageRead extends Event {
  /// Bytes below which a read is counted only: to look at the clock twice takes part of its time.
  private static final int TIMED = 1 << 12;

  private static final StorageRead SHORT = new StorageRead(0);

  private final transient long started;

  @Label("Storage")
  @Nullable String storage;

  @Label("Position")
  long position;

  @Label("Bytes")
  @DataAmount
  long bytes;

  private StorageRead(long started) {
    this.started = started;
  }

  /// A read that begins.
  ///
  /// @param length bytes that are wanted
  static StorageRead begun(long length) {
    if (length < TIMED) {
      return SHORT;
    }
    StorageRead read = new StorageRead(System.nanoTime());
    read.begin();
    return read;
  }

  /// The end of it.
  ///
  /// @param length bytes that were delivered
  void done(Counters counters, Storage source, long first, long length) {
    counters.add(Item.READS, 1);
    counters.add(Item.BYTES_READ, length);
    if (this == SHORT) {
      return;
    }
    counters.add(Item.READ_NANOS, System.nanoTime() - started);
    end();
    if (shouldCommit()) {
      storage = source.name();
      position = first;
      bytes = length;
      commit();
    }
  }
}
