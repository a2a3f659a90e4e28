package io.hyperslab.bench.task;

import java.io.IOException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A workload as one library does it, again and again.
public interface Trial {
  /// What happens before each repetition; not timed.
  default void prepare() throws IOException {}

  /// Lets go of what was read.
  default void forget() {}

  /// Opens the file, works, and closes it; this is timed.
  void run() throws IOException;

  /// That of what was read; not timed. 0 for what writes.
  default long checksum() {
    return 0;
  }

  /// What may fail.
  @FunctionalInterface
  interface Action {
    /// Does it.
    void run() throws IOException;
  }

  /// What may fail, with a result.
  @FunctionalInterface
  interface Read<T> {
    /// Does it.
    T get() throws IOException;
  }

  /// A trial that reads.
  ///
  /// @param checksum of what `read` returns
  static <T> Trial reading(Read<T> read, ToLongFunction<T> checksum) {
    return new Trial() {
      private @Nullable T result;

      @Override
      public void prepare() {
        forget();
      }

      @Override
      public void forget() {
        result = null;
      }

      @Override
      public void run() throws IOException {
        result = read.get();
      }

      @Override
      public long checksum() {
        if (result == null) {
          throw new IllegalStateException("nothing was read");
        }
        return checksum.applyAsLong(result);
      }
    };
  }

  /// A trial that writes.
  static Trial writing(Action prepare, Action write) {
    return new Trial() {
      @Override
      public void prepare() throws IOException {
        prepare.run();
      }

      @Override
      public void run() throws IOException {
        write.run();
      }
    };
  }
}
