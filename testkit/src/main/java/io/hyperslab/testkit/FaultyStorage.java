package io.hyperslab.testkit;

import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;

/// Reads another store until a certain read, which goes wrong.
public final class FaultyStorage extends ForwardingStorage {
  private enum Fault {
    FAIL_ONCE,
    FAIL_FROM_THEN_ON,
    FLIP_BITS
  }

  private final long faultyRead;
  private final Fault fault;
  private final AtomicLong reads = new AtomicLong();

  private FaultyStorage(Storage storage, long faultyRead, Fault fault) {
    super(storage);
    if (faultyRead < 1) {
      throw new IllegalArgumentException("reads are counted from 1, not " + faultyRead);
    }
    this.faultyRead = faultyRead;
    this.fault = fault;
  }

  /// A store of which one read fails with an [IOException]; those after it succeed.
  ///
  /// @param storage what is read; closed with the new store
  /// @param faultyRead which read fails, counted from 1
  public static FaultyStorage failingOnce(Storage storage, long faultyRead) {
    return new FaultyStorage(storage, faultyRead, Fault.FAIL_ONCE);
  }

  /// A store of which every read from a certain one on fails with an [IOException].
  ///
  /// @param storage what is read; closed with the new store
  /// @param faultyRead the first read that fails, counted from 1
  public static FaultyStorage failingFrom(Storage storage, long faultyRead) {
    return new FaultyStorage(storage, faultyRead, Fault.FAIL_FROM_THEN_ON);
  }

  /// A store of which one read delivers bytes with every bit inverted.
  ///
  /// @param storage what is read; closed with the new store
  /// @param faultyRead which read, counted from 1
  public static FaultyStorage flippingBits(Storage storage, long faultyRead) {
    return new FaultyStorage(storage, faultyRead, Fault.FLIP_BITS);
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    long read = reads.incrementAndGet();
    boolean hit = read == faultyRead;
    if (fault == Fault.FAIL_FROM_THEN_ON ? read >= faultyRead : hit && fault == Fault.FAIL_ONCE) {
      throw new IOException(name() + ": fault of read " + read + ", made for a test");
    }
    long count = super.read(position, target);
    if (hit && fault == Fault.FLIP_BITS) {
      flip(target, count);
    }
    return count;
  }

  private static void flip(MemorySegment target, long count) {
    for (long i = 0; i < count; i++) {
      target.set(ValueLayout.JAVA_BYTE, i, (byte) ~target.get(ValueLayout.JAVA_BYTE, i));
    }
  }
}
