package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.error.FileLockedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FileGuardTest {
  private static final Duration NOT_AT_ALL = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void createFile() throws IOException {
    file = Files.write(directory.resolve("a b%20c.h5"), new byte[] {1, 2, 3});
  }

  private FileGuard shared() throws IOException {
    return FileGuard.shared(file, FileLocking.BEST_EFFORT, NOT_AT_ALL);
  }

  private FileGuard exclusive() throws IOException {
    return FileGuard.exclusive(file, FileLocking.BEST_EFFORT, NOT_AT_ALL);
  }

  @Test
  void letsManyReadAtOnce() throws IOException {
    try (FileGuard first = shared();
        FileGuard second = shared();
        FileGuard third = shared()) {
      assertThat(first.isLocked()).isTrue();
      assertThat(second.isLocked()).isTrue();
      assertThat(third.isLocked()).isTrue();
    }
    exclusive().close();
  }

  @Test
  void letsNobodyElseInWhileOneWrites() throws IOException {
    FileGuard writer = exclusive();
    assertThatExceptionOfType(FileLockedException.class)
        .isThrownBy(this::shared)
        .withMessage(
            file
                + ": file is in use by this Java VM, which writes it, expected nobody to have it"
                + " open for writing")
        .satisfies(e -> assertThat(e.holder()).contains("this Java VM, which writes it"));
    assertThatExceptionOfType(FileLockedException.class).isThrownBy(this::exclusive);
    writer.close();
    shared().close();
    exclusive().close();
  }

  @Test
  void letsNobodyWriteWhileOneReads() throws IOException {
    FileGuard first = shared();
    FileGuard second = shared();
    first.close();
    first.close();
    assertThatExceptionOfType(FileLockedException.class)
        .isThrownBy(this::exclusive)
        .withMessage(
            file
                + ": file is in use by this Java VM, which reads it, expected nobody to have it"
                + " open");
    second.close();
    exclusive().close();
  }

  @ParameterizedTest
  @EnumSource(
      value = FileLocking.class,
      names = {"NONE", "BEST_EFFORT", "REQUIRED"})
  void holdsWithinTheVmWhateverThePolicy(FileLocking locking) throws IOException {
    try (FileGuard writer = FileGuard.exclusive(file, locking, NOT_AT_ALL)) {
      assertThat(writer.isLocked()).isEqualTo(locking != FileLocking.NONE);
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> FileGuard.exclusive(file, locking, NOT_AT_ALL));
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> FileGuard.shared(file, locking, NOT_AT_ALL));
    }
    FileGuard.exclusive(file, locking, NOT_AT_ALL).close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where links need a privilege
  void knowsAFileByAllItsNames() throws IOException {
    Path hard = Files.createLink(directory.resolve("hard"), file);
    Path soft = Files.createSymbolicLink(directory.resolve("soft"), file);
    try (FileGuard writer = exclusive()) {
      for (Path name : new Path[] {hard, soft}) {
        assertThatExceptionOfType(FileLockedException.class)
            .isThrownBy(() -> FileGuard.shared(name, FileLocking.BEST_EFFORT, NOT_AT_ALL));
      }
      assertThat(writer.isLocked()).isTrue();
    }
  }

  @Test
  void saysThatTheFileIsMissing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(
            () -> FileGuard.shared(directory.resolve("absent"), FileLocking.REQUIRED, NOT_AT_ALL));
  }

  @Test
  void refusesToWaitBackwards() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileGuard.shared(file, FileLocking.NONE, Duration.ofNanos(-1)));
  }

  @Test
  void excludesOtherProgramsThatRead() throws Exception {
    try (LockingChild child = LockingChild.start(file, false)) {
      shared().close();
      assertThatExceptionOfType(FileLockedException.class).isThrownBy(this::exclusive);
      child.release();
      exclusive().close();
    }
  }

  @Test
  void excludesOtherProgramsThatWrite() throws Exception {
    try (LockingChild child = LockingChild.start(file, true)) {
      assertThatExceptionOfType(FileLockedException.class).isThrownBy(this::shared);
      assertThatExceptionOfType(FileLockedException.class).isThrownBy(this::exclusive);
      FileGuard.shared(file, FileLocking.NONE, NOT_AT_ALL).close();
      child.release();
      exclusive().close();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which lists its locks
  void namesTheProcessThatHasTheFile() throws Exception {
    try (LockingChild child = LockingChild.start(file, true)) {
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(this::shared)
          .satisfies(
              e -> assertThat(e.holder()).contains("process " + child.processId() + " (java)"))
          .withMessageContaining("file is in use by process " + child.processId());
    }
  }

  @Test
  void findsTheFileFreeWhenTheProgramThatLockedItWasKilled() throws Exception {
    try (LockingChild child = LockingChild.start(file, true)) {
      assertThatExceptionOfType(FileLockedException.class).isThrownBy(this::exclusive);
      child.kill();
      exclusive().close();
    }
  }

  @Test
  void keepsItsLockWhenTheFileIsOpenedAndClosedElsewhereInTheVm() throws Exception {
    try (FileGuard guard = exclusive()) {
      WritableStorage.file(file).close();
      Storage.file(file).close();
      assertThat(guard.isLocked()).isTrue();
      assertThatIllegalStateException()
          .isThrownBy(() -> LockingChild.start(file, false))
          .withMessageContaining("the child said refused");
    }
  }

  @Test
  void waitsUntilTheOtherProgramIsDone() throws Exception {
    try (LockingChild child = LockingChild.start(file, true)) {
      long start = System.nanoTime();
      Thread releaser =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Thread.sleep(200);
                  child.releaseSoon();
                } catch (IOException | InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      FileGuard.exclusive(file, FileLocking.REQUIRED, LONG).close();
      assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
      releaser.join();
    }
  }

  @Test
  void waitsUntilTheOtherThreadIsDone() throws Exception {
    FileGuard writer = exclusive();
    Thread closer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Thread.sleep(100);
                writer.close();
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    FileGuard.shared(file, FileLocking.REQUIRED, LONG).close();
    closer.join();
  }

  @Test
  void waitsNoLongerThanItIsTold() throws IOException {
    try (FileGuard writer = exclusive()) {
      long start = System.nanoTime();
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> FileGuard.shared(file, FileLocking.REQUIRED, Duration.ofMillis(150)));
      assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(150));
      assertThat(writer.isLocked()).isTrue();
    }
  }

  @Test
  void stopsWaitingWhenInterrupted() throws IOException {
    try (FileGuard writer = exclusive()) {
      Thread.currentThread().interrupt();
      long start = System.nanoTime();
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> FileGuard.shared(file, FileLocking.REQUIRED, LONG));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos() / 2);
      assertThat(writer.isLocked()).isTrue();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be replaced
  void tellsWhetherAStoreIsTheGuardedFile() throws IOException {
    try (FileGuard guard = exclusive();
        WritableStorage same = WritableStorage.file(file)) {
      assertThat(guard.covers(same)).isTrue();
      replaceFile();
      assertThat(guard.covers(same)).isTrue();
      try (Storage other = Storage.file(file)) {
        assertThat(guard.covers(other)).isFalse();
      }
      assertThat(guard.covers(WritableStorage.memory())).isFalse();
    }
  }

  @Test
  void looksAtTheStoreThatRequestsArePassedOnTo() throws IOException {
    try (FileGuard guard = exclusive();
        WritableStorage same =
            new ForwardingWritableStorage(
                new ForwardingWritableStorage(WritableStorage.file(file)) {}) {}) {
      assertThat(guard.covers(same)).isTrue();
      replaceFile();
      assertThat(guard.covers(same)).isTrue();
      try (Storage other = new ForwardingStorage(Storage.file(file)) {}) {
        assertThat(guard.covers(other)).isFalse();
      }
      assertThat(guard.covers(new ForwardingStorage(WritableStorage.memory()) {})).isFalse();
    }
  }

  @Test
  void coversAFileThatIsYetToBePublishedAndAfterwards() throws IOException {
    try (WritableStorage storage = WritableStorage.replacing(file);
        FileGuard guard =
            FileGuard.exclusive(storage.path().orElseThrow(), FileLocking.REQUIRED, NOT_AT_ALL)) {
      assertThat(guard.covers(storage)).isTrue();
      storage.publish(false);
      assertThat(guard.covers(storage)).isTrue();
      assertThatExceptionOfType(FileLockedException.class).isThrownBy(this::exclusive);
    }
  }

  private void replaceFile() throws IOException {
    Path other = Files.write(directory.resolve("other"), new byte[] {9});
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be replaced
  void locksTheNewFileWhenThePathIsReplacedMeanwhile() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    SystemLock.Source replacing =
        (path, exclusive) -> {
          if (asked.incrementAndGet() <= 3) {
            replaceFile();
          }
          return SystemLock.ask(path, exclusive);
        };
    try (FileGuard guard = FileGuard.exclusive(file, FileLocking.REQUIRED, NOT_AT_ALL, replacing);
        Storage storage = Storage.file(file)) {
      assertThat(asked).hasValue(4);
      assertThat(guard.covers(storage)).isTrue();
    }
    exclusive().close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be replaced
  void givesUpOnAPathThatIsReplacedForEver() throws IOException {
    SystemLock.Source replacing =
        (path, exclusive) -> {
          SystemLock.Answer answer = SystemLock.ask(path, exclusive);
          replaceFile();
          return answer;
        };
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> FileGuard.exclusive(file, FileLocking.REQUIRED, LONG, replacing))
        .withMessageContaining("is replaced again and again");
    exclusive().close();
  }

  @Test
  void goesWithoutALockWhereThereAreNone() throws IOException {
    SystemLock.Source none = (path, exclusive) -> new SystemLock.Answer.Unsupported("no locks");
    try (FileGuard guard = FileGuard.shared(file, FileLocking.BEST_EFFORT, NOT_AT_ALL, none)) {
      assertThat(guard.isLocked()).isFalse();
      assertThatExceptionOfType(FileLockedException.class).isThrownBy(this::exclusive);
    }
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> FileGuard.shared(file, FileLocking.REQUIRED, NOT_AT_ALL, none))
        .withMessageContaining("without locks");
    exclusive().close();
  }

  @Test
  void isNotInTheWayAfterAFailure() throws IOException {
    SystemLock.Source failing =
        (path, exclusive) -> {
          throw new AccessDeniedException(path.toString());
        };
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> FileGuard.exclusive(file, FileLocking.REQUIRED, LONG, failing));
    exclusive().close();
  }

  @Test
  void usesThePlatformsLocksWhereNativeFunctionsAreForbidden() throws Exception {
    try (LockingChild child = LockingChild.start(file, true, "--illegal-native-access=deny")) {
      assertThat(RangeLock.ask(file, false)).isInstanceOf(SystemLock.Answer.Refused.class);
      assertThat(RangeLock.ask(file, true)).isInstanceOf(SystemLock.Answer.Refused.class);
      child.release();
      SystemLock.Answer answer = RangeLock.ask(file, true);
      assertThat(answer).isInstanceOf(SystemLock.Answer.Held.class);
      assertThat(RangeLock.ask(file, false)).isInstanceOf(SystemLock.Answer.Refused.class);
      ((SystemLock.Answer.Held) answer).lock().release();
    }
  }
}
