package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.error.MalformedFileException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class WritableFamilyTest extends WritableStorageContract {
  private static final int SMALL = 1000;

  @Override
  WritableStorage open(Path directory, byte[] content) throws IOException {
    // Where little is there, much may come: not too many files are to be opened for it.
    long memberSize = content.length < SMALL ? (1L << 28) + 12_345 : content.length / 3 + 1;
    WritableFamily family =
        WritableStorage.createFamily(directory.resolve("part%d.h5"), memberSize);
    write(family, 0, content);
    return family;
  }

  private WritableFamily create(long memberSize) throws IOException {
    return WritableStorage.createFamily(directory.resolve("f%03d"), memberSize);
  }

  private Path member(int index) {
    return directory.resolve(String.format(java.util.Locale.ROOT, "f%03d", index));
  }

  @Test
  void cutsTheStoreIntoFilesOfOneSize() throws IOException {
    try (WritableFamily family = create(4)) {
      write(family, 2, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7);
      assertThat(family.size()).isEqualTo(9);
      assertThat(family.name()).isEqualTo(directory.resolve("f%03d").toString());
      assertThat(family.path()).contains(member(0));
    }
    assertThat(Files.readAllBytes(member(0))).containsExactly(0, 0, 1, 2);
    assertThat(Files.readAllBytes(member(1))).containsExactly(3, 4, 5, 6);
    assertThat(Files.readAllBytes(member(2))).containsExactly(7);
    try (Storage read = Storage.family(directory.resolve("f%03d"))) {
      assertThat(readAll(read)).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void makesAndDeletesFilesAsTheSizeChanges() throws IOException {
    try (WritableFamily family = create(4)) {
      family.truncate(13);
      assertThat(member(3)).hasSize(1);
      assertThat(member(2)).hasSize(4);
      family.truncate(8);
      assertThat(member(1)).hasSize(4);
      assertThat(member(2)).doesNotExist();
      family.truncate(0);
      assertThat(member(0)).isEmptyFile();
      assertThat(member(1)).doesNotExist();
    }
  }

  @Test
  void opensAFamilyWithEmptyFilesAtItsEndAndUsesThemAgain() throws IOException {
    Files.write(member(0), new byte[] {1, 2});
    Files.write(member(1), new byte[] {3});
    Files.write(member(2), new byte[0]);
    try (WritableFamily family = WritableStorage.family(directory.resolve("f%03d"))) {
      assertThat(family.memberSize()).isEqualTo(2);
      assertThat(family.size()).isEqualTo(3);
      write(family, 3, (byte) 4, (byte) 5);
      assertThat(readAll(family)).containsExactly(1, 2, 3, 4, 5);
    }
    assertThat(Files.readAllBytes(member(2))).containsExactly(5);
  }

  @Test
  void isToldTheSizeOfFilesWhereOneDoesNotTell() throws IOException {
    Files.write(member(0), new byte[] {1, 2, 3});
    try (WritableFamily family = WritableStorage.family(directory.resolve("f%03d"))) {
      assertThat(family.memberSize()).isEqualTo(Long.MAX_VALUE);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> family.memberSize(2))
          .withMessageContaining("the first one has 3");
      family.memberSize(4);
      write(family, 3, (byte) 4, (byte) 5);
    }
    assertThat(Files.readAllBytes(member(0))).containsExactly(1, 2, 3, 4);
    assertThat(Files.readAllBytes(member(1))).containsExactly(5);
  }

  @Test
  void refusesAnotherSizeThanThatOfTheFiles() throws IOException {
    Files.write(member(0), new byte[4]);
    Files.write(member(1), new byte[1]);
    try (WritableFamily family = WritableStorage.family(directory.resolve("f%03d"))) {
      family.memberSize(4);
      assertThatIllegalArgumentException().isThrownBy(() -> family.memberSize(5));
    }
  }

  @Test
  void refusesAFamilyWithAHole() throws IOException {
    Files.write(member(0), new byte[4]);
    Files.write(member(1), new byte[3]);
    Files.write(member(2), new byte[1]);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> WritableStorage.family(directory.resolve("f%03d")))
        .withMessageContaining("member 1")
        .withMessageContaining("3 bytes");
  }

  @Test
  void doesNotWriteIntoAFileThatIsNoneOfItsOwn() throws IOException {
    Files.write(member(2), new byte[] {9});
    try (WritableFamily family = create(4)) {
      assertThatExceptionOfType(FileAlreadyExistsException.class)
          .isThrownBy(() -> family.truncate(12));
    }
    assertThat(Files.readAllBytes(member(2))).containsExactly(9);
  }

  @Test
  void saysThatTheFirstFileIsMissing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> WritableStorage.family(directory.resolve("f%03d")))
        .withMessageContaining("f000");
  }

  @Test
  void refusesToMakeAFamilyThatExists() throws IOException {
    Files.write(member(0), new byte[1]);
    assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> create(4));
  }

  @Test
  void deletesAllFiles() throws IOException {
    try (WritableFamily family = create(4)) {
      family.truncate(13);
    }
    WritableFamily.delete(directory.resolve("f%03d"));
    assertThat(directory).isEmptyDirectory();
  }
}
