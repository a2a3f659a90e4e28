package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class WritableFileStorageTest extends WritableStorageContract {
  @Override
  WritableStorage open(Path directory, byte[] content) throws IOException {
    return WritableStorage.file(Files.write(directory.resolve("plain.h5"), content));
  }

  @Test
  void namesAndLocatesTheFile() throws IOException {
    try (WritableStorage storage = open(directory, new byte[3])) {
      assertThat(storage.name()).isEqualTo(directory.resolve("plain.h5").toString());
      assertThat(storage.path()).contains(directory.resolve("plain.h5"));
    }
  }

  @Test
  void changesTheFileItself() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1, 2, 3})) {
      write(storage, 1, (byte) 9);
      storage.truncate(2);
    }
    assertThat(Files.readAllBytes(directory.resolve("plain.h5"))).containsExactly(1, 9);
  }

  @Test
  void saysThatTheFileIsMissingAndCreatesNone() {
    Path absent = directory.resolve("absent.h5");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> WritableStorage.file(absent))
        .withMessageContaining(absent.toString());
    assertThat(absent).doesNotExist();
  }

  @Test
  void refusesADirectory() {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> WritableStorage.file(directory))
        .withMessageContaining("is a directory");
  }

  @Test
  void createsAnEmptyFile() throws IOException {
    Path file = directory.resolve("new.h5");
    try (WritableStorage storage = WritableStorage.createNew(file)) {
      assertThat(storage.size()).isZero();
      write(storage, 0, (byte) 5);
      assertThat(readAll(storage)).containsExactly(5);
    }
    assertThat(Files.readAllBytes(file)).containsExactly(5);
  }

  @Test
  void createsNothingWhereSomethingIs() throws IOException {
    Path file = Files.write(directory.resolve("old.h5"), new byte[] {1});
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> WritableStorage.createNew(file));
    assertThat(Files.readAllBytes(file)).containsExactly(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be replaced
  void keepsChangingTheFileItOpenedAfterInterruptsWhenThePathWasReplaced() throws Exception {
    Path path = directory.resolve("plain.h5");
    byte[] content = randomBytes(1 << 20);
    try (WritableStorage storage = open(directory, new byte[0])) {
      Path kept = Files.createLink(directory.resolve("kept.h5"), path);
      Path other = Files.write(directory.resolve("other.h5"), new byte[] {1});
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
      writeUnderInterrupts(storage, content);
      assertThat(Files.readAllBytes(kept)).isEqualTo(content);
      assertThat(Files.readAllBytes(path)).containsExactly(1);
    }
  }

  /// Interrupts this thread so often that its writes are hit in the middle, which closes channels.
  static void writeUnderInterrupts(WritableStorage storage, byte[] content) throws Exception {
    Thread writer = Thread.currentThread();
    AtomicBoolean done = new AtomicBoolean();
    Thread interrupter =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                writer.interrupt();
              }
            });
    try {
      for (int i = 0; i < 100; i++) {
        storage.truncate(i % 7);
        storage.write(0, MemorySegment.ofArray(content));
        if (i % 10 == 0) {
          storage.force();
        }
        assertThat(storage.size()).isEqualTo(content.length);
      }
    } finally {
      done.set(true);
      while (interrupter.isAlive()) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
    }
  }
}
