package io.hyperslab.storage;

import io.hyperslab.error.FileLockedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// The right to read a file, or to change it, that this program has until the guard is closed or
/// the process ends. Any number may read a file at a time, or one may change it.
///
/// Against other programs this is libhdf5's own file lock: `flock` on Linux and macOS (through the
/// foreign function interface, for which the JVM may want `--enable-native-access`), `LockFileEx`
/// on Windows. Where native functions are forbidden the Java platform's lock takes its place, which
/// only other programs that use this library see. Within this Java VM the rule holds in any case.
///
/// A lock belongs to a file, not to its path, and a path may come to lead to another file. So the
/// guard comes first, then the store:
///
/// ```java
/// FileGuard guard = FileGuard.shared(path, FileLocking.FROM_ENVIRONMENT, Duration.ZERO);
/// Storage storage = Storage.file(path);
/// if (!guard.covers(storage)) {
///   // the path came to lead elsewhere in between: close both, and begin again
/// }
/// ```
///
/// Any thread may use and close a guard.
public final class FileGuard implements AutoCloseable {
  private static final int MOST_REPLACEMENTS = 100;
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final GuardedFile file;
  private final boolean locked;
  private final AtomicBoolean closed = new AtomicBoolean();

  private FileGuard(GuardedFile file, boolean locked) {
    this.file = file;
    this.locked = locked;
  }

  /// The right to read a file while nobody changes it.
  ///
  /// @param path a regular file, or a symbolic link to one
  /// @param wait for how long to try again while the file is in use; not negative. The interrupt of
  ///   the thread ends the wait, and its interrupt status stays set.
  /// @throws FileLockedException if somebody has it open for writing all that time
  /// @throws java.nio.file.NoSuchFileException if there is no such file
  /// @throws java.nio.file.FileSystemException if it has locks and they fail, or `locking` requires
  ///   them and it has none
  /// @throws IOException if the file cannot be opened
  public static FileGuard shared(Path path, FileLocking locking, Duration wait) throws IOException {
    return shared(path, locking, wait, SystemLock::ask);
  }

  static FileGuard shared(Path path, FileLocking locking, Duration wait, SystemLock.Source locks)
      throws IOException {
    return new Request(path, false, locking.resolve(), locks).await(wait);
  }

  /// The right to change a file while nobody else reads or changes it.
  ///
  /// @param path a regular file, or a symbolic link to one; it must be writable
  /// @param wait as for [#shared(Path, FileLocking, Duration)]
  /// @throws FileLockedException if somebody has it open all that time
  /// @throws IOException as for [#shared(Path, FileLocking, Duration)]
  public static FileGuard exclusive(Path path, FileLocking locking, Duration wait)
      throws IOException {
    return exclusive(path, locking, wait, SystemLock::ask);
  }

  static FileGuard exclusive(Path path, FileLocking locking, Duration wait, SystemLock.Source locks)
      throws IOException {
    return new Request(path, true, locking.resolve(), locks).await(wait);
  }

  /// Whether other programs are kept out by a lock of the system; otherwise the file system has no
  /// locks, or none was wanted.
  public boolean isLocked() {
    return locked;
  }

  /// Whether a store's bytes are in the file that this guards. Not so if the path led elsewhere
  /// when the store was opened, or the store is not one file. The bytes of a [ForwardingStorage]
  /// are those of the store that it passes requests on to. Of stores that are not made by the
  /// library, nor pass requests on to one of those, nothing is known: none is covered.
  public boolean covers(Storage storage) {
    return ForwardingStorage.innermost(storage) instanceof OpenedFile opened
        && opened.key().equals(file.key());
  }

  /// Lets others read the file that this program alone could use so far. It is for whoever changes
  /// the file so that they can follow, and tells others in the file itself to stay away.
  ///
  /// @throws IOException if the system objects; other programs may then be kept out or let in
  /// @throws IllegalStateException if the guard is closed
  public void share() throws IOException {
    if (closed.get()) {
      throw new IllegalStateException("the guard is closed");
    }
    file.share();
  }

  /// Gives the right up. Closing twice has no effect.
  ///
  /// @throws IOException if the system objects; the right is given up all the same
  @Override
  public void close() throws IOException {
    if (!closed.getAndSet(true)) {
      file.leave();
    }
  }

  /// What is asked for again and again.
  private record Request(Path path, boolean toWrite, FileLocking policy, SystemLock.Source locks) {
    private FileGuard await(Duration wait) throws IOException {
      if (wait.isNegative()) {
        throw new IllegalArgumentException("wait " + wait + " is negative");
      }
      long start = System.nanoTime();
      long patience = TimeUnit.NANOSECONDS.convert(wait);
      long pause = SHORTEST_PAUSE;
      int replacements = 0;
      while (true) {
        GuardedFile file = GuardedFile.at(path);
        GuardedFile.Answer answer = file.enter(path, toWrite, policy, locks);
        switch (answer) {
          case ENTERED -> {
            return new FileGuard(file, true);
          }
          case ENTERED_UNLOCKED -> {
            return new FileGuard(file, false);
          }
          case TO_BE_ASKED_AGAIN -> {
            replacements++;
            requireRest(replacements);
          }
          case REFUSED_TO_READER_HERE, REFUSED_TO_WRITER_HERE, REFUSED_ELSEWHERE -> {
            long left = patience - (System.nanoTime() - start);
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
              throw refused(answer);
            }
            LockSupport.parkNanos(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE);
          }
        }
      }
    }

    private void requireRest(int replacements) throws IOException {
      if (replacements > MOST_REPLACEMENTS) {
        throw new FileSystemException(path.toString(), null, "is replaced again and again");
      }
    }

    private FileLockedException refused(GuardedFile.Answer answer) {
      Optional<String> holder =
          switch (answer) {
            case REFUSED_TO_READER_HERE -> Optional.of("this Java VM, which reads it");
            case REFUSED_TO_WRITER_HERE -> Optional.of("this Java VM, which writes it");
            default -> LockHolder.find(path);
          };
      String expected = toWrite ? "nobody to have it open" : "nobody to have it open for writing";
      return new FileLockedException(path.toString(), holder, expected);
    }
  }
}
