package io.hyperslab.internal.metadata;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// What the JDK's flight recorder is told of a [FileCommit].
@Name("io.hyperslab.Commit")
@Label("Commit")
@Category("Hyperslab")
@StackTrace(false)
final class FileCommitEvent extends Event {
  @Label("Storage")
  @Nullable String storage;

  @Label("Durability")
  @Nullable String durability;

  /// The end of what began when this was made.
  void done(String name, String kind) {
    end();
    if (shouldCommit()) {
      storage = name;
      durability = kind;
      commit();
    }
  }
}
