package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Virtual datasets whose mappings have selections of every kind. The sources hold the numbers from
/// 0 on, the fill value is -1. One file stores selections block by block, the other one by rule;
/// the elements expected here are those that libhdf5 reads.
class VirtualSelectionTest {
  private static final String BY_BLOCK = "virtual-selections.h5";
  private static final String BY_RULE = "virtual-selections-new.h5";

  static Stream<Arguments> elements() {
    return Stream.of(BY_BLOCK, BY_RULE)
        .flatMap(file ->
            Stream.of(
                Arguments.of(
                    file,
                    "columns",
                    "4 18",
                    IntStream.range(0, 72).mapToLong(n -> n / 3).toArray()),
                Arguments.of(
                    file,
                    "blocks",
                    "30",
                    longs(
                        "-1 2 3 -1 -1 -1 4 7 -1 -1 -1 8 9 -1 -1 -1 12 13 -1 -1 -1 14 17 -1 -1 -1"
                            + " 18 19 -1 -1")),
                Arguments.of(
                    file,
                    "folded",
                    "3 9",
                    longs(
                        "-1 0 1 2 3 4 5 6 7 -1 8 9 10 11 12 13 14 15 -1 16 17 18 19 20 21 22 23")),
                Arguments.of(
                    file, "row", "3 6", longs("18 19 20 21 22 23 12 13 14 15 16 17 6 7 8 9 10 11")),
                Arguments.of(file, "scattered", "30", longs(scattered("-1 -1 -1 -1", "-1 -1 -1"))),
                Arguments.of(file, "least", "27", longs(scattered("1 2 3 4", "")))));
  }

  private static String scattered(String afterFirst, String end) {
    return "4 " + afterFirst + " -1".repeat(14) + " 7 -1 -1 -1 -1 -1 10 13 " + end;
  }

  private static long[] longs(String text) {
    return Stream.of(text.strip().split(" ")).mapToLong(Long::parseLong).toArray();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("elements")
  void elementsComeFromTheirSources(String name, String path, String shape, long[] values)
      throws IOException {
    try (Hdf5File file = Fixtures.open(name)) {
      Dataset dataset = file.dataset(path);
      assertThat(dataset.shape()).isEqualTo(longs(shape));
      assertThat(dataset.readLongs()).isEqualTo(values);
      Random random = new Random(path.hashCode());
      for (int i = 0; i < 300; i++) {
        SelectionCase wanted = SelectionCase.random(random, dataset.shape());
        assertThat(dataset.readLongs(wanted.selection()))
            .as("%s", wanted)
            .isEqualTo(Arrays.stream(wanted.ordinals()).map(n -> values[(int) n]).toArray());
      }
    }
  }

  /// Twelve mappings of three million rows each, of which ten are read.
  @ParameterizedTest
  @ValueSource(strings = {BY_BLOCK, BY_RULE})
  void rowsThatAreNotReadTakeNoTime(String name) throws IOException {
    try (Hdf5File file = Fixtures.open(name)) {
      Dataset wide = file.dataset("wide");
      assertThat(wide.readInts(Selection.of(":10"))).hasSize(120).containsOnly(7);
      assertThat(wide.readInts(Selection.points(new long[][] {{2_999_999, 11}, {0, 0}})))
          .containsExactly(7, 7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BY_BLOCK, BY_RULE})
  void theRowsOfIrregularSelectionsAreLimited(String name) throws IOException {
    try (Hdf5File file = Fixtures.open(name)) {
      Dataset gaps = file.dataset("gaps");
      assertThat(gaps.readInts(Selection.of("2999996:, 3"))).containsExactly(7, 7, -1, 7);
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> gaps.readInts(Selection.of(":10")))
          .satisfies(e -> {
            assertThat(e.objectPath()).contains("/gaps");
            assertThat(e.address()).hasValue(gaps.address());
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BY_BLOCK, BY_RULE})
  void aBlockBeyondAllExtentsIsRefused(String name) throws IOException {
    try (Hdf5File file = Fixtures.open(name)) {
      Dataset faraway = file.dataset("faraway");
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(faraway::shape)
          .withMessageContaining("one%b")
          .satisfies(e -> assertThat(e.address()).hasValue(faraway.address()));
      Dataset nearer = file.dataset("nearer");
      assertThat(nearer.shape()).containsExactly((3L << 61) + 1);
      assertThat(nearer.readInts(Selection.slice((3L << 61) - 1, (3L << 61) + 1)))
          .containsExactly(-1, 0);
    }
  }

  @Test
  void aSourceFileWithoutRootGroupIsTheOneThatIsRefused(@TempDir Path directory)
      throws IOException {
    Fixtures.copyTo(directory, "virtual.h5", "virtual-source-0.h5", "virtual-source-1.h5");
    Path source = directory.resolve("virtual-source-1.h5");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(source)).order(ByteOrder.LITTLE_ENDIAN);
    // Superblock version 0: the root group's object header, whose first byte is its version.
    bytes.put((int) bytes.getLong(64), (byte) 99);
    Files.write(source, bytes.array());
    try (Hdf5File file = Hdf5File.open(directory.resolve("virtual.h5"))) {
      Dataset rows = file.dataset("rows");
      assertThat(rows.readInts(Selection.of("0"))).containsExactly(0, 1, 2, 3, 4);
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> rows.read(Selection.of("1")))
          .satisfies(e -> {
            assertThat(e.file().orElseThrow()).endsWith("virtual-source-1.h5");
            assertThat(e.objectPath()).contains("/");
          });
    }
  }
}
