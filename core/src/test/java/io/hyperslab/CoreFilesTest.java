package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files in memory that have a path.
class CoreFilesTest {
  private static final CreateOptions KEPT = CreateOptions.defaults().core(true);
  private static final CreateOptions NOT_KEPT = CreateOptions.defaults().core(false);

  private static final int COMMITS = 40;

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = directory.resolve("core.h5");
  }

  @Test
  void areWrittenToTheirPathWithEachCommit() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, KEPT)) {
      assertThat(path).as("exists at once").exists();
      file.write("x", new byte[] {1, 2, 3});
      file.flush();
      try (Libhdf5File stored = Libhdf5.open(Files.copy(path, directory.resolve("copy.h5")))) {
        assertThat(stored.read("x")).containsExactly(1, 2, 3);
      }
      file.write("y", new byte[] {4});
    }
    try (Libhdf5File stored = Libhdf5.open(path)) {
      assertThat(stored.read("y")).containsExactly(4);
    }
  }

  @Test
  void haveTheBytesOfFilesThatAreNotInMemory() throws IOException {
    Path plain = directory.resolve("plain.h5");
    try (Hdf5File file = Hdf5File.create(path, KEPT);
        Hdf5File other = Hdf5File.create(plain)) {
      file.write("x", 5L);
      other.write("x", 5L);
    }
    assertThat(path).hasSameBinaryContentAs(plain);
  }

  @Test
  void leaveNothingBehindWithoutABackingStore() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, NOT_KEPT)) {
      file.write("x", 1);
      file.flush();
      assertThat(file.dataset("x").readInts()).containsExactly(1);
      assertThat(file.path()).contains(path);
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void areChangedInMemoryAlone() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("x", 1);
    }
    byte[] before = Files.readAllBytes(path);
    try (Hdf5File file = Hdf5File.openReadWrite(path, OpenOptions.defaults().core(false))) {
      file.write("y", 2);
      file.flush();
      assertThat(file.root().names()).containsExactly("x", "y");
    }
    assertThat(path).hasBinaryContent(before);
  }

  @Test
  void areChangedOnTheMedium() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("x", 1);
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path, OpenOptions.defaults().core(true))) {
      file.write("y", 2);
      file.flush();
      file.write("z", 3);
      file.closeWithoutCommit();
    }
    try (Hdf5File file = Hdf5File.open(path, OpenOptions.defaults().core(true))) {
      assertThat(file.root().names()).containsExactly("x", "y");
    }
  }

  @Test
  void areNotWrittenWhenNothingHasChanged() throws IOException {
    Hdf5File.create(path).close();
    Object key = Files.getAttribute(path, "lastModifiedTime");
    Path marker = Files.createLink(directory.resolve("same.h5"), path);
    Hdf5File.openReadWrite(path, OpenOptions.defaults().core(true)).close();
    assertThat(Files.isSameFile(marker, path)).isTrue();
    assertThat(Files.getAttribute(path, "lastModifiedTime")).isEqualTo(key);
  }

  @Test
  void replaceWhatIsThereWithTheirFirstCommit() throws IOException {
    Files.writeString(path, "not HDF5");
    try (Hdf5File file = Hdf5File.create(path, KEPT)) {
      assertThat(path).hasContent("not HDF5");
      file.flush();
      assertThat(Hdf5File.isHdf5(path)).isTrue();
    }
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Hdf5File.createNew(path, KEPT));
  }

  @Test
  void areLockedAsLongAsTheyAreOpen() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, KEPT)) {
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(FileLockedException.class).isThrownBy(() -> Hdf5File.open(path));
        file.write("x" + i, i);
        file.flush();
      }
    }
    Hdf5File.open(path).close();
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void areMissingLikeOthers() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.open(path, OpenOptions.defaults().core(false)));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(path, OpenOptions.defaults().core(true)));
    assertThat(path).doesNotExist();
  }

  @Test
  void areShownToNobodyWhileTheyChange() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, KEPT.latest())) {
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(file::startSwmrWrite)
          .withMessageContaining("memory");
    }
    Hdf5File.open(path).close();
  }

  /// Sets an attribute of its own again and again, each time with a commit.
  private int commitAll(Hdf5File file, String name) throws IOException {
    for (int i = 1; i <= COMMITS; i++) {
      file.root().attributes().set(name, i);
      file.flush();
      try (Hdf5File stored = Hdf5File.open(Files.readAllBytes(path))) {
        assertThat(stored.root().attributes().get(name).readInt()).isEqualTo(i);
      }
    }
    return COMMITS;
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void areWholeOnTheMediumWhoeverCommits() throws Exception {
    List<String> names = List.of("one", "two");
    try (ExecutorService threads = Executors.newFixedThreadPool(names.size());
        Hdf5File file = Hdf5File.create(path, KEPT)) {
      file.write("large", new long[1 << 19]);
      List<Callable<Integer>> committing =
          names.stream().<Callable<Integer>>map(name -> () -> commitAll(file, name)).toList();
      for (Future<Integer> each : threads.invokeAll(committing)) {
        assertThat(each.get()).isEqualTo(COMMITS);
      }
    }
    // Nobody holds it.
    Hdf5File.openReadWrite(path).close();
    try (Hdf5File file = Hdf5File.open(path)) {
      for (String name : names) {
        assertThat(file.root().attributes().get(name).readInt()).isEqualTo(COMMITS);
      }
      assertThat(FileCheck.of(file).isSound()).isTrue();
    }
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void areWrittenByTheNextCommitIfOneCouldNotBe() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, KEPT)) {
      file.write("x", 1);
      Path moved = Files.move(directory, directory.resolveSibling("moved" + System.nanoTime()));
      try {
        assertThatExceptionOfType(IOException.class).isThrownBy(file::flush);
      } finally {
        Files.move(moved, directory);
      }
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.dataset("x").readInt()).isEqualTo(1);
    }
  }
}
