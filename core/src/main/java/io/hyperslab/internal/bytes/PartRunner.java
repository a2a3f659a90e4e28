package io.hyperslab.internal.bytes;

import java.util.function.IntConsumer;

/// Runs independent parts of some work, perhaps on several threads: how is not the business of
/// those who have such work.
@FunctionalInterface
public interface PartRunner {
  /// One part after the other, by the calling thread.
  PartRunner ALONE =
      (count, part) -> {
        for (int i = 0; i < count; i++) {
          part.accept(i);
        }
      };

  /// Runs `part` for 0 to `count - 1`, each once, in no particular order, and returns when all are
  /// done. The first failure stops those not yet begun and is thrown.
  void run(int count, IntConsumer part);
}
