package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// A virtual dataset and the files that it leads to: three of them, `a.h5` to `c.h5`, each with 5
/// numbers in `data`: 0 to 4, 10 to 14, 20 to 24. The virtual dataset `rows` of `v.h5` has them as
/// its rows.
class VirtualWriteFiles {
  static final List<String> NAMES = List.of("a.h5", "b.h5", "c.h5");

  @TempDir Path directory;

  Path path(String name) {
    return directory.resolve(name);
  }

  void makeSources() throws IOException {
    for (int i = 0; i < NAMES.size(); i++) {
      int first = 10 * i;
      try (Hdf5File file = Hdf5File.create(path(NAMES.get(i)))) {
        file.write("data", IntStream.range(first, first + 5).toArray());
      }
    }
  }

  DatasetBuilder rows(Hdf5File file, Datatype type) {
    DatasetBuilder rows = file.createDataset("rows").type(type).shape(3, 5).fill(-1);
    for (int i = 0; i < NAMES.size(); i++) {
      rows =
          rows.map(
              new VirtualSource(NAMES.get(i), "/data", Selection.all(), Selection.of(i + ", :")));
    }
    return rows;
  }

  void make() throws IOException {
    makeSources();
    try (Hdf5File file = Hdf5File.create(path("v.h5"))) {
      rows(file, INT32).create();
    }
  }

  Hdf5File open() throws IOException {
    return Hdf5File.openReadWrite(path("v.h5"));
  }

  /// What libhdf5 finds in a dataset of 32-bit integers; in a copy of the file, which may be
  /// locked.
  int[] stored(String file, String dataset) throws IOException {
    Path copies = Files.createDirectories(path("copies"));
    for (String name : NAMES) {
      copy(name, copies);
    }
    try (Libhdf5File other = Libhdf5.open(copy(file, copies))) {
      return MemorySegment.ofArray(other.read(dataset))
          .toArray(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
    }
  }

  Path copy(String name, Path to) throws IOException {
    return Files.exists(path(name))
        ? Files.copy(path(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING)
        : path(name);
  }

  List<Integer> sources() throws IOException {
    List<Integer> all = new ArrayList<>();
    for (String name : NAMES) {
      Arrays.stream(stored(name, "data")).forEach(all::add);
    }
    return all;
  }

  static List<Integer> integers(String text) {
    return Stream.of(text.split(" ")).map(Integer::parseInt).toList();
  }

  List<byte[]> images() throws IOException {
    List<byte[]> images = new ArrayList<>();
    for (String name : NAMES) {
      images.add(Files.readAllBytes(path(name)));
    }
    return images;
  }

  void assertSame(List<byte[]> before) throws IOException {
    List<byte[]> after = images();
    for (int i = 0; i < before.size(); i++) {
      assertThat(Arrays.mismatch(after.get(i), before.get(i))).as(NAMES.get(i)).isNegative();
    }
  }

  void assertRefused(
      Hdf5File file, String dataset, Class<? extends Hdf5Exception> type, String... words)
      throws IOException {
    List<byte[]> before = images();
    assertThatExceptionOfType(type)
        .isThrownBy(() -> file.dataset(dataset).write(7))
        .withMessageContainingAll(words);
    file.flush();
    assertSame(before);
  }
}
