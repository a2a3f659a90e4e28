package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.CreateOptions;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways to open and to make a file, its names, and its user block.
class FileOpeningTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("test.h5");
  }

  private void makeFileWithAGroup() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createGroup("foo");
    }
  }

  @H5py({"test_file::TestFileOpen.test_default", "test_file::TestFileOpen.test_nonexistent_file"})
  @Test
  void nothingIsMadeByOpening() {
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Hdf5File.open(path));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(path));
    assertThat(path).doesNotExist();
  }

  @H5py("test_file::TestFileOpen.test_default")
  @Test
  void aFileThatMayOnlyBeReadIsOpened() throws IOException {
    makeFileWithAGroup();
    assumeTrue(path.toFile().setWritable(false));
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.isOpen()).isTrue();
      assertThat(file.isWritable()).isFalse();
    } finally {
      assertThat(path.toFile().setWritable(true)).isTrue();
    }
  }

  @H5py("test_file::TestFileOpen.test_default")
  @Test
  void whatIsNoHdf5FileIsRefused() throws IOException {
    Files.write(path, new byte[1]);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.open(path))
        .withMessageContaining(path.toString());
  }

  @H5py("test_file::TestFileOpen.test_create")
  @Test
  void aNewFileReplacesTheOldOne() throws IOException {
    makeFileWithAGroup();
    try (Hdf5File file = Hdf5File.create(path)) {
      assertThat(file.root().contains("foo")).isFalse();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().names()).isEmpty();
    }
  }

  @H5py("test_file::TestFileOpen.test_create_exclusive")
  @Test
  void aFileIsMadeWhereThereIsNone() throws IOException {
    Hdf5File.createNew(path).close();
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Hdf5File.createNew(path));
    assertThat(Hdf5File.isHdf5(path)).isTrue();
  }

  @H5py("test_file::TestFileOpen.test_append")
  @Test
  void aFileIsMadeOrGoneOnWith() throws IOException {
    try (Hdf5File file = Hdf5File.openOrCreate(path)) {
      file.createGroup("foo");
    }
    try (Hdf5File file = Hdf5File.openOrCreate(path)) {
      file.createGroup("bar");
      assertThat(file.root().names()).containsExactly("bar", "foo");
    }
  }

  @H5py("test_file::TestFileOpen.test_append_permissions")
  @Test
  void aFileThatMayOnlyBeReadIsNotGoneOnWith() throws IOException {
    makeFileWithAGroup();
    assumeTrue(path.toFile().setWritable(false));
    try {
      assumeFalse(Files.isWritable(path), "this user may write every file");
      assertThatExceptionOfType(AccessDeniedException.class)
          .isThrownBy(() -> Hdf5File.openOrCreate(path));
    } finally {
      assertThat(path.toFile().setWritable(true)).isTrue();
    }
  }

  @H5py("test_file::TestFileOpen.test_readonly")
  @Test
  void aFileThatIsOpenForReadingIsNotChanged() throws IOException {
    Hdf5File.create(path).close();
    byte[] before = Files.readAllBytes(path);
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThatExceptionOfType(ReadOnlyFileException.class)
          .isThrownBy(() -> file.createGroup("foo"));
    }
    assertThat(path).hasBinaryContent(before);
  }

  @H5py("test_file::TestFileOpen.test_readwrite")
  @Test
  void aFileIsChanged() throws IOException {
    makeFileWithAGroup();
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.createGroup("bar");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().names()).containsExactly("bar", "foo");
    }
  }

  @H5py({"test_file::TestModes.test_mode_attr", "test_file::TestFileProperty.test_mode"})
  @Test
  void aFileTellsWhetherItIsOpenForWriting() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      assertThat(file.isWritable()).isTrue();
      assertThat(file.createGroup("foo").file().isWritable()).isTrue();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.isWritable()).isFalse();
      assertThat(file.group("foo").file().isWritable()).isFalse();
    }
  }

  @H5py("test_file::TestUserblock.test_create_blocksize")
  @Test
  void aUserBlockIsLeft() throws IOException {
    CreateOptions options = CreateOptions.defaults().userBlock(512);
    try (Hdf5File file = Hdf5File.createNew(path, options)) {
      assertThat(file.properties().userBlockSize()).isEqualTo(512);
    }
    try (Hdf5File file = Hdf5File.create(path, options)) {
      assertThat(file.properties().userBlockSize()).isEqualTo(512);
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.userBlock()).isEqualTo(new byte[512]);
    }
  }

  @H5py("test_file::TestUserblock.test_match_existing")
  @Test
  void theUserBlockOfAFileDoesNotChange() throws IOException {
    CreateOptions options = CreateOptions.defaults();
    Hdf5File.create(path, options.userBlock(512)).close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.openOrCreate(path, options.userBlock(1024)))
        .withMessageContaining("1024")
        .withMessageContaining("512");
    try (Hdf5File file = Hdf5File.openOrCreate(path, options.userBlock(512))) {
      assertThat(file.properties().userBlockSize()).isEqualTo(512);
    }
  }

  @H5py("test_file::TestUserblock.test_power_of_two")
  @ParameterizedTest
  @ValueSource(longs = {128, 513, 1023})
  void aUserBlockIsAPowerOfTwo(long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CreateOptions.defaults().userBlock(size))
        .withMessageContaining(Long.toString(size));
  }

  @H5py("test_file::TestUserblock.test_write_block")
  @Test
  void theUserBlockBelongsToTheUser() throws IOException {
    byte[] block = new byte[512];
    Arrays.fill(block, (byte) 'X');
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().userBlock(512))) {
      file.createGroup("foo");
    }
    byte[] bytes = Files.readAllBytes(path);
    System.arraycopy(block, 0, bytes, 0, block.length);
    Files.write(path, bytes);
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().contains("foo")).isTrue();
      assertThat(file.userBlock()).isEqualTo(block);
    }
  }

  @H5py({
    "test_file::TestFilename.test_filename",
    "test_file::TestPathlibSupport.test_pathlib_accepted_file",
    "test_file::TestPathlibSupport.test_pathlib_name_match"
  })
  @Test
  void aFileHasTheNameItWasOpenedBy() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      assertThat(file.name()).isEqualTo(path.toString());
      assertThat(file.path()).contains(path);
    }
    try (Hdf5File file = Hdf5File.open(Path.of(path.toString()))) {
      assertThat(file.name()).isEqualTo(path.toString());
    }
  }

  @H5py({
    "test_file::TestUnicode.test_unicode",
    "test_file::TestUnicode.test_unicode_hdf5_python_consistent",
    "test_file::TestUnicode.test_nonexistent_file_unicode",
    "test_base::TestRepr.test_file"
  })
  @Test
  void aFileMayHaveAnyName() throws IOException {
    String name = "\u201a\u00fc\u00df.h5";
    Charset names =
        Charset.forName(System.getProperty("sun.jnu.encoding"), Charset.defaultCharset());
    assumeTrue(names.newEncoder().canEncode(name), "names of files in this system are limited");
    Path odd = folder.resolve(name);
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Hdf5File.open(odd));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(odd));
    assertThat(odd).doesNotExist();
    try (Hdf5File file = Hdf5File.create(odd)) {
      assertThat(file.name()).isEqualTo(odd.toString());
      assertThat(file.toString()).contains(name);
    }
    assertThat(odd).exists();
  }

  @H5py("test_file::test_reproducible_file")
  @Test
  void equalWorkMakesEqualFiles() throws IOException {
    Path other = folder.resolve("other.h5");
    for (Path each : new Path[] {path, other}) {
      GroupOptions inOrder = GroupOptions.defaults().trackOrder();
      try (Hdf5File file = Hdf5File.create(each, CreateOptions.defaults().root(inOrder))) {
        file.createGroup("x", inOrder).createDataset("y").type(FLOAT32).shape(10).create();
      }
    }
    assertThat(path).hasSameBinaryContentAs(other);
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.walk()).hasSize(3);
      assertThat(file.walk()).allMatch(object -> object.modificationTime().isEmpty());
    }
  }

  @H5py("test_base::test_is_hdf5")
  @Test
  void hdf5FilesAreRecognised() throws IOException {
    assertThat(Hdf5File.isHdf5(path)).isFalse();
    Hdf5File.create(path).close();
    assertThat(Hdf5File.isHdf5(path)).isTrue();
  }
}
