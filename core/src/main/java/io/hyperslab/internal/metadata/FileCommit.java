package io.hyperslab.internal.metadata;

import io.hyperslab.internal.metadata.Counters.Item;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// A commit that changed a file: what the counters and the JDK's flight recorder are told.
@Name("io.hyperslab.Commit")
@Label("Commit")
@Category("Hyperslab")
@StackTrace(false)
final class FileCommit extends Event {
  private final transient long started;

  @Label("Storage")
  @Nullable String storage;

  @Label("Durability")
  @Nullable String durability;

  /// One that begins now.
  FileCommit() {
    started = System.nanoTime();
    begin();
  }

  /// The end of it.
  void done(Counters counters, String name, String kind) {
    counters.add(Item.COMMITS, 1);
    counters.add(Item.COMMIT_NANOS, System.nanoTime() - started);
    end();
    if (shouldCommit()) {
      storage = name;
      durability = kind;
      commit();
    }
  }
}
