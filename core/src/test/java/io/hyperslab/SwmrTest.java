package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.testkit.H5py;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One program writes, others read meanwhile, in one Java VM.
class SwmrTest {
  private static final int FLAGS = 11;
  private static final OpenOptions READING = OpenOptions.defaults().swmrRead();

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void makeFile() throws IOException {
    path = folder.resolve("rows.h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().latest())) {
      for (String name : new String[] {"rows", "more"}) {
        file.createDataset(name).type(Datatypes.INT32).shape(0).maxShape(-1).chunks(4).create();
      }
    }
  }

  private Hdf5File writer() throws IOException {
    Hdf5File file = Hdf5File.openReadWrite(path);
    file.startSwmrWrite();
    return file;
  }

  private int flags() throws IOException {
    return Files.readAllBytes(path)[FLAGS];
  }

  @Test
  @H5py({
    "test_dataset_swmr::TestDatasetSwmrWrite.test_initial_swmr_mode_off",
    "test_dataset_swmr::TestDatasetSwmrWrite.test_switch_swmr_mode_on"
  })
  void theSuperblockSaysWhoMayRead() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      assertThat(file.isSwmr()).isFalse();
      assertThat(flags()).isZero();
      file.startSwmrWrite();
      assertThat(file.isSwmr()).isTrue();
      assertThat(flags()).isEqualTo(5);
      file.dataset("rows").append(new int[] {1});
      file.flush();
      assertThat(flags()).isEqualTo(5);
      file.rollback();
      file.dataset("rows").append(new int[] {2});
    }
    assertThat(flags()).isZero();
    try (Libhdf5File file = Libhdf5.open(path)) {
      assertThat(file.read("rows")).isEqualTo(new byte[] {1, 0, 0, 0, 2, 0, 0, 0});
    }
  }

  @Test
  void closingWithoutACommitTakesTheMarkAway() throws IOException {
    Hdf5File file = writer();
    file.dataset("rows").append(new int[] {1});
    file.closeWithoutCommit();
    assertThat(flags()).isZero();
    try (Hdf5File again = Hdf5File.open(path)) {
      assertThat(again.dataset("rows").readInts()).isEmpty();
    }
  }

  @Test
  void aFileCanBeMadeAndFollowedAtOnce() throws IOException {
    Path made = folder.resolve("new.h5");
    try (Hdf5File file = Hdf5File.create(made, CreateOptions.defaults().latest())) {
      file.createDataset("x").maxShape(10).chunks(2).write(new int[] {1});
      file.startSwmrWrite();
      try (Hdf5File reader = Hdf5File.open(made, READING)) {
        assertThat(reader.dataset("x").readInts()).containsExactly(1);
      }
    }
  }

  @Test
  @H5py({
    "test_dataset_swmr::TestDatasetSwmrWrite.test_extend_dset",
    "test_dataset_swmr::TestDatasetSwmrWrite.test_extend_dset_multiple",
    "test_dataset_swmr::TestDatasetSwmrRead.test_initial_swmr_mode_on",
    "test_dataset_swmr::TestDatasetSwmrRead.test_read_data",
    "test_dataset_swmr::TestDatasetSwmrRead.test_refresh"
  })
  void aReaderSeesNewRowsOnceItLooksAgain() throws IOException {
    try (Hdf5File file = writer();
        Hdf5File reader = Hdf5File.open(path, READING)) {
      assertThat(reader.isSwmr()).isTrue();
      Dataset rows = reader.dataset("rows");
      Dataset same = reader.dataset("rows");
      Dataset more = reader.dataset("more");
      for (int i = 0; i < 300; i++) {
        file.dataset("rows").append(new int[] {i});
        file.dataset("more").append(new int[] {-i});
        rows.refresh();
        assertThat(rows.size()).as("before the flush").isEqualTo(i);
        file.flush();
        assertThat(rows.size()).as("before the second look").isEqualTo(i);
        rows.refresh();
        int[] seen = rows.readInts();
        assertThat(seen).hasSize(i + 1);
        assertThat(seen[i]).isEqualTo(i);
        assertThat(same.size()).as("another handle").isZero();
        assertThat(more.size()).as("another dataset").isZero();
      }
      more.refresh();
      assertThat(more.readInts()).hasSize(300).endsWith(-298, -299);
      try (Libhdf5File other = Libhdf5.openSwmr(path)) {
        assertThat(other.read("rows")).hasSize(1200);
      }
    }
  }

  @Test
  void aReaderGoesOnWhenTheWriterHasClosed() throws IOException {
    Hdf5File file = writer();
    try (Hdf5File reader = Hdf5File.open(path, READING)) {
      Dataset rows = reader.dataset("rows");
      file.dataset("rows").append(new int[] {1, 2});
      file.close();
      rows.refresh();
      assertThat(rows.readInts()).containsExactly(1, 2);
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.openReadWrite(path));
    }
    Hdf5File.openReadWrite(path).close();
  }

  @Test
  void everybodyElseIsKeptOut() throws IOException {
    try (Hdf5File file = writer()) {
      assertThat(file.isOpen()).isTrue();
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> Hdf5File.open(path))
          .satisfies(e -> assertThat(e.item()).isEqualTo("file consistency flags"));
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.openReadWrite(path));
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> FileRecovery.recover(path));
      assertThatIllegalStateException().isThrownBy(() -> Libhdf5.open(path));
    }
  }

  @Test
  @H5py("test_dataset_swmr::TestDatasetSwmrRead.test_force_swmr_mode_on_raises")
  void aReaderCannotBecomeAWriter() throws IOException {
    try (Hdf5File reader = Hdf5File.open(path, READING)) {
      assertThatExceptionOfType(ReadOnlyFileException.class).isThrownBy(reader::startSwmrWrite);
      assertThat(reader.isSwmr()).isTrue();
    }
  }

  @Test
  void itBeginsOnce() throws IOException {
    try (Hdf5File file = writer()) {
      assertThatIllegalStateException().isThrownBy(file::startSwmrWrite);
      assertThat(file.isSwmr()).isTrue();
    }
  }

  @Test
  void itNeedsTheLatestFormat() throws IOException {
    Path old = folder.resolve("old.h5");
    try (Hdf5File file = Hdf5File.create(old)) {
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(file::startSwmrWrite)
          .satisfies(e -> assertThat(e.file()).contains(old.toString()));
      file.createGroup("still possible");
    }
  }

  private static void requireRefused(ThrowingCallable change) {
    assertThatExceptionOfType(UnsupportedFeatureException.class).isThrownBy(change);
  }

  @Test
  void onlyElementsAndExtentsChange() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.createGroup("group");
      file.createDataset("texts").maxShape(-1).chunks(2).write(new String[] {"a"});
      file.dataset("rows").append(new int[] {1, 2, 3});
      file.startSwmrWrite();
      Dataset rows = file.dataset("rows");
      requireRefused(() -> file.createGroup("another"));
      requireRefused(() -> file.write("dataset", new int[] {1}));
      requireRefused(() -> file.delete("group"));
      requireRefused(() -> file.move("group", "moved"));
      requireRefused(() -> rows.attributes().set("a", 1));
      requireRefused(() -> rows.setComment("b"));
      requireRefused(() -> rows.resize(2));
      requireRefused(() -> file.dataset("texts").append(new String[] {"b"}));
      rows.append(new int[] {4});
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().names()).containsExactlyInAnyOrder("group", "more", "rows", "texts");
      assertThat(file.dataset("rows").readInts()).containsExactly(1, 2, 3, 4);
      assertThat(file.dataset("texts").readStrings()).containsExactly("a");
      assertThat(FileCheck.of(file).findings()).isEmpty();
    }
  }

  @Test
  void chunksOfTheOldFormatStayAsTheyAre() throws IOException {
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.V110)) {
      file.group("g");
    }
    try (Hdf5File file =
        Hdf5File.openReadWrite(
            path,
            OpenOptions.defaults()
                .libraryVersions(LibraryVersion.EARLIEST, LibraryVersion.LATEST))) {
      file.createDataset("old").maxShape(9).chunks(2).write(new int[] {1});
      file.startSwmrWrite();
      requireRefused(() -> file.dataset("old").append(new int[] {2}));
      requireRefused(() -> file.dataset("old").write(new int[] {2}));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aWriterOfAnotherKindIsNotFollowed(int flags) throws IOException {
    byte[] image = marked(flags);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.open(Storage.memory(image), READING));
  }

  /// The file as a writer with such flags leaves it.
  private byte[] marked(int flags) throws IOException {
    byte[] image = Files.readAllBytes(path);
    Superblock superblock = Superblock.decode(image, 0, Limits.defaults());
    byte[] changed = superblock.withFileConsistencyFlags(flags).toBytes();
    System.arraycopy(changed, 0, image, 0, changed.length);
    return image;
  }

  @Test
  void theMarkOfAWriterThatDiedIsTakenAway() throws IOException {
    Files.write(path, marked(5));
    assertThat(FileRecovery.inspect(path).outcome()).isEqualTo(FileRecovery.Outcome.UNMARK);
    try (Hdf5File reader = Hdf5File.open(path, READING)) {
      assertThat(reader.dataset("rows").readInts()).isEmpty();
    }
    assertThat(FileRecovery.recover(path).outcome()).isEqualTo(FileRecovery.Outcome.UNMARK);
    assertThat(FileRecovery.recover(path).outcome()).isEqualTo(FileRecovery.Outcome.NOTHING);
    try (Libhdf5File file = Libhdf5.open(path)) {
      assertThat(file.read("rows")).isEmpty();
    }
  }

  /// A file of which some reads see bytes that another program is about to replace.
  private static final class TornStorage extends ForwardingStorage {
    private final AtomicInteger torn;

    /// @param torn how many of the next reads
    TornStorage(Storage storage, AtomicInteger torn) {
      super(storage);
      this.torn = torn;
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      long count = super.read(position, target);
      if (torn.getAndUpdate(left -> Math.max(0, left - 1)) > 0 && count > 8) {
        target.asSlice(count / 2, count - count / 2).fill((byte) 0x55);
      }
      return count;
    }
  }

  @Test
  void halfAChangeIsReadAgain() throws IOException {
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.dataset("rows").append(new int[] {1, 2, 3, 4, 5});
    }
    AtomicInteger torn = new AtomicInteger();
    try (Hdf5File reader = Hdf5File.open(new TornStorage(Storage.file(path), torn), READING)) {
      Dataset rows = reader.dataset("rows");
      torn.set(20);
      rows.refresh();
      assertThat(rows.shape()).containsExactly(5);
      torn.set(20);
      rows.refresh();
      assertThat(rows.storedChunkCount()).isEqualTo(2);
      assertThat(torn).hasValue(0);
      torn.set(Integer.MAX_VALUE);
      rows.refresh();
      assertThatExceptionOfType(MalformedFileException.class).isThrownBy(rows::shape);
      torn.set(0);
      assertThat(rows.readInts()).containsExactly(1, 2, 3, 4, 5);
    }
  }
}
