package io.hyperslab.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The lock of the Java platform, on one byte beyond the end of every file.
///
/// On Windows that byte is part of what libhdf5 locks, which is all a file could have; to lock more
/// would keep this process itself from the file, because there a lock holds against every other
/// handle. Elsewhere it is the stopgap when native functions may not be called: libhdf5 does not
/// see it, and the system gives it up as soon as this process closes the file anywhere.
final class RangeLock implements SystemLock {
  private static final long POSITION = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  /// Null once another program has taken its place.
  private @Nullable FileLock lock;

  private RangeLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  static Answer ask(Path path, boolean exclusive) throws IOException {
    FileChannel channel =
        exclusive
            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(path, StandardOpenOption.READ);
    Answer answer = lock(channel, exclusive);
    if (!(answer instanceof Answer.Held)) {
      channel.close();
    }
    return answer;
  }

  private static Answer lock(FileChannel channel, boolean exclusive) {
    try {
      @Nullable FileLock lock = channel.tryLock(POSITION, 1, !exclusive);
      return lock == null ? new Answer.Refused() : new Answer.Held(new RangeLock(channel, lock));
    } catch (OverlappingFileLockException _) {
      return new Answer.Refused();
    } catch (IOException e) {
      return new Answer.Unsupported(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void share() throws IOException {
    if (lock != null) {
      lock.release();
    }
    lock = channel.tryLock(POSITION, 1, true);
  }

  /// Closes the channel, and with it gives up the lock.
  @Override
  public void release() throws IOException {
    channel.close();
  }
}
