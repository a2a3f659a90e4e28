package io.hyperslab.internal.model;

import io.hyperslab.error.FilterException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Reads of files that a SWMR writer changes meanwhile. What such a read gets may be half of one
/// state and half of the next: checksums tell, and it is read again. A file that is damaged for
/// good is told from that by how long it stays so.
public final class SwmrReads {
  /// As many as libhdf5 makes.
  private static final int ATTEMPTS = 100;

  private static final long STEP = TimeUnit.MICROSECONDS.toNanos(100);

  /// Bound while a read is tried, so that reads inside it are not tried again by themselves.
  private static final ScopedValue<Boolean> TRYING = ScopedValue.newInstance();

  private SwmrReads() {}

  /// An opening of a file.
  @FunctionalInterface
  interface Opening {
    FileModel open() throws IOException;
  }

  /// Opens a file, again and again if need be; not if it is no HDF5 file, as it will not become
  /// one.
  static FileModel open(Storage storage, Opening opening) throws IOException {
    Recovery.superblockPosition(storage);
    try {
      return attempt(() -> unchecked(opening), () -> {});
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static FileModel unchecked(Opening opening) {
    try {
      return opening.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a read, again and again for about half a second if need be.
  ///
  /// @param forget drops what was read before
  /// @throws Hdf5Exception what the last attempt threw
  static <T> T attempt(Supplier<T> read, Runnable forget) {
    return TRYING.isBound()
        ? read.get()
        : ScopedValue.where(TRYING, true).call(() -> attemptAll(read, forget));
  }

  /// Runs something that reads such files and must not be made twice, because it has other effects.
  /// What meets half of a change is not read again.
  public static <T> T once(Supplier<T> work) {
    return ScopedValue.where(TRYING, true).call(work::get);
  }

  private static <T> T attemptAll(Supplier<T> read, Runnable forget) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return read.get();
      } catch (MalformedFileException | LimitExceededException | FilterException _) {
        LockSupport.parkNanos(attempt * STEP);
        forget.run();
      }
    }
    return read.get();
  }
}
