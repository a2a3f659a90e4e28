package io.hyperslab.internal.metadata;

import io.hyperslab.internal.metadata.Counters.Item;
import io.hyperslab.storage.Storage;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// Bytes that were read from a storage: what the counters and the JDK's flight recorder are told.
final class StorageRead {
  /// Bytes below which a read is counted only: to look at the clock twice takes part of its time.
  private static final int TIMED = 1 << 12;

  private static final StorageRead SHORT = new StorageRead(0, null);

  private final long started;
  private final @Nullable StorageReadEvent event;

  private StorageRead(long started, @Nullable StorageReadEvent event) {
    this.started = started;
    this.event = event;
  }

  /// A read that begins.
  ///
  /// @param length bytes that are wanted
  static StorageRead begun(long length) {
    return length < TIMED ? SHORT : new StorageRead(System.nanoTime(), event());
  }

  /// None unless something is recorded: to load an event's class takes longer than a small program.
  private static @Nullable StorageReadEvent event() {
    if (!FlightRecorder.isInitialized()) {
      return null;
    }
    StorageReadEvent event = new StorageReadEvent();
    event.begin();
    return event;
  }

  /// The end of it.
  ///
  /// @param length bytes that were delivered
  void done(Counters counters, Storage source, long first, long length) {
    counters.add(Item.READS, 1);
    counters.add(Item.BYTES_READ, length);
    if (this != SHORT) {
      counters.add(Item.READ_NANOS, System.nanoTime() - started);
    }
    if (event != null) {
      event.done(source.name(), first, length);
    }
  }
}
