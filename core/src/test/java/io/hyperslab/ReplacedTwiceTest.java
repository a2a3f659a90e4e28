package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.hdf5.hvl_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Elements of variable length that one selection names several times: the last value counts, and
/// what was there before is given back once.
class ReplacedTwiceTest {
  private static final int COUNT = 12;

  /// A value of so many bytes has a collection of its own, which is written at once.
  private static final int LARGE = 10_000;

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("repeated.h5");
  }

  private static String large(char letter) {
    return String.valueOf(letter).repeat(LARGE);
  }

  private static Dataset made(Hdf5File file, Datatype type, boolean chunked) {
    DatasetBuilder builder = file.createDataset("x").type(type).shape(COUNT);
    return chunked ? builder.chunks(5).create() : builder.create();
  }

  private void requireTexts(String... expected) throws IOException {
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("x").readStrings()).isEqualTo(expected);
      assertThat(FileCheck.of(file)).matches(FileCheck::isSound);
    }
    try (Libhdf5File file = Libhdf5.open(path());
        PointerPointer<BytePointer> data = new PointerPointer<>(expected.length)) {
      file.readInto("x", data);
      for (int i = 0; i < expected.length; i++) {
        String text = data.get(i) == null ? "" : data.getString(i, StandardCharsets.UTF_8);
        assertThat(text).isEqualTo(expected[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLargeTextIsReplacedTwiceByOneWrite(boolean chunked) throws IOException {
    String[] expected = new String[COUNT];
    Arrays.fill(expected, "");
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = made(file, VARIABLE_STRING, chunked);
      dataset.write(Selection.of("3"), large('a'));
      dataset.write(Selection.of("[3, 3]"), new String[] {large('b'), large('c')});
      dataset.write(Selection.of("4"), large('d'));
      file.flush();
      dataset.write(Selection.of("5"), large('e'));
      expected[3] = large('c');
      expected[4] = large('d');
      expected[5] = large('e');
      assertThat(dataset.readStrings()).isEqualTo(expected);
    }
    requireTexts(expected);
  }

  @Test
  void theEndOfTheFileStaysBehindWhatIsInUse() throws IOException {
    String[] expected = new String[COUNT];
    Arrays.fill(expected, "");
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = made(file, VARIABLE_STRING, false);
      dataset.write(Selection.of("1"), "small");
      file.flush();
      dataset.write(Selection.of("3"), large('a'));
      dataset.write(Selection.of("[3, 3]"), "tiny");
      dataset.write(Selection.of("4"), large('d'));
      file.flush();
      dataset.write(Selection.of("2"), "2");
    }
    expected[1] = "small";
    expected[2] = "2";
    expected[3] = "tiny";
    expected[4] = large('d');
    requireTexts(expected);
  }

  @Test
  void allTextsOfALargeCollectionAreReplacedTwice() throws IOException {
    int count = 40;
    String[] before = texts(count, 'a');
    String[] expected = texts(count, 'z');
    String[] others = texts(count, 'b');
    int[] twice = IntStream.range(0, 2 * count).map(i -> i % count).toArray();
    String[] written = new String[2 * count];
    Arrays.fill(written, "not the last");
    System.arraycopy(expected, 0, written, count, count);
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = file.createDataset("x").type(VARIABLE_STRING).shape(count).create();
      dataset.write(before);
      dataset.write(Selection.of(Arrays.toString(twice)), written);
      Dataset other = file.write("other", before);
      file.flush();
      Dataset third = file.write("third", others);
      assertThat(other.readStrings()).isEqualTo(before);
      assertThat(third.readStrings()).isEqualTo(others);
    }
    requireTexts(expected);
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("other").readStrings()).isEqualTo(before);
      assertThat(file.dataset("third").readStrings()).isEqualTo(others);
    }
  }

  private static String[] texts(int count, char letter) {
    String[] texts = new String[count];
    Arrays.setAll(texts, i -> String.valueOf(letter).repeat(1000) + i);
    return texts;
  }

  @Test
  void aLargeSequenceIsReplacedTwiceByOneWrite() throws IOException {
    int[][] values = new int[5][];
    for (int i = 0; i < values.length; i++) {
      int value = i;
      values[i] = IntStream.generate(() -> value).limit(LARGE).toArray();
    }
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = made(file, variableLength(INT32), false);
      dataset.write(Selection.of("3"), values[0]);
      dataset.write(Selection.of("[3, 3]"), new int[][] {values[1], values[2]});
      dataset.write(Selection.of("4"), values[3]);
      file.flush();
      dataset.write(Selection.of("5"), values[4]);
    }
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("x").read(int[][].class, Selection.of("3:6")))
          .isDeepEqualTo(new int[][] {values[2], values[3], values[4]});
      assertThat(FileCheck.of(file)).matches(FileCheck::isSound);
    }
    try (Libhdf5File file = Libhdf5.open(path());
        hvl_t data = new hvl_t(COUNT)) {
      file.readInto("x", data);
      for (int i = 3; i < 6; i++) {
        int[] found = new int[(int) data.getPointer(i).len()];
        new IntPointer(data.getPointer(i).p()).get(found);
        assertThat(found).isEqualTo(values[i - 1]);
      }
    }
  }

  /// The sequence is small, and in memory until the commit; what it describes is large.
  @Test
  void aSequenceOfTextsIsReplacedTwiceByOneWrite() throws IOException {
    String[][] values = new String[COUNT + 1][1];
    for (int i = 0; i < values.length; i++) {
      values[i][0] = large((char) ('a' + i));
    }
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = made(file, variableLength(VARIABLE_STRING), false);
      dataset.write(Selection.of("0"), values[COUNT]);
      dataset.write(Selection.of("[0, 0]"), new String[][] {values[1], values[0]});
      for (int i = 1; i < COUNT; i++) {
        dataset.write(Selection.of(String.valueOf(i)), values[i]);
        file.flush();
      }
    }
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("x").read(String[][].class))
          .isDeepEqualTo(Arrays.copyOf(values, COUNT));
      assertThat(FileCheck.of(file)).matches(FileCheck::isSound);
    }
  }

  @Test
  void aMemberIsReplacedTwiceByOneWrite() throws IOException {
    Datatype type = compound().member("id", INT32).member("name", VARIABLE_STRING).build();
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset = made(file, type, true);
      DataView names = dataset.field("name");
      names.write(Selection.of("3"), large('a'));
      names.write(Selection.of("[3, 3]"), new String[] {large('b'), large('c')});
      names.write(Selection.of("4"), large('d'));
      file.flush();
      names.write(Selection.of("5"), large('e'));
    }
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("x").field("name").readStrings(Selection.of("3:6")))
          .containsExactly(large('c'), large('d'), large('e'));
      assertThat(FileCheck.of(file)).matches(FileCheck::isSound);
    }
  }

  /// Whoever copies chunks as they are stored makes elements that lead to the same data.
  @Test
  void elementsThatShareDataAreReplacedByOneWrite() throws IOException {
    String[] before = new String[COUNT];
    String[] expected = new String[COUNT];
    String[] others = new String[COUNT];
    Arrays.fill(before, large('a'));
    Arrays.fill(expected, large('b'));
    Arrays.fill(others, large('c'));
    try (Hdf5File file = Hdf5File.create(path())) {
      Dataset dataset =
          file.createDataset("x").type(VARIABLE_STRING).shape(COUNT).chunks(COUNT / 2).create();
      dataset.write(Selection.of("0:6"), Arrays.copyOf(before, COUNT / 2));
      dataset.writeRawChunk(dataset.readRawChunk(0).orElseThrow(), 0, COUNT / 2);
      assertThat(dataset.readStrings()).isEqualTo(before);
      dataset.write(expected);
      file.write("other", before);
      file.flush();
      file.write("third", others);
      assertThat(dataset.readStrings()).isEqualTo(expected);
    }
    requireTexts(expected);
    try (Hdf5File file = Hdf5File.open(path())) {
      assertThat(file.dataset("other").readStrings()).isEqualTo(before);
      assertThat(file.dataset("third").readStrings()).isEqualTo(others);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 6, 7})
  void textsAreReplacedInAnyOrderWithCommitsAndRollbacksBetween(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    String[] committed = new String[COUNT];
    Arrays.fill(committed, "");
    try (Hdf5File file = Hdf5File.create(path())) {
      made(file, VARIABLE_STRING, random.nextBoolean());
      file.flush();
      String[] expected = committed.clone();
      for (int round = 0; round < 150; round++) {
        int[] indices = random.ints(random.nextInt(1, 7), 0, COUNT).toArray();
        String[] values = new String[indices.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = randomText(random, round);
          expected[indices[i]] = values[i];
        }
        file.dataset("x").write(Selection.of(Arrays.toString(indices)), values);
        assertThat(file.dataset("x").readStrings()).isEqualTo(expected);
        switch (random.nextInt(12)) {
          case 0, 1 -> {
            file.flush();
            committed = expected.clone();
          }
          case 2 -> {
            file.rollback();
            expected = committed.clone();
          }
          default -> {}
        }
      }
      file.flush();
      committed = expected;
    }
    requireTexts(committed);
  }

  private static String randomText(SplittableRandom random, int round) {
    int[] lengths = {0, 20, 1000, LARGE, LARGE, 2 * LARGE};
    int length = lengths[random.nextInt(lengths.length)];
    return length == 0 ? "" : round + "-" + "x".repeat(length - 10) + random.nextInt(10);
  }

  @Test
  void attributesAreReplacedAgainAndAgain() throws IOException {
    try (Hdf5File file = Hdf5File.create(path())) {
      Attributes attributes = file.root().attributes();
      attributes.set("a", large('a')).set("a", large('b')).set("a", large('c'));
      attributes.set("b", large('d'));
      file.flush();
      attributes.set("c", large('e'));
      attributes.set("b", large('f')).set("b", large('g'));
      file.flush();
      attributes.set("d", large('h'));
      assertThat(attributes.get("a").readString()).isEqualTo(large('c'));
    }
    try (Hdf5File file = Hdf5File.open(path())) {
      Attributes attributes = file.root().attributes();
      assertThat(attributes.get("a").readString()).isEqualTo(large('c'));
      assertThat(attributes.get("b").readString()).isEqualTo(large('g'));
      assertThat(attributes.get("c").readString()).isEqualTo(large('e'));
      assertThat(attributes.get("d").readString()).isEqualTo(large('h'));
      assertThat(FileCheck.of(file)).matches(FileCheck::isSound);
    }
    assertThat(Files.size(path())).isLessThan(12L * LARGE);
  }
}
