package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files in memory, and files as bytes.
class InMemoryFilesTest {
  @TempDir Path directory;

  @Test
  void areFilesOnceTheirBytesAreWritten() throws IOException {
    Path path = directory.resolve("image.h5");
    try (Hdf5File file = Hdf5File.createInMemory()) {
      file.write("x", new byte[] {1, 2});
      Files.write(path, file.toImage());
      file.write("y", new byte[] {3});
    }
    try (Libhdf5File stored = Libhdf5.open(path)) {
      assertThat(stored.read("x")).containsExactly(1, 2);
    }
  }

  @Test
  void haveTheBytesOfFilesOnTheMedium() throws IOException {
    Path path = directory.resolve("plain.h5");
    CreateOptions options = CreateOptions.defaults().userBlock(512).latest();
    try (Hdf5File file = Hdf5File.create(path, options);
        Hdf5File memory = Hdf5File.createInMemory(options)) {
      for (Hdf5File each : new Hdf5File[] {file, memory}) {
        each.writeUserBlock(new byte[] {7, 8, 9});
        each.write("a/x", 3.5);
      }
      assertThat(memory.toImage()).isEqualTo(file.toImage());
      assertThat(memory.path()).isEmpty();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.toImage()).isEqualTo(Files.readAllBytes(path));
      assertThat(file.fileSize()).isEqualTo(Files.size(path));
    }
  }

  @Test
  void areEditedFromBytesWhichStayAsTheyAre() throws IOException {
    byte[] image = Fixtures.bytes("weather.h5");
    byte[] before = image.clone();
    byte[] after;
    try (Hdf5File file = Hdf5File.openReadWrite(image)) {
      file.write("new", 1);
      after = file.toImage();
    }
    assertThat(image).isEqualTo(before);
    try (Hdf5File file = Hdf5File.open(after)) {
      assertThat(file.root().names()).containsExactly("15", "images", "new", "stations");
    }
  }

  @Test
  void areInNoFile() {
    CreateOptions core = CreateOptions.defaults().core(true);
    CreateOptions family = CreateOptions.defaults().family(1000);
    assertThatIllegalArgumentException().isThrownBy(() -> Hdf5File.createInMemory(core));
    assertThatIllegalArgumentException().isThrownBy(() -> Hdf5File.createInMemory(family));
  }

  @Test
  void goBackToTheirLastCommit() throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory()) {
      file.write("x", 1);
      file.rollback();
      assertThat(file.root().names()).isEmpty();
    }
  }

  @Test
  void knowTheirSizeAndWhatIsFree() throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory()) {
      file.write("x", new byte[10_000]);
      file.flush();
      long size = file.fileSize();
      assertThat(size).isBetween(10_000L, 20_000L).isEqualTo(file.toImage().length);
      long free = file.freeSpace();
      file.write("y", new byte[3_000]);
      file.flush();
      file.delete("x");
      assertThat(file.freeSpace()).as("the last commit has it").isLessThan(9_000);
      file.flush();
      assertThat(file.freeSpace()).isGreaterThan(free + 6_000);
    }
  }

  @Test
  void sayForWhichReleasesTheyAre() throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory()) {
      assertThat(file.libraryVersions())
          .isEqualTo(new LibraryVersion.Bounds(LibraryVersion.V18, LibraryVersion.LATEST));
    }
    CreateOptions options =
        CreateOptions.defaults().libraryVersions(LibraryVersion.EARLIEST, LibraryVersion.V110);
    try (Hdf5File file = Hdf5File.createInMemory(options)) {
      assertThat(file.libraryVersions())
          .isEqualTo(new LibraryVersion.Bounds(LibraryVersion.EARLIEST, LibraryVersion.V110));
      try (Hdf5File read = Hdf5File.open(file.toImage())) {
        assertThat(read.libraryVersions().low()).isEqualTo(LibraryVersion.EARLIEST);
      }
    }
  }

  @Test
  void areRecognised() throws IOException {
    Path plain = directory.resolve("plain.h5");
    Path block = directory.resolve("block.h5");
    Hdf5File.create(plain).close();
    Hdf5File.create(block, CreateOptions.defaults().userBlock(1024)).close();
    assertThat(Hdf5File.isHdf5(plain)).isTrue();
    assertThat(Hdf5File.isHdf5(block)).isTrue();
    assertThat(Hdf5File.isHdf5(directory)).isFalse();
    assertThat(Hdf5File.isHdf5(directory.resolve("absent.h5"))).isFalse();
    assertThat(Hdf5File.isHdf5(Files.writeString(directory.resolve("text"), "text"))).isFalse();
    assertThat(Hdf5File.isHdf5(Files.createFile(directory.resolve("empty")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-512, 1, 256, 511, 513, 1000, 1536})
  void haveNoUserBlockOfAnySize(long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CreateOptions.defaults().userBlock(size))
        .withMessageContaining(String.valueOf(size));
  }

  @Test
  void areNotOpenedWithAnotherUserBlockThanTheyHave() throws IOException {
    Path path = directory.resolve("block.h5");
    CreateOptions options = CreateOptions.defaults();
    Hdf5File.openOrCreate(path, options.userBlock(1024)).close();
    Hdf5File.openOrCreate(path, options.userBlock(1024)).close();
    Hdf5File.openOrCreate(path).close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.openOrCreate(path, options.userBlock(512)))
        .withMessageContaining("512")
        .withMessageContaining("1024");
    Hdf5File.openReadWrite(path).close();
  }

  @Test
  void keepSmallStructuresTogetherInBlocks() throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory(CreateOptions.defaults().metadataBlockSize(0));
        Hdf5File large =
            Hdf5File.createInMemory(CreateOptions.defaults().metadataBlockSize(1 << 20))) {
      for (Hdf5File each : new Hdf5File[] {file, large}) {
        each.createGroup("a").write("x", new byte[5000]);
        each.createGroup("b");
      }
      assertThat(address(file, "b") - address(file, "a")).isGreaterThan(5000);
      assertThat(address(large, "b") - address(large, "a")).isLessThan(5000);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CreateOptions.defaults().metadataBlockSize(-1));
  }

  @Test
  void areEditedWithTheAlignmentAndTheBlocksThatAreAskedFor() throws IOException {
    Path path = directory.resolve("aligned.h5");
    Hdf5File.create(path).close();
    OpenOptions options = OpenOptions.defaults().alignment(1000, 4096).metadataBlockSize(512);
    try (Hdf5File file = Hdf5File.openReadWrite(path, options)) {
      file.createDataset("x").contiguous().write(new byte[1000]);
      file.flush();
    }
    assertThat(Files.size(path)).isGreaterThan(4096);
    byte[] bytes = Files.readAllBytes(path);
    assertThat(bytes.length - 1000).as("where the last space begins").isEqualTo(4096);
  }

  private static long address(Hdf5File file, String path) {
    return file.get(path).address();
  }
}
