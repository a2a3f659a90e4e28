package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.OpenOptions.MissingSource;
import io.hyperslab.StorageLayout;
import io.hyperslab.VirtualSource;
import io.hyperslab.dataspace.BoxSelection;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Virtual datasets: what they are made of, and where their sources are looked for.
class VirtualDatasetsTest extends FileTestCase {
  private static final OpenOptions FILLING =
      OpenOptions.defaults().missingSource(MissingSource.FILL);

  private static <T> void source(Path path, T values) throws IOException {
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("data", values);
    }
  }

  private static float[] multiples(float factor) {
    float[] values = new float[10];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * factor;
    }
    return values;
  }

  /// Four rows; each has first the even, then the odd elements of a source, which are `n`, `n + 1`
  /// and so on in file number n.
  private Dataset interleaved() throws IOException {
    var builder =
        f.createDataset("group/data")
            .type(INT32)
            .shape(4, 100)
            .maxShape(4, Dataspace.UNLIMITED)
            .fill(-5);
    for (int n = 1; n <= 4; n++) {
      Path path = folder.resolve(n + ".h5");
      source(path, IntStream.range(n, n + 100).toArray());
      String row = (n - 1) + ", ";
      String name = path.toString();
      builder
          .map(new VirtualSource(name, "data", Selection.of("0:100:2"), Selection.of(row + ":50")))
          .map(new VirtualSource(name, "data", Selection.of("1:100:2"), Selection.of(row + "50:")));
    }
    builder.create();
    reopen();
    return f.dataset("group/data");
  }

  @H5py("test_vds.test_highlevel_vds::SlicingTestCase.test_slice_source")
  @Test
  void slicesOfSourcesAreMapped() throws IOException {
    Dataset dataset = interleaved();
    assertThat(dataset.readInts(Selection.of("0, :3"))).containsExactly(1, 3, 5);
    assertThat(dataset.readInts(Selection.of("0, 50:53"))).containsExactly(2, 4, 6);
    assertThat(dataset.readInts(Selection.of("3, :3"))).containsExactly(4, 6, 8);
    assertThat(dataset.readInts(Selection.of("3, 50:53"))).containsExactly(5, 7, 9);
  }

  @H5py("test_vds.test_highlevel_vds::SlicingTestCase.test_inspection")
  @Test
  void aVirtualDatasetSaysWhatItsSourcesAre() throws IOException {
    Dataset dataset = interleaved();
    assertThat(dataset.layout()).isEqualTo(StorageLayout.VIRTUAL);
    assertThat(dataset.virtualSources().stream().map(VirtualSource::file).distinct())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 4)
                .mapToObj(n -> folder.resolve(n + ".h5").toString())
                .toList());
    try (Hdf5File file = Hdf5File.open(folder.resolve("1.h5"))) {
      assertThat(file.dataset("data").layout()).isNotEqualTo(StorageLayout.VIRTUAL);
    }
  }

  @H5py("test_vds.test_highlevel_vds::SlicingTestCase.test_mismatched_selections")
  @Test
  void bothSidesOfAMappingHaveAsManyElements() {
    var builder =
        f.createDataset("data")
            .type(INT32)
            .shape(4, 100)
            .maxShape(4, Dataspace.UNLIMITED)
            .map(
                new VirtualSource("1.h5", "data", Selection.of("0:100:2"), Selection.of("0, :49")));
    assertThatIllegalArgumentException()
        .isThrownBy(builder::create)
        .withMessageContaining("50")
        .withMessageContaining("49");
    assertThat(f.root().contains("data")).isFalse();
  }

  @H5py("test_vds.test_highlevel_vds::IndexingTestCase.test_index_layout")
  @Test
  void listsOfIndicesOnEitherSide() throws IOException {
    Path path = folder.resolve("1.h5");
    int[] values = IntStream.range(0, 10).map(i -> 10 * i).toArray();
    source(path, values);
    int[] places = {3, 6, 20, 25, 33, 47, 70, 75, 96, 98};
    Selection target = Selection.of(Arrays.toString(places));
    Selection some = Selection.of("[0, 1, 4, 5, 8]");
    long[] shape = {10};
    f.createDataset("data")
        .type(INT32)
        .shape(100)
        .fill(-5)
        .map(VirtualSource.of(path.toString(), "data", shape, Selection.all(), target))
        .create();
    f.createDataset("data2")
        .type(INT32)
        .shape(6)
        .fill(-3)
        .map(VirtualSource.of(path.toString(), "data", shape, some, Selection.of("1:")))
        .create();
    reopen();
    int[] expected = new int[100];
    Arrays.fill(expected, -5);
    for (int i = 0; i < places.length; i++) {
      expected[places[i]] = values[i];
    }
    assertThat(f.dataset("data").readInts()).isEqualTo(expected);
    // The HDF5 library opens no virtual dataset that maps points.
    assertThat(f.dataset("data").virtualSources().getFirst().target())
        .isInstanceOf(BoxSelection.class);
    assertThat(f.dataset("data2").virtualSources().getFirst().source())
        .isEqualTo(Selection.boxes(1, 0, 1, 4, 5, 8, 8));
    assertThat(f.dataset("data2").readInts()).containsExactly(-3, 0, 10, 40, 50, 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[5, 1, 3]", "[1, 1, 3]", "::-4"})
  void noOtherThanTheAscendingOrderIsMapped(String order) {
    Selection selection = Selection.of(order);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VirtualSource.of(".", "x", new long[] {10}, selection, Selection.all()))
        .withMessageContaining("ascending order");
    Selection some = Selection.of("0:3");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            f.createDataset("data")
                .type(INT32)
                .shape(10)
                .map(new VirtualSource(".", "x", some, selection))
                .create())
        .withMessageContaining("ascending order");
  }

  @H5py(
      value = "test_vds.test_highlevel_vds::RelativeLinkTestCase.test_relative_vds",
      differs =
          "the file itself is named `.` by who maps it; a missing source reads as fill values only"
              + " with MissingSource.FILL, so that lost data are not taken for data")
  @Test
  void aSourceInTheSameFileMovesWithIt() throws IOException {
    Path first = folder.resolve("testfile1.h5");
    source(first, multiples(1));
    f.write("data", multiples(-1));
    f.createDataset("virtual")
        .type(FLOAT32)
        .shape(2, 10)
        .map(new VirtualSource(first.toString(), "data", Selection.all(), Selection.of("0")))
        .map(new VirtualSource(".", "data", Selection.all(), Selection.of("1")))
        .create();
    reopen();
    requireRows(f, multiples(1));

    f.close();
    Path moved = folder.resolve("testfile3.h5");
    Files.move(path(), moved);
    try (Hdf5File file = Hdf5File.open(moved)) {
      assertThat(file.dataset("virtual").datatype()).isEqualTo(FLOAT32);
      requireRows(file, multiples(1));
    }

    Files.move(first, folder.resolve("testfile4.h5"));
    try (Hdf5File file = Hdf5File.open(moved, FILLING)) {
      assertThat(file.dataset("virtual").datatype()).isEqualTo(FLOAT32);
      requireRows(file, new float[10]);
    }
    try (Hdf5File file = Hdf5File.open(moved)) {
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset("virtual").read())
          .withMessageContaining("testfile1.h5");
    }
  }

  private static void requireRows(Hdf5File file, float[] first) {
    assertThat(file.dataset("virtual").read(float[][].class))
        .isDeepEqualTo(new float[][] {first, multiples(-1)});
  }

  @H5py("test_vds.test_highlevel_vds::VDSUnlimitedTestCase.test_unlimited_axis")
  @Test
  void anUnlimitedMappingGrowsWithItsSource() throws IOException {
    f.createDataset("source")
        .type(INT64)
        .shape(10, 2)
        .maxShape(Dataspace.UNLIMITED, 2)
        .chunks(10, 1)
        .fill(-1L)
        .create()
        .write(LongStream.range(0, 20).toArray());
    f.createDataset("virtual")
        .type(INT64)
        .shape(10, 1)
        .maxShape(Dataspace.UNLIMITED, 1)
        .map(new VirtualSource(".", "source", endlessColumn(1), endlessColumn(0)))
        .create();
    reopen();
    Dataset source = f.dataset("source");
    long[] odd = LongStream.iterate(1, i -> i + 2).limit(10).toArray();
    requireColumn(odd);
    source.resizeAxis(0, 20);
    long[] grown = Arrays.copyOf(odd, 20);
    Arrays.fill(grown, 10, 20, -1);
    requireColumn(grown);
    source.write(Selection.of("10:, 1"), 0L);
    requireColumn(Arrays.copyOf(odd, 20));
    reopen();
    requireColumn(Arrays.copyOf(odd, 20));
  }

  private static Hyperslab endlessColumn(long column) {
    long[] ones = {1, 1};
    return Selection.hyperslab(
        new long[] {0, column}, ones, new long[] {Hyperslab.UNLIMITED, 1}, ones);
  }

  private void requireColumn(long[] expected) {
    Dataset virtual = f.dataset("virtual");
    assertThat(virtual.shape()).containsExactly(expected.length, 1);
    assertThat(virtual.readLongs()).isEqualTo(expected);
  }

  @H5py("test_vds.test_highlevel_vds::test_no_mappings")
  @Test
  void nothingNeedBeMapped() throws IOException {
    f.createDataset("virtual").type(INT32).shape(10, 20).virtual().create();
    reopen();
    Dataset virtual = f.dataset("virtual");
    assertThat(virtual.layout()).isEqualTo(StorageLayout.VIRTUAL);
    assertThat(virtual.virtualSources()).isEmpty();
    assertThat(virtual.readInts()).isEqualTo(new int[200]);
  }

  @H5py(
      value = "test_vds.test_lowlevel_vds::test_virtual_prefix",
      differs =
          "the directory to look in is a FileResolver given when the file is opened; a source that"
              + " is not found reads as fill values only with MissingSource.FILL")
  @Test
  void sourcesAreLookedForWhereTheCallerSays() throws IOException {
    Path a = Files.createDirectory(folder.resolve("a"));
    Path b = Files.createDirectory(folder.resolve("b"));
    long[] values = LongStream.range(0, 10).toArray();
    source(a.resolve("src.h5"), values);
    Path path = b.resolve("vds.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("data")
          .type(INT64)
          .shape(10)
          .fill(-1L)
          .map(new VirtualSource("src.h5", "data", Selection.all(), Selection.all()))
          .create();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset("data").read())
          .withMessageContaining("src.h5");
    }
    try (Hdf5File file = Hdf5File.open(path, FILLING)) {
      assertThat(file.dataset("data").readLongs()).hasSize(10).containsOnly(-1);
    }
    OpenOptions prefixed = OpenOptions.defaults().resolver(FileResolver.within(a));
    try (Hdf5File file = Hdf5File.open(path, prefixed)) {
      assertThat(file.dataset("data").readLongs()).isEqualTo(values);
    }
  }

  @H5py("test_vds.test_highlevel_vds::TestPercivalHighLevel.test_percival_source_from_dataset")
  @Test
  void aMappingTakesItsSourceFromAnOpenDataset() throws IOException {
    var builder = f.createDataset("data").type(FLOAT64).shape(79).fill(-5.0);
    for (int k = 0; k < 4; k++) {
      Path path = folder.resolve("raw_file_" + k + ".h5");
      int[] values = new int[k == 3 ? 19 : 20];
      Arrays.fill(values, k);
      source(path, values);
      try (Hdf5File file = Hdf5File.open(path)) {
        Dataset source = file.dataset("data");
        builder.map(
            VirtualSource.of(
                file.name(),
                source.path(),
                source.shape(),
                Selection.all(),
                Selection.of(k + ":79:4")));
      }
    }
    builder.create();
    reopen();
    assertThat(f.dataset("data").readInts())
        .isEqualTo(IntStream.range(0, 79).map(i -> i % 4).toArray());
  }
}
