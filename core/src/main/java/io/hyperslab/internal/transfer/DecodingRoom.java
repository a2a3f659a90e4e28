package io.hyperslab.internal.transfer;

import java.util.concurrent.Semaphore;

/// Bounds the memory that chunks take while they are decoded, over all threads of the process: a
/// fifth of the heap. Each thread alone would be allowed its chunk; all of them together are not
/// allowed the heap. A chunk that needs more than there is waits until it is the only one.
final class DecodingRoom {
  private static final int UNIT = 1 << 16;
  private static final int UNITS =
      Math.clamp(Runtime.getRuntime().maxMemory() / 5 / UNIT, 1, Integer.MAX_VALUE);
  private static final Semaphore ROOM = new Semaphore(UNITS, true);

  private DecodingRoom() {}

  /// Runs a decoding that takes about `bytes` of memory; it must not wait for other decodings.
  static void with(long bytes, Runnable decoding) {
    int units = (int) Math.min(UNITS, bytes / UNIT + 1);
    ROOM.acquireUninterruptibly(units);
    try {
      decoding.run();
    } finally {
      ROOM.release(units);
    }
  }
}
