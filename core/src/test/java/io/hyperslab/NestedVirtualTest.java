package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Virtual datasets of virtual datasets whose elements only describe what is in a heap. Each of
/// `a.h5`, `b.h5` and `c.h5` has elements in `own`. `mixed` of `b.h5` takes turns between those of
/// `c.h5` and `b.h5`; `all` of `a.h5` has those of `a.h5`, those of `c.h5`, and `mixed`.
class NestedVirtualTest {
  private static final int COUNT = 9_000;

  @TempDir private Path directory;

  /// Where an element of `all` comes from.
  private record Origin(char file, int number) {
    static Origin of(int index) {
      int block = index / COUNT;
      int turn = index - 2 * COUNT;
      return switch (block) {
        case 0 -> new Origin('a', index);
        case 1 -> new Origin('c', index - COUNT);
        default -> new Origin(turn % 2 == 0 ? 'c' : 'b', turn / 2);
      };
    }

    static Stream<Origin> all() {
      return IntStream.range(0, 4 * COUNT).mapToObj(Origin::of);
    }

    static Stream<Origin> own(char file) {
      return IntStream.range(0, COUNT).mapToObj(number -> new Origin(file, number));
    }

    String text() {
      return number % 5 == 0 ? "" : file + " ".repeat(number % 60) + number;
    }

    int[] numbers() {
      return IntStream.range(0, number % 7).map(i -> file * 100_000 + number + i).toArray();
    }

    Both both() {
      return new Both(text(), number, numbers());
    }
  }

  record Both(String text, int number, int[] numbers) {}

  private Path path(char name) {
    return directory.resolve(name + ".h5");
  }

  private static DatasetBuilder map(DatasetBuilder builder, String source, String target) {
    String[] fileAndPath = source.split(":", -1);
    return builder.map(
        new VirtualSource(fileAndPath[0], fileAndPath[1], Selection.all(), Selection.of(target)));
  }

  private static DatasetBuilder create(Hdf5File file, String name, Datatype type, int blocks) {
    return file.createDataset(name).type(type).shape((long) blocks * COUNT);
  }

  private static String blocks(int from, int to) {
    return from * COUNT + ":" + to * COUNT;
  }

  /// @param elements the values that a file has
  private <T> void make(Datatype type, Function<Stream<Origin>, T> elements) throws IOException {
    for (char name : new char[] {'a', 'b', 'c'}) {
      try (Hdf5File file = Hdf5File.create(path(name))) {
        create(file, "own", type, 1).create().write(elements.apply(Origin.own(name)));
        if (name == 'b') {
          DatasetBuilder mixed = create(file, "mixed", type, 2);
          map(map(mixed, "c.h5:/own", "::2"), ".:/own", "1::2").create();
          DatasetBuilder back = create(file, "back", type, 2);
          map(map(back, "a.h5:/own", blocks(0, 1)), ".:/own", blocks(1, 2)).create();
        } else if (name == 'a') {
          DatasetBuilder all = create(file, "all", type, 4);
          all = map(all, ".:/own", blocks(0, 1));
          all = map(all, "c.h5:/own", blocks(1, 2));
          map(all, "b.h5:/mixed", blocks(2, 4)).create();
          map(create(file, "again", type, 4), ".:/all", ":").create();
          map(create(file, "back", type, 2), "b.h5:/back", ":").create();
        }
      }
    }
  }

  private static String[] texts(Stream<Origin> origins) {
    return origins.map(Origin::text).toArray(String[]::new);
  }

  private static int[][] numbers(Stream<Origin> origins) {
    return origins.map(Origin::numbers).toArray(int[][]::new);
  }

  @Test
  void textsComeFromTheFileThatHasThem() throws IOException {
    make(VARIABLE_STRING, NestedVirtualTest::texts);
    String[] expected = texts(Origin.all());
    try (Hdf5File file = Hdf5File.open(path('a'))) {
      for (String name : List.of("all", "again")) {
        Dataset all = file.dataset(name);
        assertThat(all.readStrings()).isEqualTo(expected);
        assertThat(all.readPackedStrings().toStrings()).isEqualTo(expected);
        assertThat(all.readStrings(Selection.of("3::7")))
            .isEqualTo(
                IntStream.iterate(3, i -> i < expected.length, i -> i + 7)
                    .mapToObj(i -> expected[i])
                    .toArray(String[]::new));
        assertThat(all.getString(4 * COUNT - 1)).isEqualTo(expected[4 * COUNT - 1]);
      }
      assertThat(file.dataset("back").readStrings())
          .isEqualTo(texts(Stream.concat(Origin.own('a'), Origin.own('b'))));
    }
    assertThat(readByLibhdf5("all", expected.length)).isEqualTo(expected);
    assertThat(readByLibhdf5("again", expected.length)).isEqualTo(expected);
  }

  private String[] readByLibhdf5(String dataset, int count) {
    String[] texts = new String[count];
    try (Libhdf5File file = Libhdf5.open(path('a'));
        PointerPointer<BytePointer> data = new PointerPointer<>(count)) {
      file.readInto(dataset, data);
      Arrays.setAll(texts, i -> data.getString(i, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void sequencesComeFromTheFileThatHasThem() throws IOException {
    make(variableLength(INT32), NestedVirtualTest::numbers);
    int[][] expected = numbers(Origin.all());
    try (Hdf5File file = Hdf5File.open(path('a'))) {
      assertThat(file.dataset("all").read(int[][].class)).isDeepEqualTo(expected);
      assertThat(file.dataset("again").read(int[][].class)).isDeepEqualTo(expected);
      assertThat(file.dataset("back").read(int[][].class))
          .isDeepEqualTo(numbers(Stream.concat(Origin.own('a'), Origin.own('b'))));
    }
  }

  @Test
  void membersComeFromTheFileThatHasThem() throws IOException {
    Compound type =
        compound()
            .member("text", VARIABLE_STRING)
            .member("number", INT32)
            .member("numbers", variableLength(INT32))
            .build();
    make(type, origins -> origins.map(Origin::both).toArray(Both[]::new));
    try (Hdf5File file = Hdf5File.open(path('a'))) {
      for (String name : List.of("all", "again")) {
        DataView all = file.dataset(name).select(Selection.of("1::3"));
        List<Origin> expected = Origin.all().toList();
        Both[] found = all.read(Both[].class);
        assertThat(found).hasSize(expected.size() / 3);
        for (int i = 0; i < found.length; i++) {
          assertThat(found[i]).usingRecursiveComparison().isEqualTo(expected.get(3 * i + 1).both());
        }
      }
    }
  }

  @Test
  void elementsThatNoSourceHasAreTheFillValueOfTheirVirtualDataset() throws IOException {
    try (Hdf5File file = Hdf5File.create(path('c'))) {
      file.write("own", new String[] {"c"});
    }
    try (Hdf5File file = Hdf5File.create(path('b'))) {
      DatasetBuilder some = file.createDataset("some").type(VARIABLE_STRING).shape(3);
      map(some.fill("none of b"), "c.h5:/own", "1:2").create();
    }
    try (Hdf5File file = Hdf5File.create(path('a'))) {
      DatasetBuilder all = file.createDataset("all").type(VARIABLE_STRING).shape(5);
      map(all.fill("none of a"), "b.h5:/some", "1:4").create();
    }
    try (Hdf5File file = Hdf5File.open(path('a'))) {
      assertThat(file.dataset("all").readStrings())
          .containsExactly("none of a", "none of b", "c", "none of b", "none of a");
    }
  }

  @Test
  void sequencesOfSequencesStayInTheirFile() throws IOException {
    Datatype type = variableLength(variableLength(INT32));
    int[][][] values = {{{1, 2}, {3}}, {{}, {4, 5, 6}}};
    for (char name : new char[] {'c', 'b', 'a'}) {
      try (Hdf5File file = Hdf5File.create(path(name))) {
        file.createDataset("own").type(type).shape(2).create().write(values);
        map(file.createDataset("inner").type(type).shape(2), ".:/own", ":").create();
        map(file.createDataset("outer").type(type).shape(2), ".:/inner", ":").create();
        map(file.createDataset("c").type(type).shape(2), "c.h5:/own", ":").create();
        map(file.createDataset("ofB").type(type).shape(2), "b.h5:/inner", ":").create();
        map(file.createDataset("ofC").type(type).shape(2), "b.h5:/c", ":").create();
      }
    }
    try (Hdf5File file = Hdf5File.open(path('a'))) {
      assertThat(file.dataset("outer").read(int[][][].class)).isDeepEqualTo(values);
      for (String name : List.of("ofB", "ofC")) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
            .isThrownBy(() -> file.dataset(name).read(int[][][].class))
            .withMessageContaining("elements that do not point into their file");
      }
    }
  }
}
