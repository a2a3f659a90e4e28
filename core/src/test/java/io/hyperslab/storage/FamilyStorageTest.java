package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FamilyStorageTest extends StorageContract {
  @Override
  Storage open(Path directory, byte[] content) throws IOException {
    int memberSize = content.length / 9 + 1;
    for (int i = 0; (long) i * memberSize < content.length; i++) {
      int start = i * memberSize;
      int end = Math.min(content.length, start + memberSize);
      write(directory, "part" + i + ".h5", Arrays.copyOfRange(content, start, end));
    }
    return Storage.family(directory.resolve("part%d.h5"));
  }

  private static void write(Path directory, String name, byte... bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "x%d.h5, x0.h5, x1.h5",
    "x%05d.h5, x00000.h5, x00001.h5",
    "%3d-x, '  0-x', '  1-x'",
    "x%02i, x00, x01",
    "x%u, x0, x1",
    "100%%-%d, 100%-0, 100%-1"
  })
  void namesMembersInTheMannerOfPrintf(String pattern, String first, String second)
      throws IOException {
    write(directory, first, (byte) 1);
    write(directory, second, (byte) 2);
    try (Storage storage = Storage.family(directory.resolve(pattern))) {
      assertThat(readAll(storage)).containsExactly(1, 2);
      assertThat(storage.path()).contains(directory.resolve(first));
      assertThat(storage.name()).isEqualTo(directory.resolve(pattern).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.h5", "x%d-%d.h5", "x%s.h5", "x%", "x%%.h5", "x%x.h5", "x%d%"})
  void refusesAPatternWithoutExactlyOneIntegerConversion(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Storage.family(directory.resolve(pattern)))
        .withMessageContaining(pattern);
  }

  @Test
  void placesMembersByTheSizeOfTheFirst() throws IOException {
    write(directory, "f0", new byte[] {1, 2, 3, 4});
    write(directory, "f1", new byte[] {5, 6});
    write(directory, "f2", new byte[] {7, 8, 9, 10, 11, 12});
    try (Storage storage = Storage.family(directory.resolve("f%d"))) {
      byte[] bytes = new byte[4];
      assertThat(readFully(storage, 8, MemorySegment.ofArray(bytes))).isEqualTo(4);
      assertThat(bytes).containsExactly(7, 8, 9, 10);
      assertThat(storage.read(6, MemorySegment.ofArray(bytes))).isEqualTo(-1);
    }
  }

  @Test
  void endsAtTheFirstMissingMember() throws IOException {
    write(directory, "f0", new byte[4]);
    write(directory, "f1", new byte[4]);
    write(directory, "f3", new byte[4]);
    try (Storage storage = Storage.family(directory.resolve("f%d"))) {
      assertThat(storage.size()).isEqualTo(8);
    }
  }

  @Test
  void endsBeforeAnEmptyLastMember() throws IOException {
    write(directory, "f0", new byte[4]);
    write(directory, "f1", new byte[2]);
    write(directory, "f2", new byte[0]);
    try (Storage storage = Storage.family(directory.resolve("f%d"))) {
      assertThat(storage.size()).isEqualTo(6);
    }
  }

  @Test
  void takesAnEmptyFirstMemberForTheWhole() throws IOException {
    write(directory, "f0", new byte[0]);
    write(directory, "f1", new byte[4]);
    try (Storage storage = Storage.family(directory.resolve("f%d"))) {
      assertThat(storage.size()).isZero();
    }
  }

  @Test
  void saysThatTheFirstMemberIsMissing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Storage.family(directory.resolve("f%05d.h5")))
        .withMessageContaining("f00000.h5");
  }
}
