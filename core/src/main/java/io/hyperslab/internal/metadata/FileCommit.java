package io.hyperslab.internal.metadata;

import io.hyperslab.internal.metadata.Counters.Item;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// A commit that changed a file: what the counters and the JDK's flight recorder are told.
final class FileCommit {
  private final long started = System.nanoTime();

  /// None unless something is recorded, see [StorageRead].
  private final @Nullable FileCommitEvent event;

  /// One that begins now.
  FileCommit() {
    if (FlightRecorder.isInitialized()) {
      event = new FileCommitEvent();
      event.begin();
    } else {
      event = null;
    }
  }

  /// The end of it.
  void done(Counters counters, String name, String kind) {
    counters.add(Item.COMMITS, 1);
    counters.add(Item.COMMIT_NANOS, System.nanoTime() - started);
    if (event != null) {
      event.done(name, kind);
    }
  }
}
