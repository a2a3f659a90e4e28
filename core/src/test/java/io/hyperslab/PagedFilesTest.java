package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5Drivers;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files whose space is managed in pages are made and edited so that libhdf5 reads and edits them
/// through its page buffer, which relies on every rule of paging.
class PagedFilesTest {
  private static final int GROUPS = 5;
  private static final int DATASETS = 9;

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = directory.resolve("paged.h5");
  }

  private static CreateOptions paged(CreateOptions options, long pageSize, boolean persist) {
    return options.pageSize(pageSize).fileSpace(FileSpaceStrategy.PAGED_AGGREGATION, persist, 1);
  }

  /// Numbers of which there are fewer and more than fill a page.
  private static int[] numbers(int seed) {
    return IntStream.range(0, seed * seed * 7 % 3000).map(i -> i * seed).toArray();
  }

  private static byte[] stored(int[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers);
    return bytes.array();
  }

  private static String path(String group, int g, int d) {
    return String.format(Locale.ROOT, "%s/g%d/d%d", group, g, d);
  }

  private static void fill(Hdf5File file, String name) {
    for (int g = 0; g < GROUPS; g++) {
      for (int d = 0; d < DATASETS; d++) {
        int[] numbers = numbers(g * DATASETS + d);
        DatasetBuilder builder = file.createDataset(path(name, g, d)).type(Datatypes.INT32);
        if (d % 2 == 0) {
          builder.chunks(50).maxShape(-1);
        }
        builder.write(numbers).attributes().set("seed", g * DATASETS + d);
      }
    }
  }

  private static void requireNumbers(Libhdf5File file, String name) {
    for (int g = 0; g < GROUPS; g++) {
      for (int d = 0; d < DATASETS; d++) {
        assertThat(file.read(path(name, g, d)))
            .as(path(name, g, d))
            .isEqualTo(stored(numbers(g * DATASETS + d)));
      }
    }
  }

  private static void requireNumbers(Hdf5File file, String name) {
    for (int g = 0; g < GROUPS; g++) {
      for (int d = 0; d < DATASETS; d++) {
        assertThat(file.dataset(path(name, g, d)).readInts())
            .as(path(name, g, d))
            .isEqualTo(numbers(g * DATASETS + d));
      }
    }
  }

  private static void editWithLibhdf5(Libhdf5File file, String name) {
    file.group(name);
    for (int g = 0; g < GROUPS; g++) {
      file.group(name + "/g" + g);
      for (int d = 0; d < DATASETS; d++) {
        int[] numbers = numbers(g * DATASETS + d);
        Libhdf5Layout layout =
            d % 2 == 0 ? Libhdf5Layout.chunked(50).growingTo(-1L) : Libhdf5Layout.contiguous();
        file.dataset(
            path(name, g, d),
            Libhdf5Type.int32(),
            new long[] {numbers.length},
            layout,
            stored(numbers));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "512, false, v18",
    "512, true, latest",
    "4096, true, v18",
    "4096, false, earliest",
    "16384, true, latest"
  })
  void arePagedForLibhdf5TooWhoeverWritesThemNext(long page, boolean persist, String version)
      throws IOException {
    CreateOptions options =
        switch (version) {
          case "latest" -> CreateOptions.defaults().latest();
          case "earliest" -> CreateOptions.defaults().earliest();
          default -> CreateOptions.defaults();
        };
    try (Hdf5File file = Hdf5File.create(path, paged(options, page, persist))) {
      fill(file, "a");
      file.flush();
      fill(file, "b");
      file.delete("a/g1");
      file.flush();
      fill(file, "a1");
    }
    assertThat(Files.size(path) % page).isZero();
    try (Libhdf5File file = Libhdf5Drivers.openPaged(path, 8 * page, true)) {
      requireNumbers(file, "b");
      requireNumbers(file, "a1");
      file.delete("b");
      editWithLibhdf5(file, "c");
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      requireNumbers(file, "a1");
      requireNumbers(file, "c");
      fill(file, "d");
      file.delete("a1/g2");
      file.flush();
      file.delete("d/g0/d3");
      file.write("d/g0/d3", numbers(3));
    }
    assertThat(Files.size(path) % page).isZero();
    try (Libhdf5File file = Libhdf5Drivers.openPaged(path, 4 * page, true)) {
      requireNumbers(file, "c");
      requireNumbers(file, "d");
      editWithLibhdf5(file, "e");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      requireNumbers(file, "d");
      requireNumbers(file, "e");
      assertThat(FileCheck.of(file).isSound()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thatLibhdf5MadeAreEditedInPages(boolean persist) throws IOException {
    try (Libhdf5File file = Libhdf5Drivers.createPaged(path, 1024, persist)) {
      editWithLibhdf5(file, "a");
      file.delete("a/g4");
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      assertThat(file.properties().strategy()).isEqualTo(FileSpaceStrategy.PAGED_AGGREGATION);
      fill(file, "b");
    }
    assertThat(Files.size(path) % 1024).isZero();
    try (Libhdf5File file = Libhdf5Drivers.openPaged(path, 16 * 1024, true)) {
      requireNumbers(file, "b");
      editWithLibhdf5(file, "c");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      requireNumbers(file, "b");
      requireNumbers(file, "c");
    }
  }

  @Test
  void freeSpaceThatWasListedIsForgottenByTheFirstChange() throws IOException {
    try (Libhdf5File file = Libhdf5Drivers.createPaged(path, 1024, true)) {
      editWithLibhdf5(file, "a");
      file.delete("a/g4");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.freeSpace()).isPositive();
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.createGroup("b");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.freeSpace()).isZero();
      assertThat(file.properties().persistFreeSpace()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FREE_SPACE_MANAGER_AND_AGGREGATORS, true, 10, 4096",
    "FREE_SPACE_MANAGER_AND_AGGREGATORS, false, 1, 8192",
    "PAGED_AGGREGATION, true, 5, 8192",
    "AGGREGATORS, false, 1, 4096",
    "NONE, false, 1, 4096"
  })
  void sayHowTheirSpaceIsManaged(
      FileSpaceStrategy strategy, boolean persist, long threshold, long page) throws IOException {
    CreateOptions options =
        CreateOptions.defaults().fileSpace(strategy, persist, threshold).pageSize(page);
    try (Hdf5File file = Hdf5File.create(path, options)) {
      file.write("x", numbers(3));
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.properties())
          .extracting(
              FileProperties::strategy,
              FileProperties::persistFreeSpace,
              FileProperties::freeSpaceThreshold,
              FileProperties::pageSize)
          .containsExactly(strategy, persist, threshold, page);
    }
    try (Libhdf5File file = Libhdf5.open(path)) {
      assertThat(file.read("x")).isEqualTo(stored(numbers(3)));
    }
  }

  @Test
  void sayNothingWhereNothingIsSpecial() throws IOException {
    Path plain = directory.resolve("plain.h5");
    CreateOptions same =
        CreateOptions.defaults()
            .fileSpace(FileSpaceStrategy.FREE_SPACE_MANAGER_AND_AGGREGATORS, false, 1)
            .pageSize(4096);
    Hdf5File.create(path, same).close();
    Hdf5File.create(plain).close();
    assertThat(path).hasSameBinaryContentAs(plain);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 511, (1L << 30) + 1})
  void havePagesOfASoundSize(long size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CreateOptions.defaults().pageSize(size))
        .withMessageContaining(String.valueOf(size));
  }

  @Test
  void recordNoFreeSpaceWhereNoneIsKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CreateOptions.defaults().fileSpace(FileSpaceStrategy.NONE, true, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CreateOptions.defaults().fileSpace(FileSpaceStrategy.AGGREGATORS, false, -1));
  }

  @Test
  void haveAUserBlockOfWholePages() throws IOException {
    CreateOptions options = paged(CreateOptions.defaults(), 4096, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.create(path, options.userBlock(2048)))
        .withMessageContaining("2048");
    assertThat(path).doesNotExist();
    try (Hdf5File file = Hdf5File.create(path, options.userBlock(8192))) {
      fill(file, "a");
    }
    try (Libhdf5File file = Libhdf5Drivers.openPaged(path, 16 * 4096, true)) {
      requireNumbers(file, "a");
      editWithLibhdf5(file, "b");
    }
  }

  @Test
  void withPagesOfAnImpossibleSizeAreNotEdited() throws IOException {
    Hdf5File.create(path, paged(CreateOptions.defaults().earliest(), 4096, false)).close();
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    // Version 1, paged, not persisting, threshold 1, page size 4096; in a header without checksum.
    byte[] message = {1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 16};
    while (!java.util.Arrays.equals(bytes, at, at + message.length, message, 0, message.length)) {
      at++;
    }
    buffer.putLong(at + 11, 100);
    Files.write(path, bytes);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(path))
        .withMessageContaining("100");
  }

  @Test
  void stayPagedWhenTheyAreCopied() throws IOException {
    Path copy = directory.resolve("copy.h5");
    try (Hdf5File file = Hdf5File.create(path, paged(CreateOptions.defaults(), 1024, true))) {
      fill(file, "a");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      FileCopy.defaults().copy(file, copy);
    }
    try (Libhdf5File file = Libhdf5Drivers.openPaged(copy, 8 * 1024, false)) {
      requireNumbers(file, "a");
    }
  }
}
