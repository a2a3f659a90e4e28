package io.hyperslab.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;

final class FileStorageTest extends StorageContract {
  @Override
  Storage open(Path directory, byte[] content) throws IOException {
    return Storage.file(Files.write(directory.resolve("plain.h5"), content));
  }

  @Test
  void namesAndLocatesTheFile() throws IOException {
    try (Storage storage = open(directory, new byte[3])) {
      assertThat(storage.name()).isEqualTo(directory.resolve("plain.h5").toString());
      assertThat(storage.path()).contains(directory.resolve("plain.h5"));
    }
  }

  @Test
  void readsBeyondTwoGibibytes() throws IOException {
    Path file = directory.resolve("sparse.h5");
    byte[] content = randomBytes(64);
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
      channel.write(ByteBuffer.wrap(content), (1L << 31) - 32);
      channel.write(ByteBuffer.wrap(content), 5L << 30);
    }
    try (Storage storage = Storage.file(file)) {
      byte[] bytes = new byte[64];
      assertThat(storage.size()).isEqualTo((5L << 30) + 64);
      assertThat(readFully(storage, (1L << 31) - 32, MemorySegment.ofArray(bytes))).isEqualTo(64);
      assertThat(bytes).isEqualTo(content);
      assertThat(readFully(storage, 5L << 30, MemorySegment.ofArray(bytes))).isEqualTo(64);
      assertThat(bytes).isEqualTo(content);
    }
  }

  @Test
  void seesWhatIsAppendedLater() throws IOException {
    try (Storage storage = open(directory, new byte[10])) {
      Files.write(directory.resolve("plain.h5"), new byte[30]);
      assertThat(storage.size()).isEqualTo(30);
      assertThat(storage.read(29, MemorySegment.ofArray(new byte[5]))).isEqualTo(1);
    }
  }

  @Test
  void opensInAnInterruptedThread() throws IOException {
    Thread.currentThread().interrupt();
    try (Storage storage = open(directory, randomBytes(10))) {
      assertThat(readAll(storage)).isEqualTo(randomBytes(10));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be replaced
  void keepsReadingTheFileItOpenedAfterInterruptsWhenThePathWasReplaced() throws Exception {
    byte[] content = randomBytes(1 << 20);
    try (Storage storage = open(directory, content)) {
      Path other = Files.write(directory.resolve("other.h5"), new byte[content.length]);
      Files.move(other, directory.resolve("plain.h5"), StandardCopyOption.REPLACE_EXISTING);
      readUnderInterrupts(storage, content);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be deleted
  void keepsReadingTheFileItOpenedAfterInterruptsWhenItWasDeleted() throws Exception {
    byte[] content = randomBytes(1 << 20);
    try (Storage storage = open(directory, content)) {
      Files.delete(directory.resolve("plain.h5"));
      readUnderInterrupts(storage, content);
    }
  }

  /// Interrupts this thread so often that its reads are hit in the middle, which closes channels.
  private static void readUnderInterrupts(Storage storage, byte[] content) throws Exception {
    Thread reader = Thread.currentThread();
    AtomicBoolean done = new AtomicBoolean();
    Thread interrupter =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                reader.interrupt();
              }
            });
    try {
      byte[] bytes = new byte[content.length];
      for (int i = 0; i < 300; i++) {
        assertThat(readFully(storage, 0, MemorySegment.ofArray(bytes))).isEqualTo(bytes.length);
        assertThat(bytes).isEqualTo(content);
      }
    } finally {
      done.set(true);
      while (interrupter.isAlive()) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
    }
  }

  @Test
  void saysThatTheFileIsMissing() {
    Path absent = directory.resolve("absent.h5");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Storage.file(absent))
        .withMessageContaining(absent.toString());
  }

  @Test
  void refusesADirectory() {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Storage.file(directory))
        .withMessageContaining(directory.toString())
        .withMessageContaining("is a directory");
  }

  static boolean hasZeroDevice() {
    return Files.exists(Path.of("/dev/zero"));
  }

  @Test
  @EnabledIf("hasZeroDevice")
  void refusesADevice() {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Storage.file(Path.of("/dev/zero")))
        .withMessageContaining("is not a regular file");
  }

  @Test
  void refusesAPathOfAnotherFileSystem() throws IOException {
    URI archive = URI.create("jar:" + directory.resolve("archive.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path inside = Files.write(zip.getPath("/inside.h5"), new byte[3]);
      assertThatIllegalArgumentException().isThrownBy(() -> Storage.file(inside));
    }
  }
}
