package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.CountingStorage;
import io.hyperslab.testkit.FaultyStorage;
import io.hyperslab.testkit.FaultyWritableStorage;
import io.hyperslab.testkit.H5py;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of the system, in memory, in several parts, and in any other medium.
class FileDriversTest {
  private static final int[] TWELVE = IntStream.range(0, 12).toArray();

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("test.h5");
  }

  @H5py(
      value = {"test_file::TestDrivers.test_sec2", "test_file::TestDrivers.test_stdio"},
      differs = "there is one way to files of the system, so that none is named")
  @Test
  void aFileOfTheSystem() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createGroup("foo");
    }
    try (Hdf5File file = Hdf5File.openOrCreate(path)) {
      assertThat(file.root().names()).containsExactly("foo");
    }
  }

  @H5py("test_file::TestDrivers.test_core")
  @Test
  void aFileInMemoryThatIsNotKept() throws IOException {
    CreateOptions core = CreateOptions.defaults().core(false);
    try (Hdf5File file = Hdf5File.create(path, core)) {
      assertThat(file.isWritable()).isTrue();
    }
    assertThat(path).doesNotExist();
    try (Hdf5File file = Hdf5File.openOrCreate(path, core)) {
      assertThat(file.isOpen()).isTrue();
    }
  }

  @H5py("test_file::TestDrivers.test_backing")
  @Test
  void aFileInMemoryThatIsKept() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().core(true))) {
      file.createGroup("foo");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().contains("foo")).isTrue();
    }
  }

  @H5py("test_file::TestDrivers.test_readonly")
  @Test
  void aFileIsTakenIntoMemory() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createGroup("foo");
    }
    try (Hdf5File file = Hdf5File.open(path, OpenOptions.defaults().core(false))) {
      assertThat(file.root().contains("foo")).isTrue();
      assertThatExceptionOfType(ReadOnlyFileException.class)
          .isThrownBy(() -> file.createGroup("bar"));
    }
  }

  @H5py(
      value = "test_file::TestDrivers.test_blocksize",
      differs = "memory grows as it is needed, and no step is chosen")
  @Test
  void memoryGrowsWithTheFile() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().core(false))) {
      file.write("x", new byte[300_000]);
      file.flush();
      assertThat(file.fileSize()).isGreaterThan(300_000);
    }
  }

  @H5py("test_file::TestDrivers.test_split")
  @Test
  void aPairOfFiles() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().split())) {
      file.createGroup("foo");
    }
    assertThat(folder.resolve("test.h5-m.h5")).exists();
    assertThat(path).doesNotExist();
    try (Hdf5File file = Hdf5File.open(path, OpenOptions.defaults().split())) {
      assertThat(file.root().names()).containsExactly("foo");
    }
  }

  private static void write(Hdf5File file) {
    file.write("test", TWELVE);
    requireContent(file);
  }

  private static void requireContent(Hdf5File file) {
    assertThat(file.root().names()).containsExactly("test");
    assertThat(file.dataset("test").readInts()).containsExactly(TWELVE);
  }

  private static void requireReadable(Storage storage) throws IOException {
    try (Hdf5File file = Hdf5File.open(storage, OpenOptions.defaults())) {
      requireContent(file);
      assertThatExceptionOfType(ReadOnlyFileException.class)
          .isThrownBy(() -> file.write("another", TWELVE));
    }
  }

  @H5py({"test_file::TestDrivers.test_fileobj", "test_file2::TestFileObj.test_BytesIO"})
  @Test
  void aFileInAStoreOfBytes() throws IOException {
    WritableStorage storage = WritableStorage.memory();
    assertThat(storage.size()).isZero();
    byte[] image;
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults())) {
      assertThat(file.name()).isEqualTo(storage.name());
      write(file);
      image = file.toImage();
    }
    requireReadable(Storage.memory(image));
  }

  @H5py("test_file2::TestFileObj.test_file")
  @Test
  void aFileInAFileThatIsOpenAlready() throws IOException {
    WritableStorage storage = WritableStorage.createNew(path);
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults())) {
      write(file);
    }
    assertThat(path).isNotEmptyFile();
    requireReadable(Storage.file(path));
    requireReadable(WritableStorage.file(path));
  }

  @H5py(
      value = "test_file2::TestDriverRegistration.test_register_driver",
      differs = "a medium is an object that is handed over; nothing is registered by name")
  @Test
  void aMediumOfOnesOwn() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      write(file);
    }
    CountingStorage storage = new CountingStorage(Storage.file(path));
    requireReadable(storage);
    assertThat(storage.requests()).isPositive();
  }

  private byte[] image(int count) throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory()) {
      file.createDataset("test")
          .type(INT32)
          .chunks(count)
          .gzip(1)
          .write(IntStream.range(0, count).toArray());
      return file.toImage();
    }
  }

  @H5py("test_file2::TestFileObj.test_exception_read")
  @Test
  void aReadThatFailsIsTold() throws IOException {
    byte[] image = image(1_000_000);
    CountingStorage counting = new CountingStorage(Storage.memory(image));
    try (Hdf5File file = Hdf5File.open(counting, OpenOptions.defaults())) {
      assertThat(file.dataset("test").size()).isEqualTo(1_000_000);
    }
    FaultyStorage broken =
        FaultyStorage.failingFrom(Storage.memory(image), counting.requests() + 1);
    try (Hdf5File file = Hdf5File.open(broken, OpenOptions.defaults())) {
      Dataset dataset = file.dataset("test");
      assertThat(dataset.size()).isEqualTo(1_000_000);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(dataset::readInts)
          .withMessageContaining("made for a test");
    }
  }

  @H5py("test_file2::TestFileObj.test_exception_write")
  @Test
  void aWriteThatFailsIsTold() throws IOException {
    FaultyWritableStorage broken =
        new FaultyWritableStorage(
            WritableStorage.memory(),
            FaultyWritableStorage.Fault.FULL,
            FaultyWritableStorage.Persistence.ONCE,
            1);
    // Fewer elements would wait for the commit.
    int[] many = new int[1 << 16];
    try (Hdf5File file = Hdf5File.create(broken, CreateOptions.defaults())) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> file.write("test", many))
          .withMessageContaining("No space left");
      assertThat(file.root().names()).isEmpty();
      write(file);
    }
  }

  @H5py("test_file2::TestFileObj.test_exception_close")
  @Test
  void aMediumThatIsClosedTooEarlyIsTold() throws IOException {
    WritableStorage storage = WritableStorage.memory();
    Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults());
    file.write("test", TWELVE);
    storage.close();
    assertThatThrownBy(file::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("memory");
    assertThat(file.isOpen()).isFalse();
  }

  @H5py({
    "test_file_image::TestFileImage.test_load_from_image",
    "test_file_image::TestFileImage.test_open_from_image"
  })
  @Test
  void theImageOfAFileIsOpened() throws IOException {
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      file.group("test");
    }
    byte[] image = Files.readAllBytes(path);
    try (Hdf5File file = Hdf5File.open(image);
        Hdf5File writable = Hdf5File.openReadWrite(image)) {
      assertThat(file.root().contains("test")).isTrue();
      assertThat(writable.root().contains("test")).isTrue();
    }
  }

  @H5py("test_file_image::test_in_memory")
  @Test
  void theImageOfAFileInMemoryIsAFileInMemory() throws IOException {
    CreateOptions options =
        CreateOptions.defaults()
            .root(GroupOptions.defaults().trackOrder())
            .open(OpenOptions.defaults().chunkCache(2_000_000));
    byte[] image;
    try (Hdf5File file = Hdf5File.createInMemory(options)) {
      write(file);
      image = file.toImage();
      try (Hdf5File second = Hdf5File.openReadWrite(image)) {
        requireContent(second);
      }
    }
    try (Hdf5File third = Hdf5File.openReadWrite(image)) {
      requireContent(third);
      assertThat(third.root().tracksCreationOrder()).isTrue();
    }
  }

  /// Bytes that are read when an element is read for the second time.
  private static long readAgain(byte[] image, OpenOptions options) throws IOException {
    CountingStorage storage = new CountingStorage(Storage.memory(image));
    try (Hdf5File file = Hdf5File.open(storage, options)) {
      Dataset dataset = file.dataset("test");
      assertThat(dataset.getInt(7)).isEqualTo(7);
      storage.reset();
      assertThat(dataset.getInt(7)).isEqualTo(7);
      return storage.bytes();
    }
  }

  @H5py({
    "test_file2::TestCache.test_defaults",
    "test_file2::TestCache.test_nbytes",
    "test_h5p::TestDA.test_chunk_cache"
  })
  @Test
  void chunksAreKeptAsFarAsTheyFit() throws IOException {
    byte[] image = image(100_000);
    assertThat(readAgain(image, OpenOptions.defaults())).isZero();
    assertThat(readAgain(image, OpenOptions.defaults().chunkCache(1_000_000))).isZero();
    assertThat(readAgain(image, OpenOptions.defaults().chunkCache(1024))).isPositive();
  }
}
