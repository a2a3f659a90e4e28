package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplacingStorageTest extends WritableStorageContract {
  @Override
  WritableStorage open(Path directory, byte[] content) throws IOException {
    Path old = Files.write(directory.resolve("plain.h5"), new byte[] {4, 5});
    WritableStorage storage = WritableStorage.replacing(old);
    write(storage, 0, content);
    return storage;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void leavesTheOldFileWholeUntilItIsPublished() throws IOException {
    Path path = directory.resolve("plain.h5");
    try (WritableStorage storage = open(directory, new byte[] {1, 2, 3})) {
      assertThat(Files.readAllBytes(path)).containsExactly(4, 5);
      storage.publish(false);
      assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3);
      write(storage, 3, (byte) 9);
    }
    assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3, 9);
    assertThat(names()).containsExactly("plain.h5");
  }

  @Test
  void leavesTheOldFileWholeWhenItIsClosedUnpublished() throws IOException {
    WritableStorage storage = open(directory, new byte[] {1, 2, 3});
    assertThat(names()).hasSize(2).anyMatch(name -> name.matches("\\.plain\\.h5\\.\\w+\\.tmp"));
    storage.close();
    storage.close();
    assertThat(names()).containsExactly("plain.h5");
    assertThat(Files.readAllBytes(directory.resolve("plain.h5"))).containsExactly(4, 5);
  }

  @Test
  void createsAFileWhereNoneIs() throws IOException {
    Path path = directory.resolve("new.h5");
    try (WritableStorage storage = WritableStorage.replacing(path)) {
      write(storage, 0, (byte) 7);
      assertThat(path).doesNotExist();
      storage.publish(true);
    }
    assertThat(Files.readAllBytes(path)).containsExactly(7);
  }

  @Test
  void bearsTheNameOfTheTargetAndIsWhereItsBytesAre() throws IOException {
    Path path = directory.resolve("plain.h5");
    try (WritableStorage storage = open(directory, new byte[] {1})) {
      assertThat(storage.name()).isEqualTo(path.toString());
      assertThat(storage.path().orElseThrow()).isNotEqualTo(path).hasParent(directory);
      assertThat(Files.readAllBytes(storage.path().orElseThrow())).containsExactly(1);
      storage.publish(false);
      assertThat(storage.path()).contains(path);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be replaced
  void letsThoseThatHaveTheOldFileOpenGoOnReadingIt() throws IOException {
    try (WritableStorage storage = open(directory, new byte[] {1});
        Storage reader = Storage.file(directory.resolve("plain.h5"))) {
      storage.publish(true);
      assertThat(readAll(reader)).containsExactly(4, 5);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where links need a privilege
  void replacesWhatALinkLeadsTo() throws IOException {
    Path place = Files.createDirectory(directory.resolve("elsewhere"));
    Path target = Files.write(place.resolve("target.h5"), new byte[] {1});
    Path link = Files.createSymbolicLink(directory.resolve("b"), Path.of("elsewhere/target.h5"));
    Path linkToLink = Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
    try (WritableStorage storage = WritableStorage.replacing(linkToLink)) {
      write(storage, 0, (byte) 2);
      storage.publish(false);
    }
    assertThat(linkToLink).isSymbolicLink();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readAllBytes(target)).containsExactly(2);
    assertThat(target).isRegularFile();
    assertThat(Files.isSymbolicLink(target)).isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where links need a privilege
  void createsWhatADanglingLinkLeadsTo() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("a"), Path.of("target.h5"));
    try (WritableStorage storage = WritableStorage.replacing(link)) {
      write(storage, 0, (byte) 2);
      storage.publish(false);
    }
    assertThat(link).isSymbolicLink();
    assertThat(Files.readAllBytes(directory.resolve("target.h5"))).containsExactly(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where links need a privilege
  void refusesLinksThatGoRoundInCircles() throws IOException {
    Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));
    assertThatExceptionOfType(FileSystemLoopException.class)
        .isThrownBy(() -> WritableStorage.replacing(directory.resolve("a")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // which has other permissions
  void keepsThePermissions() throws IOException {
    Path path = Files.write(directory.resolve("plain.h5"), new byte[] {4, 5});
    for (String permissions : List.of("rw-rw----", "rwxrwxrwx", "rw-------")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      try (WritableStorage storage = WritableStorage.replacing(path)) {
        Path temporary = storage.path().orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
            .isEqualTo(permissions);
        storage.publish(false);
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo(permissions);
    }
  }

  @Test
  void takesTheLongestNames() throws IOException {
    Path path = directory.resolve("ä".repeat(120) + ".h5");
    try (WritableStorage storage = WritableStorage.replacing(path)) {
      write(storage, 0, (byte) 2);
      storage.publish(false);
    }
    assertThat(Files.readAllBytes(path)).containsExactly(2);
  }

  @Test
  void refusesADirectory() throws IOException {
    Path place = Files.createDirectory(directory.resolve("place"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> WritableStorage.replacing(place))
        .withMessageContaining("is a directory");
    assertThat(names()).containsExactly("place");
  }

  @Test
  void writesOnAfterInterruptsAndPublication() throws Exception {
    byte[] content = randomBytes(1 << 20);
    try (WritableStorage storage = open(directory, new byte[0])) {
      WritableFileStorageTest.writeUnderInterrupts(storage, content);
      storage.publish(false);
      WritableFileStorageTest.writeUnderInterrupts(storage, content);
    }
    assertThat(Files.readAllBytes(directory.resolve("plain.h5"))).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisabledOnOs(OS.WINDOWS) // where an open file cannot be renamed
  void movesAFileWhetherOrNotItHasToBeClosedMeanwhile(boolean reopening) throws IOException {
    Path from = Files.write(directory.resolve("from"), new byte[] {1, 2});
    Path to = Files.write(directory.resolve("to"), new byte[] {3});
    try (FileHandle file = FileHandle.open(from, FileHandle.Access.READ_WRITE)) {
      file.moveTo(to, reopening);
      FileTransfer.write(file, 1, MemorySegment.ofArray(new byte[] {7}));
      file.force();
      assertThat(file.path()).isEqualTo(to);
    }
    assertThat(Files.readAllBytes(to)).containsExactly(1, 7);
    assertThat(from).doesNotExist();
  }
}
