package io.hyperslab.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A lock on a file that the system keeps for this process until it is closed or the process ends.
/// There is one kind for each file, the same for all programs on the machine that use this library:
/// two kinds would stand in each other's way where the system makes one of the other (NFS).
interface SystemLock {
  /// What came of asking for a lock, without waiting.
  sealed interface Answer {
    /// The lock is there.
    record Held(SystemLock lock) implements Answer {}

    /// Another program has a lock that this one would conflict with.
    record Refused() implements Answer {}

    /// The file system has no locks.
    ///
    /// @param reason what it said
    record Unsupported(String reason) implements Answer {}
  }

  /// Where locks come from.
  interface Source {
    /// Asks for a lock on the file that `path` leads to.
    ///
    /// @throws IOException if the file cannot be opened
    Answer ask(Path path, boolean exclusive) throws IOException;
  }

  /// Asks for the kind of lock that this process uses.
  ///
  /// @throws IOException if the file cannot be opened
  static Answer ask(Path path, boolean exclusive) throws IOException {
    Optional<NativeFiles> functions = NativeFiles.available();
    return functions.isPresent()
        ? FlockLock.ask(functions.get(), path, exclusive)
        : RangeLock.ask(path, exclusive);
  }

  /// Makes the lock a shared one. Where the system cannot do that at once, another program may take
  /// its place; then there is none any more.
  ///
  /// @throws IOException if the system objects
  void share() throws IOException;

  /// Gives the lock up.
  ///
  /// @throws IOException if the system objects; the lock is gone all the same
  void release() throws IOException;
}
