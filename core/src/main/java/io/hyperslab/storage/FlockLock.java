package io.hyperslab.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// The lock that libhdf5 takes on Linux and macOS: `flock` on the file itself. Java's own file
/// locks are of another kind there, which libhdf5 does not see.
///
/// The lock belongs to a descriptor of its own, so that no other use of the file can give it up.
final class FlockLock implements SystemLock {
  private static final int SHARED = 1;
  private static final int EXCLUSIVE = 2;
  private static final int WITHOUT_WAITING = 4;
  private static final int UNLOCK = 8;

  private static final boolean MACOS = Platform.current() == Platform.MACOS;
  private static final int WOULD_BLOCK = MACOS ? 35 : 11;

  /// `ENOSYS`, `ENOTSUP`, `EOPNOTSUPP`, `ENOLCK`; and the kernel's own `ENOTSUPP`, which some
  /// network file systems let through.
  private static final Set<Integer> NO_LOCKS =
      MACOS ? Set.of(78, 45, 102, 77) : Set.of(38, 95, 37, 524);

  private final NativeFiles functions;
  private final int descriptor;

  private FlockLock(NativeFiles functions, int descriptor) {
    this.functions = functions;
    this.descriptor = descriptor;
  }

  static Answer ask(NativeFiles functions, Path path, boolean exclusive) throws IOException {
    int descriptor = functions.open(path, exclusive);
    if (descriptor < 0) {
      throw cannotOpen(path, exclusive, -descriptor);
    }
    int result = functions.flock(descriptor, (exclusive ? EXCLUSIVE : SHARED) | WITHOUT_WAITING);
    if (result == 0) {
      return new Answer.Held(new FlockLock(functions, descriptor));
    }
    functions.close(descriptor);
    int error = -result;
    if (error == WOULD_BLOCK) {
      return new Answer.Refused();
    }
    if (NO_LOCKS.contains(error)) {
      return new Answer.Unsupported("flock fails with errno " + error);
    }
    throw new FileSystemException(path.toString(), null, "flock fails with errno " + error);
  }

  /// What the platform's own way to open the file says is wrong; it knows the errors by name.
  private static IOException cannotOpen(Path path, boolean writing, int error) {
    Set<OpenOption> options =
        writing
            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
            : Set.of(StandardOpenOption.READ);
    try (FileChannel channel = FileChannel.open(path, options)) {
      return new FileSystemException(
          path.toString(), null, "open fails with errno " + error + ", and then not: " + channel);
    } catch (IOException e) {
      return e;
    }
  }

  @Override
  public void share() throws IOException {
    int result = functions.flock(descriptor, SHARED | WITHOUT_WAITING);
    if (result < 0 && -result != WOULD_BLOCK) {
      throw new IOException("a lock cannot be shared: flock fails with errno " + -result);
    }
  }

  /// Unlocks before closing: a child process between its creation and its program still has the
  /// descriptor too.
  @Override
  public void release() throws IOException {
    int unlocked = functions.flock(descriptor, UNLOCK);
    int closed = functions.close(descriptor);
    if (unlocked < 0 || closed < 0) {
      throw new IOException(
          "a lock was given up with errno " + -unlocked + " and its file closed with " + -closed);
    }
  }
}
