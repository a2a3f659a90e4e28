package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.OpenOptions.MissingSource;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.NoSuchObjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Virtual datasets over three source files: the element n of file f is 10 f + n. The fill value of
/// the virtual datasets is -1.
class VirtualDatasetTest {
  private static final OpenOptions FILLING =
      OpenOptions.defaults().missingSource(MissingSource.FILL);

  record Expected(String path, String shape, String elements) {
    long[] extents() {
      return longs(shape);
    }

    long[] values() {
      return longs(elements);
    }

    private static long[] longs(String text) {
      return Stream.of(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }
  }

  static List<Expected> complete() {
    String rows = "0 1 2 3 4 10 11 12 13 14 20 21 22 23 24";
    String none = "-1 -1 -1 -1 -1 ";
    String counting =
        IntStream.range(0, 18).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    return List.of(
        new Expected("rows", "3 5", rows),
        new Expected("nested", "3 5", rows),
        new Expected("strided", "3 5", "-1 11 -1 12 -1 " + none + "-1 13 -1 14 -1"),
        new Expected("sameFile", "4 4", "8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7"),
        new Expected("converted", "5", "0 1 2 3 4"),
        new Expected("unmapped", "2 2", "14 15 -1 -1"),
        new Expected("unlimited", "7 3", "-1 -1 -1 " + counting),
        new Expected(
            "pattern", "5 5", "0 1 2 3 4 " + none + "10 11 12 13 14 " + none + "20 21 22 23 24"));
  }

  @ParameterizedTest
  @MethodSource("complete")
  void elementsComeFromTheirSources(Expected expected) throws IOException {
    try (Hdf5File file = Fixtures.open("virtual.h5")) {
      assertElements(file.dataset(expected.path()), expected);
    }
  }

  private static void assertElements(Dataset dataset, Expected expected) {
    long[] values = expected.values();
    assertThat(dataset.layout()).isEqualTo(StorageLayout.VIRTUAL);
    assertThat(dataset.shape()).isEqualTo(expected.extents());
    assertThat(dataset.readLongs()).isEqualTo(values);
    Random random = new Random(expected.path().hashCode());
    for (int i = 0; i < 150; i++) {
      SelectionCase wanted = SelectionCase.random(random, dataset.shape());
      assertThat(dataset.readLongs(wanted.selection()))
          .as("%s", wanted)
          .isEqualTo(Arrays.stream(wanted.ordinals()).map(n -> values[(int) n]).toArray());
    }
    assertThat(dataset.rows().flatMapToLong(row -> Arrays.stream(row.toLongs())).toArray())
        .isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missingFile", "missingDataset"})
  void missingSourcesAreRefusedOrFilled(String path) throws IOException {
    try (Hdf5File file = Fixtures.open("virtual.h5")) {
      Dataset dataset = file.dataset(path);
      assertThat(dataset.readInts(Selection.of("::2"))).startsWith(0, 1).endsWith(23, 24);
      assertThatExceptionOfType(
              path.equals("missingFile")
                  ? ExternalFileException.class
                  : NoSuchObjectException.class)
          .isThrownBy(dataset::read)
          .satisfies(e -> {
            assertThat(e.objectPath()).contains("/" + path);
            assertThat(e.file()).contains(file.name());
          });
    }
    for (MissingSource policy : List.of(MissingSource.FILL, MissingSource.FILL_ALL)) {
      OpenOptions options = OpenOptions.defaults().missingSource(policy);
      try (Hdf5File file = Fixtures.open("virtual.h5", options)) {
        assertElements(
            file.dataset(path),
            new Expected(path, "3 5", "0 1 2 3 4 -1 -1 -1 -1 -1 20 21 22 23 24"));
      }
    }
  }

  @Test
  void textsComeFromTheirSources() throws IOException {
    try (Hdf5File file = Fixtures.open("virtual.h5")) {
      Dataset texts = file.dataset("texts");
      assertThat(texts.read(String[][].class))
          .isDeepEqualTo(new String[][] {{"file 0", "first"}, {"file 1", ""}});
      assertThat(texts.readStrings(Selection.of("::-1, 0"))).containsExactly("file 1", "file 0");
    }
  }

  @Test
  void virtualDatasetsThatMapEachOtherAreRefused() throws IOException {
    for (OpenOptions options : List.of(OpenOptions.defaults(), FILLING)) {
      try (Hdf5File file = Fixtures.open("virtual.h5", options)) {
        assertThatExceptionOfType(LimitExceededException.class)
            .isThrownBy(() -> file.dataset("cycle1").read())
            .satisfies(e -> assertThat(e.objectPath().orElseThrow()).matches("/cycle[12]"));
      }
    }
  }

  @Test
  void theNumberOfSourcesIsLimited() throws IOException {
    OpenOptions options =
        OpenOptions.defaults().limits(Limits.defaults().toBuilder().virtualSources(3).build());
    try (Hdf5File file = Fixtures.open("virtual.h5", options)) {
      Dataset rows = file.dataset("rows");
      for (int again = 0; again < 5; again++) {
        assertThat(rows.readInts(Selection.of(":, 0"))).containsExactly(0, 10, 20);
      }
      // One source, which has three itself.
      Dataset nested = file.dataset("nested");
      assertThat(nested.readInts(Selection.of(":2, 0"))).containsExactly(0, 10);
      assertThatExceptionOfType(LimitExceededException.class).isThrownBy(nested::read);
    }
  }

  @Test
  void saysWhatItIsMadeOf() throws IOException {
    try (Hdf5File file = Fixtures.open("virtual.h5")) {
      List<VirtualSource> sources = file.dataset("rows").virtualSources();
      assertThat(sources)
          .extracting(VirtualSource::file)
          .containsExactly("virtual-source-0.h5", "virtual-source-1.h5", "virtual-source-2.h5");
      assertThat(sources).extracting(VirtualSource::dataset).containsOnly("data");
      assertThat(sources.get(1).target().resolve(new long[] {3, 5}).low()).containsExactly(1, 0);
      assertThat(sources.get(1).source().resolve(new long[] {5}).elementCount()).isEqualTo(5);
      VirtualSource pattern = file.dataset("pattern").virtualSources().getFirst();
      assertThat(pattern.file()).isEqualTo("virtual-source-%b.h5");
      assertThat(file.dataset("unlimited").maxShape()).containsExactly(Dataspace.UNLIMITED, 3);
      assertThat(file.dataset("local").virtualSources()).isEmpty();
      assertThat(file.dataset("rows").storageSize()).isZero();
    }
  }

  @Test
  void aPatternGoesOnAsFarAsThereAreFiles(@TempDir Path directory) throws IOException {
    Fixtures.copyTo(directory, "virtual.h5", "virtual-source-0.h5", "virtual-source-2.h5");
    try (Hdf5File file = Hdf5File.open(directory.resolve("virtual.h5"))) {
      assertThat(file.dataset("pattern").shape()).containsExactly(1, 5);
      assertThat(file.dataset("pattern").readInts()).containsExactly(0, 1, 2, 3, 4);
    }
    Files.delete(directory.resolve("virtual-source-0.h5"));
    try (Hdf5File file = Hdf5File.open(directory.resolve("virtual.h5"))) {
      assertThat(file.dataset("pattern").shape()).containsExactly(0, 5);
      assertThat(file.dataset("pattern").readInts()).isEmpty();
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset("unlimited").shape());
    }
    try (Hdf5File file = Hdf5File.open(directory.resolve("virtual.h5"), FILLING)) {
      assertThat(file.dataset("unlimited").shape()).containsExactly(0, 3);
    }
  }

  @Test
  void anImageInMemoryReachesOnlyItself() throws IOException {
    try (Hdf5File file = Hdf5File.open(Fixtures.bytes("virtual.h5"))) {
      assertThat(file.dataset("sameFile").readInts()).startsWith(8, 9);
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset("rows").read());
    }
  }
}
