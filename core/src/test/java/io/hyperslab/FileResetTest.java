package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5Drivers;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileResetTest {
  /// The consistency flags of a version 0 superblock with addresses of eight bytes.
  private static final int FLAGS = 20;

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void makeFile() throws IOException {
    path = folder.resolve("x.h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      file.root().write("a", new int[] {1, 2});
    }
  }

  @Test
  void anExtentTellsBothEnds() throws IOException {
    long size = Files.size(path);
    Files.write(path, new byte[7], StandardOpenOption.APPEND);

    assertThat(FileReset.extent(path)).isEqualTo(new FileReset.Extent(size, size + 7));
  }

  @Test
  void anExtendedFileEndsWhereItSays() throws IOException {
    long size = Files.size(path);
    Files.write(path, new byte[7], StandardOpenOption.APPEND);

    FileReset.extend(path, 5);

    assertThat(FileReset.extent(path)).isEqualTo(new FileReset.Extent(size + 12, size + 12));
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().dataset("a").readInts()).containsExactly(1, 2);
    }
    assertThatThrownBy(() -> FileReset.extend(path, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileReset.extend(path, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClearedMarkIsAllThatChanges() throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    byte[] marked = bytes.clone();
    marked[FLAGS] = 5;
    Files.write(path, marked);

    FileReset.clearMark(path);

    assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
  }

  @Test
  void aFileWithoutAnImageStaysAsItIs() throws IOException {
    byte[] bytes = Files.readAllBytes(path);

    assertThat(FileReset.removeCacheImage(path)).isFalse();

    assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
  }

  @Test
  void whatIsNoHdf5FileIsRefusedAndKept() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "words");

    assertThatThrownBy(() -> FileReset.clearMark(text)).isInstanceOf(Hdf5Exception.class);
    assertThatThrownBy(() -> FileReset.extend(text, 0)).isInstanceOf(Hdf5Exception.class);
    assertThat(text).hasContent("words");
  }

  /// Leaves the mark of a writer in a file.
  private static byte[] mark(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] head = Arrays.copyOf(bytes, Superblock.MAXIMUM_SIZE);
    byte[] marked =
        Superblock.decode(head, 0, Limits.defaults()).withFileConsistencyFlags(1).toBytes();
    System.arraycopy(marked, 0, bytes, 0, marked.length);
    Files.write(file, bytes);
    return bytes;
  }

  private static void requireRefused(Path part) throws IOException {
    byte[] bytes = mark(part);
    assertThatThrownBy(() -> FileReset.clearMark(part)).isInstanceOf(Hdf5Exception.class);
    assertThatThrownBy(() -> FileReset.extend(part, 7)).isInstanceOf(Hdf5Exception.class);
    assertThatThrownBy(() -> FileReset.removeCacheImage(part)).isInstanceOf(Hdf5Exception.class);
    assertThat(Files.readAllBytes(part)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMemberOfAFamilyIsRefusedAndKept(boolean latest) throws IOException {
    Path pattern = folder.resolve("family%d.h5");
    try (Libhdf5File file = Libhdf5Drivers.createFamily(pattern, 1024, latest)) {
      file.texts("x", Libhdf5Layout.contiguous(), "a".repeat(3000));
    }
    Path first = folder.resolve("family0.h5");
    requireRefused(first);
    if (latest) {
      byte[] bytes = Files.readAllBytes(first);
      assertThatThrownBy(() -> FileRecovery.recover(first))
          .isInstanceOf(UnsupportedFeatureException.class);
      assertThat(Files.readAllBytes(first)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPartOfASplitFileIsRefusedAndKept(boolean latest) throws IOException {
    try (Libhdf5File file = Libhdf5Drivers.createSplit(folder.resolve("split"), latest)) {
      file.group("g");
    }
    Path structures = folder.resolve("split-m.h5");
    requireRefused(structures);
    if (latest) {
      byte[] bytes = Files.readAllBytes(structures);
      assertThatThrownBy(() -> FileRecovery.recover(structures)).isInstanceOf(Hdf5Exception.class);
      assertThat(Files.readAllBytes(structures)).isEqualTo(bytes);
    }
  }

  @Test
  void nothingIsCutWhateverEndIsWanted() throws IOException {
    byte[] longer = Arrays.copyOf(Files.readAllBytes(path), 5000);
    GrowableMemoryStorage storage = WritableStorage.memory(longer);

    Recovery.extend(storage, Limits.defaults(), 100);

    assertThat(storage.size()).isEqualTo(5000);
    assertThat(Recovery.end(storage, Limits.defaults())).isEqualTo(5000);
  }

  @Test
  void anEndThatAddressesCannotTellIsRefused() throws IOException {
    Path narrow = folder.resolve("narrow.h5");
    Hdf5File.create(narrow, CreateOptions.defaults().sizes(2, 2)).close();
    byte[] bytes = Files.readAllBytes(narrow);

    assertThatThrownBy(() -> FileReset.extend(narrow, 65_535 - bytes.length))
        .isInstanceOf(UnsupportedFeatureException.class);
    assertThat(Files.readAllBytes(narrow)).isEqualTo(bytes);

    FileReset.extend(narrow, 65_534 - bytes.length);
    assertThat(FileReset.extent(narrow)).isEqualTo(new FileReset.Extent(65_534, 65_534));
  }

  @Test
  void aMarkedFileIsNotExtended() throws IOException {
    Hdf5File.create(path, CreateOptions.defaults().latest()).close();
    byte[] bytes = mark(path);

    assertThatThrownBy(() -> FileReset.extend(path, 7)).isInstanceOf(MalformedFileException.class);

    assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
  }

  /// A file in pages whose free space is recorded in it.
  private void makePersisting() {
    try (Libhdf5File file = Libhdf5Drivers.createPaged(path, 4096, true)) {
      file.group("a").group("b").group("c").delete("b");
    }
  }

  @Test
  void listsOfFreeSpaceOutlastALookForACacheImage() throws IOException {
    makePersisting();
    byte[] bytes = Files.readAllBytes(path);

    assertThat(FileReset.removeCacheImage(path)).isFalse();

    assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
  }

  @Test
  void libhdf5WritesAFileInPagesThatWasExtendedByPartOfOne() throws IOException {
    makePersisting();
    long end = FileReset.extent(path).stored();

    FileReset.extend(path, 1001);

    assertThat(FileReset.extent(path).stored()).isGreaterThanOrEqualTo(end + 1001);
    try (Libhdf5File file = Libhdf5.openReadWrite(path)) {
      for (int i = 0; i < 100; i++) {
        file.group("d" + i);
      }
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().names()).hasSize(102).contains("a", "c", "d99");
      assertThat(FileCheck.of(file).isSound()).isTrue();
    }
  }
}
