package io.hyperslab.storage;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Asks Linux for room on the medium before it is written to, when a file is being written from one
/// place on: what is allocated at once costs less than each page when it is touched, and lies
/// together. Neither the file's size nor what is read from it changes, and nothing depends on it:
/// where the system refuses, it is not asked again.
///
/// Room that lies behind the end of a file when it is closed has to be cut off; see [#close()].
final class RoomAhead {
  /// Writes of fewer bytes are none of those that make a file grow by much.
  private static final long LARGE = 1 << 18;

  /// Bytes that may lie between one write and the next.
  private static final long GAP = 1 << 16;

  /// Bytes written one after the other, at least, before room is asked for: once more as much.
  private static final long LEAST = 1 << 20;

  /// Bytes that are asked for beyond what is about to be written, at most: longer stretches save
  /// nothing more, and what is left of the last one has to be given back.
  private static final long MOST = 1 << 23;

  /// To be able to call the function takes as long as writing so many bytes saves.
  private static final long WORTH = 1 << 28;

  /// `FALLOC_FL_KEEP_SIZE`.
  private static final int KEEP_SIZE = 1;

  /// Bytes of large writes so far, to all files.
  private static final AtomicLong WRITTEN = new AtomicLong();

  private final FileKey key;
  private final long worth;
  private int descriptor = -1;
  private boolean refused;

  /// Where the last large write ended, and the bytes of those that went on to there.
  private long end = -1;

  private long run;

  /// The room that was asked for last.
  private long roomFrom;

  private long roomTo;

  /// @param key of the file
  RoomAhead(FileKey key) {
    this(key, WORTH);
  }

  /// @param worth bytes of large writes to all files that are worth it to begin
  RoomAhead(FileKey key, long worth) {
    this.key = key;
    this.worth = worth;
  }

  private static final class Function {
    private static final Optional<MethodHandle> ALLOCATE = bind();

    @SuppressWarnings("restricted") // the descriptor fits the function's declaration
    private static Optional<MethodHandle> bind() {
      try {
        Linker linker = Linker.nativeLinker();
        return Optional.of(
            linker.downcallHandle(
                linker.defaultLookup().findOrThrow("fallocate"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG)));
      } catch (IllegalCallerException | UnsupportedOperationException | NoSuchElementException _) {
        return Optional.empty();
      }
    }
  }

  /// Looks at a write that is about to be made.
  ///
  /// @param path where the file is, as far as is known
  synchronized void before(Path path, long position, long size) {
    if (size < LARGE || refused) {
      return;
    }
    boolean worthIt = WRITTEN.addAndGet(size) >= worth;
    run = position >= end && position - end <= GAP ? run : 0;
    end = position + size;
    boolean known = position >= roomFrom && end <= roomTo;
    if (!known && worthIt && run >= LEAST) {
      roomFrom = position;
      roomTo = position + Math.max(size, Math.min(run, MOST));
      refused = !ask(path);
    }
    run += size;
  }

  private boolean ask(Path path) {
    if (descriptor < 0 && !open(path)) {
      return false;
    }
    try {
      MethodHandle allocate = Function.ALLOCATE.orElseThrow();
      return (int) allocate.invokeExact(descriptor, KEEP_SIZE, roomFrom, roomTo - roomFrom) == 0;
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      throw new AssertionError("a native function has thrown", e);
    }
  }

  /// A descriptor of our own: Java does not tell those that it has.
  private boolean open(Path path) {
    Optional<NativeFiles> functions = NativeFiles.available();
    if (Platform.current() != Platform.LINUX
        || functions.isEmpty()
        || Function.ALLOCATE.isEmpty()) {
      return false;
    }
    descriptor = functions.get().open(path, true);
    return descriptor >= 0 && isOurs(path);
  }

  /// Whether the path still leads to the file. If it does after the file was opened, it did before:
  /// the file is open here, so its key cannot be another's.
  private boolean isOurs(Path path) {
    try {
      key.require(path);
      return key.isFirm();
    } catch (IOException _) {
      return false;
    }
  }

  /// The file was cut off.
  synchronized void cut(long size) {
    roomTo = Math.min(roomTo, size);
  }

  /// Asks for nothing any more.
  ///
  /// @return where the room ends that was asked for last; 0 if there is none. What of it lies
  ///   behind the end of the file stays the file's until that is cut off there
  synchronized long close() {
    refused = true;
    if (descriptor >= 0) {
      NativeFiles.available().ifPresent(functions -> functions.close(descriptor));
      descriptor = -1;
    }
    return roomTo;
  }
}
