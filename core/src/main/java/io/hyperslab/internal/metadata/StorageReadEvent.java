package io.hyperslab.internal.metadata;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// What the JDK's flight recorder is told of a [StorageRead].
@Name("io.hyperslab.StorageRead")
@Label("Storage Read")
@Category("Hyperslab")
@StackTrace(false)
final class StorageReadEvent extends Event {
  @Label("Storage")
  @Nullable String storage;

  @Label("Position")
  long position;

  @Label("Bytes")
  @DataAmount
  long bytes;

  /// The end of what began when this was made.
  void done(String source, long first, long length) {
    end();
    if (shouldCommit()) {
      storage = source;
      position = first;
      bytes = length;
      commit();
    }
  }
}
