package io.hyperslab.h5py;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.VirtualSource;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files that are open more than once, and files that others lead to.
class FileSharingTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("test.h5");
  }

  @H5py({
    "test_file::TestSWMRMode.test_file_mode_generalizes",
    "test_file::TestSWMRMode.test_swmr_mode_consistency"
  })
  @Test
  void sharedWritingIsOfTheWholeFile() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().latest())) {
      Group group = file.createGroup("foo");
      assertThat(file.isSwmr()).isFalse();
      assertThat(group.file().isSwmr()).isFalse();
      file.startSwmrWrite();
      assertThat(file.isSwmr()).isTrue();
      assertThat(group.file().isSwmr()).isTrue();
      assertThat(file.isWritable()).isTrue();
      assertThat(group.file().isWritable()).isTrue();
    }
  }

  @H5py(
      value = "test_file::TestFileLocking.test_reopen",
      differs = "openings share nothing, so that a file being written is open once")
  @ParameterizedTest
  @EnumSource(FileLocking.class)
  void aFileThatIsWrittenIsOpenOnce(FileLocking locking) throws IOException {
    OpenOptions options = OpenOptions.defaults().locking(locking);
    try (Hdf5File file = Hdf5File.create(path)) {
      file.flush();
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.open(path, options));
    }
    Hdf5File.open(path, options).close();
  }

  @H5py("test_h5p::TestFA.test_set_file_locking")
  @ParameterizedTest
  @EnumSource(FileLocking.class)
  void lockingIsChosenWithTheFile(FileLocking locking) throws IOException {
    OpenOptions options = OpenOptions.defaults().locking(locking);
    assertThat(options.locking()).isEqualTo(locking);
    Hdf5File.create(path, CreateOptions.defaults().open(options)).close();
    Hdf5File.open(path, options).close();
    assertThat(OpenOptions.defaults().locking()).isEqualTo(FileLocking.FROM_ENVIRONMENT);
  }

  /// A file with a link to `name`, in which there is a dataset.
  private void makeLinkedFiles(Path other, String name) throws IOException {
    try (Hdf5File file = Hdf5File.create(other)) {
      file.write("data", 1);
    }
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root().linkExternal("link", name, "/data");
    }
  }

  @H5py(
      value = "test_file::test_file_locking_external_link",
      differs = "files that a file leads to are read without a lock of their own")
  @ParameterizedTest
  @EnumSource(FileLocking.class)
  void linkedFilesAreNotLocked(FileLocking locking) throws IOException {
    Path other = folder.resolve("linked.h5");
    makeLinkedFiles(other, "linked.h5");
    try (Hdf5File file = Hdf5File.open(path, OpenOptions.defaults().locking(locking))) {
      assertThat(file.dataset("link").readInt()).isEqualTo(1);
      Hdf5File.openReadWrite(other).close();
      assertThat(file.dataset("link").readInt()).isEqualTo(1);
    }
  }

  @H5py(
      value = "test_file::TestModes.test_mode_external",
      differs = "a commit is of one file: those that links lead to are open for reading only")
  @Test
  void linkedFilesAreReadOnly() throws IOException {
    Path other = folder.resolve("linked.h5");
    makeLinkedFiles(other, "linked.h5");
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      Dataset linked = file.dataset("link");
      assertThat(linked.file().isWritable()).isFalse();
      assertThat(linked.file().isOpen()).isTrue();
      assertThatExceptionOfType(ReadOnlyFileException.class).isThrownBy(() -> linked.write(2));
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.dataset("link").file().isWritable()).isFalse();
    }
  }

  private OpenOptions within(Path directory) {
    return OpenOptions.defaults().resolver(FileResolver.within(directory));
  }

  private void requireNotFound(String name) throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset(name).readInts());
    }
  }

  @H5py(
      value = "test_h5p::test_proplaid",
      differs = "how links are followed is decided for the file, not for each access")
  @Test
  void linksAreFollowedAsTheFileWasToldTo() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    makeLinkedFiles(elsewhere.resolve("linked.h5"), "linked.h5");
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.write("0", 7);
      for (int i = 1; i <= 4; i++) {
        file.root().linkSoft(Integer.toString(i), "/" + (i - 1));
      }
    }
    requireNotFound("link");
    OpenOptions options =
        within(elsewhere).limits(Limits.defaults().toBuilder().softLinks(3).build());
    try (Hdf5File file = Hdf5File.open(path, options)) {
      assertThat(file.dataset("link").readInt()).isEqualTo(1);
      assertThat(file.dataset("3").readInt()).isEqualTo(7);
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> file.dataset("4"))
          .withMessageContaining("3");
    }
  }

  @H5py(
      value = "test_h5p::TestDA.test_efile_prefix",
      differs = "a resolver, told to the file, finds all that its names lead to")
  @Test
  void rawDataAreFoundElsewhere() throws IOException {
    int[] values = {1, 2, 3};
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("x")
          .type(Datatypes.INT32)
          .shape(3)
          .external("raw.bin", 0, 12)
          .write(values);
    }
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.move(folder.resolve("raw.bin"), elsewhere.resolve("raw.bin"));
    requireNotFound("x");
    try (Hdf5File file = Hdf5File.open(path, within(elsewhere))) {
      assertThat(file.dataset("x").readInts()).containsExactly(values);
    }
  }

  @H5py(
      value = "test_h5p::TestDA.test_virtual_prefix",
      differs = "a resolver, told to the file, finds all that its names lead to")
  @Test
  void virtualSourcesAreFoundElsewhere() throws IOException {
    int[] values = {1, 2, 3};
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (Hdf5File file = Hdf5File.create(elsewhere.resolve("source.h5"))) {
      file.write("data", values);
    }
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("x")
          .type(Datatypes.INT32)
          .shape(3)
          .map(new VirtualSource("source.h5", "/data", Selection.all(), Selection.all()))
          .create();
    }
    requireNotFound("x");
    try (Hdf5File file = Hdf5File.open(path, within(elsewhere))) {
      assertThat(file.dataset("x").readInts()).containsExactly(values);
    }
  }
}
