package io.hyperslab.internal.metadata;

import java.util.Arrays;
import java.util.Random;

/// A committed state of a file.
///
/// @param moment how many changes of the storage there had been when the commit had returned
/// @param file the whole file
/// @param free what of it nothing leads to, by positions; others may write there
public record Snapshot(int moment, byte[] file, FreeBytes free) {
  /// The free space of a file, by positions.
  public static final class FreeBytes {
    private final Ranges ranges = new Ranges();

    private FreeBytes() {}

    /// Whether all of these bytes are free.
    boolean hasAll(long from, long to) {
      return ranges.containsAll(from, to);
    }
  }

  /// The state that a transaction has just committed.
  public static Snapshot of(int moment, byte[] file, Transaction transaction) {
    FreeBytes free = new FreeBytes();
    long base = transaction.reader().baseAddress();
    transaction.space().forEachFree((from, to) -> free.ranges.add(base + from, base + to));
    return new Snapshot(moment, file, free);
  }

  /// The state of a file of which everything counts.
  public static Snapshot whole(int moment, byte[] file) {
    return new Snapshot(moment, file, new FreeBytes());
  }

  /// Whether bytes are this state, as far as anybody needs them.
  public boolean matches(byte[] found) {
    if (found.length != file.length) {
      return false;
    }
    for (int at = Arrays.mismatch(file, found); at >= 0; ) {
      if (!free.hasAll(at, at + 1)) {
        return false;
      }
      int next = at + 1;
      int more = Arrays.mismatch(file, next, file.length, found, next, found.length);
      at = more < 0 ? more : next + more;
    }
    return true;
  }

  /// Whether none of these bytes belongs to this state, so that anything may be written there.
  public boolean leavesFree(long position, long length) {
    long[] needed = {0};
    free.ranges.forEachGap(
        position, Math.min(file.length, position + length), (from, to) -> needed[0]++);
    return needed[0] == 0;
  }

  /// The file with other bytes in its free space: to all readers the same.
  public byte[] scrambled() {
    byte[] bytes = file.clone();
    Random random = new Random(moment);
    free.ranges.forEach((from, to) -> {
      byte[] noise = new byte[(int) (Math.min(to, bytes.length) - from)];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, (int) from, noise.length);
    });
    return bytes;
  }
}
