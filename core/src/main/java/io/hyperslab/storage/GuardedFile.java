package io.hyperslab.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A file with one or more [FileGuard]s in this Java VM. All of them share one lock of the system:
/// Java's own locks are the whole VM's anyway.
final class GuardedFile {
  /// What came of asking for a guard, without waiting.
  enum Answer {
    ENTERED,
    ENTERED_UNLOCKED,
    REFUSED_TO_READER_HERE,
    REFUSED_TO_WRITER_HERE,
    REFUSED_ELSEWHERE,
    /// The path has begun to lead to another file, or the last guard was just given up.
    TO_BE_ASKED_AGAIN
  }

  private static final ConcurrentHashMap<FileKey, GuardedFile> FILES = new ConcurrentHashMap<>();

  private final FileKey key;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SystemLock systemLock;
  private int guards;
  private boolean writing;
  private boolean dropped;

  private GuardedFile(FileKey key) {
    this.key = key;
  }

  /// The one for the file that `path` leads to now. Somebody must [#enter] it, successfully or not.
  static GuardedFile at(Path path) throws IOException {
    return FILES.computeIfAbsent(FileKey.of(path), GuardedFile::new);
  }

  FileKey key() {
    return key;
  }

  /// Asks for another guard.
  ///
  /// @param policy anything but [FileLocking#FROM_ENVIRONMENT]
  Answer enter(Path path, boolean toWrite, FileLocking policy, SystemLock.Source locks)
      throws IOException {
    lock.lock();
    try {
      if (dropped) {
        return Answer.TO_BE_ASKED_AGAIN;
      }
      if (guards > 0 && (toWrite || writing)) {
        return writing ? Answer.REFUSED_TO_WRITER_HERE : Answer.REFUSED_TO_READER_HERE;
      }
      Answer answer =
          policy == FileLocking.NONE ? Answer.ENTERED_UNLOCKED : lock(path, toWrite, locks);
      if (answer == Answer.ENTERED_UNLOCKED && policy == FileLocking.REQUIRED) {
        throw new FileSystemException(
            path.toString(), null, "is on a file system without locks, which are required");
      }
      if (answer == Answer.ENTERED || answer == Answer.ENTERED_UNLOCKED) {
        guards++;
        writing = toWrite;
      }
      return answer;
    } finally {
      dropIfUnused();
      lock.unlock();
    }
  }

  private Answer lock(Path path, boolean toWrite, SystemLock.Source locks) throws IOException {
    if (systemLock != null) {
      return Answer.ENTERED;
    }
    SystemLock.Answer answer = locks.ask(path, toWrite);
    if (answer instanceof SystemLock.Answer.Held(SystemLock fresh)) {
      return keep(fresh, path);
    }
    return answer instanceof SystemLock.Answer.Refused
        ? Answer.REFUSED_ELSEWHERE
        : Answer.ENTERED_UNLOCKED;
  }

  /// Keeps a lock if it is on this file. It is on what `path` led to when it was asked for, which
  /// exists as long as the lock does: so if its key is the same now, it was the same then.
  private Answer keep(SystemLock fresh, Path path) throws IOException {
    boolean same = false;
    try {
      same = key.equals(FileKey.of(path));
    } finally {
      if (!same) {
        fresh.release();
      }
    }
    if (!same) {
      return Answer.TO_BE_ASKED_AGAIN;
    }
    systemLock = fresh;
    return Answer.ENTERED;
  }

  /// Makes the one guard for writing one for reading.
  void share() throws IOException {
    lock.lock();
    try {
      writing = false;
      if (systemLock != null) {
        systemLock.share();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives one guard up.
  void leave() throws IOException {
    lock.lock();
    try {
      guards--;
      if (guards == 0 && systemLock != null) {
        systemLock.release();
      }
    } finally {
      dropIfUnused();
      lock.unlock();
    }
  }

  private void dropIfUnused() {
    if (guards == 0 && !dropped) {
      dropped = true;
      FILES.remove(key, this);
    }
  }
}
