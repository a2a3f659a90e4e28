package io.hyperslab.h5py;

import static io.hyperslab.FileProperties.FileSpaceStrategy.NONE;
import static io.hyperslab.FileProperties.FileSpaceStrategy.PAGED_AGGREGATION;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is decided when a file is made: for which releases it is, and where things are put.
class FileFormTest {
  private static final CreateOptions DEFAULTS = CreateOptions.defaults();

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("test.h5");
  }

  private static LibraryVersion.Bounds bounds(CreateOptions options) throws IOException {
    try (Hdf5File file = Hdf5File.createInMemory(options)) {
      file.createGroup("foo");
      return file.libraryVersions();
    }
  }

  @H5py(
      value = {"test_file::TestNewLibver.test_default", "test_file::TestNewLibver.test_none"},
      differs = "the lower bound is 1.8 unless set: nothing that is in use needs older files")
  @Test
  void filesAreForHdf5FromRelease18On() throws IOException {
    assertThat(bounds(DEFAULTS))
        .isEqualTo(new LibraryVersion.Bounds(LibraryVersion.V18, LibraryVersion.V200));
  }

  @H5py({
    "test_file::TestNewLibver.test_single",
    "test_file::TestNewLibver.test_single_v108",
    "test_file::TestNewLibver.test_single_v110",
    "test_file::TestNewLibver.test_single_v112",
    "test_file::TestNewLibver.test_single_v114",
    "test_file::TestNewLibver.test_single_v200"
  })
  @ParameterizedTest
  @EnumSource(LibraryVersion.class)
  void filesAreForTheReleasesThatAreAskedFor(LibraryVersion low) throws IOException {
    assertThat(bounds(DEFAULTS.libraryVersions(low, LibraryVersion.LATEST)))
        .isEqualTo(new LibraryVersion.Bounds(low, LibraryVersion.V200));
    assertThat(bounds(DEFAULTS.latest()))
        .isEqualTo(new LibraryVersion.Bounds(LibraryVersion.V200, LibraryVersion.V200));
  }

  @H5py({
    "test_file::TestNewLibver.test_multiple",
    "test_h5p::TestLibver.test_libver",
    "test_h5p::TestLibver.test_libver_v18",
    "test_h5p::TestLibver.test_libver_v110",
    "test_h5p::TestLibver.test_libver_v112",
    "test_h5p::TestLibver.test_libver_v114",
    "test_h5p::TestLibver.test_libver_v200"
  })
  @ParameterizedTest
  @CsvSource({
    "EARLIEST, V200",
    "EARLIEST, V18",
    "V18, V110",
    "V18, V112",
    "V18, V114",
    "V18, V200"
  })
  void bothBoundsAreChosen(LibraryVersion low, LibraryVersion high) throws IOException {
    assertThat(bounds(DEFAULTS.libraryVersions(low, high)))
        .isEqualTo(new LibraryVersion.Bounds(low, high));
  }

  @H5py("test_file::TestSpaceStrategy.test_create_with_space_strategy")
  @Test
  void theStrategyOfAFileStays() throws IOException {
    CreateOptions paged = DEFAULTS.fileSpace(PAGED_AGGREGATION, true, 100);
    byte[] ones = new byte[100];
    Arrays.fill(ones, (byte) 1);
    try (Hdf5File file = Hdf5File.create(path, paged)) {
      file.write("x", ones);
      file.write("y", ones);
      file.delete("x");
    }
    CreateOptions other = DEFAULTS.fileSpace(NONE, false, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.openOrCreate(path, other).close())
        .withMessageContaining("the file has PAGES, persisting true");
    try (Hdf5File file = Hdf5File.openOrCreate(path, DEFAULTS)) {
      assertThat(file.properties().strategy()).isEqualTo(PAGED_AGGREGATION);
      assertThat(file.properties().persistFreeSpace()).isTrue();
      assertThat(file.properties().freeSpaceThreshold()).isEqualTo(100);
      file.write("z", ones);
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.properties().strategy()).isEqualTo(PAGED_AGGREGATION);
      assertThat(file.dataset("y").readBytes()).isEqualTo(ones);
      assertThat(file.dataset("z").readBytes()).isEqualTo(ones);
    }
  }

  private static void populate(Hdf5File file) {
    for (int i = 0; i < 100; i++) {
      if (i % 10 == 0) {
        file.createGroup(Integer.toString(i));
      } else {
        file.write(Integer.toString(i), new int[] {i});
      }
    }
  }

  private static List<String> numbers() {
    return IntStream.range(0, 100).mapToObj(Integer::toString).toList();
  }

  @H5py("test_file2::TestTrackOrder.test_track_order")
  @Test
  void theRootGroupKnowsTheOrderOfItsMembers() throws IOException {
    GroupOptions inOrder = GroupOptions.defaults().trackOrder();
    try (Hdf5File file = Hdf5File.create(path, DEFAULTS.root(inOrder))) {
      populate(file);
      assertThat(file.root().namesInCreationOrder()).isEqualTo(numbers());
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().namesInCreationOrder()).isEqualTo(numbers());
    }
  }

  @H5py("test_file2::TestTrackOrder.test_no_track_order")
  @Test
  void membersAreInTheOrderOfTheirNames() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      populate(file);
      assertThat(file.root().names()).isEqualTo(numbers().stream().sorted().toList());
    }
  }

  @H5py({
    "test_file2::TestFileMetaBlockSize.test_file_create_with_meta_block_size_4096",
    "test_file2::TestFileMetaBlockSize.test_file_create_with_meta_block_size_512"
  })
  @ParameterizedTest
  @ValueSource(longs = {512, 4096})
  void elementsAreBehindTheFirstBlockOfStructures(long size) throws IOException {
    CreateOptions options = DEFAULTS.latest().metadataBlockSize(size);
    try (Hdf5File file = Hdf5File.create(path, options)) {
      file.createDataset("test").contiguous().write(new int[] {5});
      file.flush();
      assertThat(file.dataset("test").dataAddress().orElseThrow()).isBetween(size, 2 * size - 1);
    }
  }

  /// Where as many datasets of that size are, of which each is aligned or not by chance.
  private static LongStream addresses(Hdf5File file, int size) {
    return IntStream.range(0, 60)
        .mapToObj(i -> file.createDataset("data" + i).contiguous().write(new byte[size]))
        .mapToLong(dataset -> dataset.dataAddress().orElseThrow());
  }

  @H5py("test_file_alignment::TestFileAlignment.test_no_alignment_set")
  @Test
  void elementsAreAnywhereUnlessTheyAreAligned() throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      assertThat(addresses(file, 881)).anyMatch(address -> address % 4096 != 0);
    }
  }

  @H5py("test_file_alignment::TestFileAlignment.test_alignment_set_above_threshold")
  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1033})
  void elementsThatReachTheThresholdAreAligned(int size) throws IOException {
    try (Hdf5File file = Hdf5File.create(path, DEFAULTS.alignment(1000, 4096))) {
      assertThat(addresses(file, size)).allMatch(address -> address % 4096 == 0);
    }
  }

  @H5py("test_file_alignment::TestFileAlignment.test_alignment_set_below_threshold")
  @ParameterizedTest
  @ValueSource(ints = {881, 999})
  void elementsBelowTheThresholdAreNotAligned(int size) throws IOException {
    try (Hdf5File file = Hdf5File.create(path, DEFAULTS.alignment(1000, 1024))) {
      assertThat(addresses(file, size)).anyMatch(address -> address % 1024 != 0);
    }
  }

  @H5py("test_h5p::TestFA.test_set_alignment")
  @Test
  void alignmentIsAnyNumber() throws IOException {
    try (Hdf5File file = Hdf5File.create(path, DEFAULTS.alignment(10 * 1024, 1024 * 1024))) {
      Dataset small = file.createDataset("small").contiguous().write(new byte[10_000]);
      Dataset large = file.createDataset("large").contiguous().write(new byte[10_240]);
      assertThat(small.dataAddress().orElseThrow()).isLessThan(1024 * 1024);
      assertThat(large.dataAddress().orElseThrow()).isEqualTo(1024 * 1024);
    }
  }

  @H5py("test_h5p::TestPL.test_obj_track_times")
  @Test
  void timesAreKeptWhereTheyAreAskedFor() throws IOException {
    GroupOptions timed = GroupOptions.defaults().trackTimes();
    try (Hdf5File file = Hdf5File.create(path, DEFAULTS.root(timed))) {
      file.createGroup("timed", timed);
      file.createGroup("group");
      file.createDataset("timedData").type(FLOAT32).shape(1).trackTimes().create();
      file.createDataset("data").type(FLOAT32).shape(1).create();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().modificationTime()).isPresent();
      assertThat(file.get("timed").modificationTime()).isPresent();
      assertThat(file.get("group").modificationTime()).isEmpty();
      assertThat(file.get("timedData").modificationTime()).isPresent();
      assertThat(file.get("data").modificationTime()).isEmpty();
    }
  }

  @H5py("test_h5p::TestPL.test_link_creation_tracking")
  @Test
  void theOrderOfLinksIsKeptWhereItIsAskedFor() throws IOException {
    GroupOptions inOrder = GroupOptions.defaults().trackOrder();
    try (Hdf5File file = Hdf5File.create(path, DEFAULTS.root(inOrder))) {
      file.createGroup("ordered", inOrder);
      file.createGroup("plain");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().tracksCreationOrder()).isTrue();
      assertThat(file.group("ordered").tracksCreationOrder()).isTrue();
      assertThat(file.group("plain").tracksCreationOrder()).isFalse();
    }
  }

  @H5py("test_h5p::TestPL.test_attr_phase_change")
  @Test
  void largeAttributesAreInDenseStorage() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupOptions.defaults().attributePhaseChange(65536, 6))
        .withMessageContaining("65536");
    byte[] large = new byte[70_000];
    large[69_999] = 5;
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createGroup("dense", GroupOptions.defaults().attributePhaseChange(0, 0))
          .attributes()
          .set("large", large);
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.group("dense").attributes().get("large").readBytes()).isEqualTo(large);
    }
  }
}
