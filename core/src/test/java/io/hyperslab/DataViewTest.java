package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Views: members, other datatypes, character sets, parts of parts.
class DataViewTest {
  private static final int COUNT = 10;
  private static final int SIZE = 16;

  @TempDir Path directory;

  record Place(short x, short y) {}

  record Swapped(short y, int id) {}

  /// Compounds of `id`, `value`, and `x` and `y`, made by libhdf5.
  private Path stations(Libhdf5Layout layout) {
    Path path = directory.resolve("stations.h5");
    Libhdf5Type int16 = Libhdf5Type.int16BigEndian();
    Libhdf5Type type =
        Libhdf5Type.compound(
            new Libhdf5Type.Member("id", Libhdf5Type.int32()),
            new Libhdf5Type.Member("value", Libhdf5Type.float64()),
            new Libhdf5Type.Member("x", int16),
            new Libhdf5Type.Member("y", int16));
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      file.dataset("stations", type, new long[] {COUNT}, layout, elements(0));
    }
    return path;
  }

  private static byte[] elements(int added) {
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < COUNT; i++) {
      bytes.putInt(i).putDouble(i / 2.0);
      bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) (i + added)).putShort((short) -i);
      bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
    return bytes.array();
  }

  static Stream<Libhdf5Layout> layouts() {
    return Stream.of(
        Libhdf5Layout.contiguous(),
        Libhdf5Layout.compact(),
        Libhdf5Layout.chunked(3),
        Libhdf5Layout.chunked(4).shuffled().deflated());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aMemberIsWrittenAndTheOthersStay(Libhdf5Layout layout) throws IOException {
    Path path = stations(layout);
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      DataView x = file.dataset("stations").field("x");
      int[] xs = x.readInts();
      x.write(Arrays.stream(xs).map(i -> i + 100).toArray());
    }
    assertThat(stored(path)).isEqualTo(elements(100));
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      file.dataset("stations").field("value").write(Selection.of("[7, 1]"), new double[] {70, 10});
      file.dataset("stations").field("id").write(Selection.of("2:4"), 5);
    }
    ByteBuffer expected = ByteBuffer.wrap(elements(100)).order(ByteOrder.LITTLE_ENDIAN);
    expected.putDouble(7 * SIZE + 4, 70).putDouble(SIZE + 4, 10);
    expected.putInt(2 * SIZE, 5).putInt(3 * SIZE, 5);
    assertThat(stored(path)).isEqualTo(expected.array());
  }

  private static byte[] stored(Path path) {
    try (Libhdf5File file = Libhdf5.open(path)) {
      return file.read("stations");
    }
  }

  @Test
  void severalMembersAreReadAndWrittenInTheOrderAskedFor() throws IOException {
    Path path = stations(Libhdf5Layout.chunked(4));
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      DataView view = file.dataset("stations").fields("y", "id");
      assertThat(view.datatype())
          .isEqualTo(compound().member("y", INT16.bigEndian()).member("id", INT32).build());
      assertThat(view.read(Swapped[].class, Selection.of("3")))
          .containsExactly(new Swapped((short) -3, 3));
      view.write(Selection.of("3"), new Swapped((short) 33, 333));
      assertThat(file.dataset("stations").fields("x", "y").read(Place[].class))
          .contains(new Place((short) 3, (short) 33), new Place((short) 4, (short) -4));
      assertThat(view.field("id").getInt(3)).isEqualTo(333);
      assertThat(file.dataset("stations").field("value").getDouble(3)).isEqualTo(1.5);
    }
  }

  @Test
  void membersThatAreNotThereAreRefused() throws IOException {
    try (Hdf5File file = Hdf5File.open(stations(Libhdf5Layout.contiguous()))) {
      Dataset stations = file.dataset("stations");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> stations.field("z"))
          .withMessageContaining("stations.h5: /stations")
          .withMessageContaining("'z'");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> stations.fields("x", "z"));
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> stations.field("x").field("x"));
      assertThatIllegalArgumentException().isThrownBy(stations::fields);
      assertThatIllegalArgumentException().isThrownBy(() -> stations.fields("x", "x"));
      assertThatExceptionOfType(ReadOnlyFileException.class)
          .isThrownBy(() -> stations.field("x").write(1));
    }
  }

  @Test
  void whatDoesNotFitAMemberChangesNothing() throws IOException {
    Path path = stations(Libhdf5Layout.contiguous());
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      DataView x = file.dataset("stations").field("x");
      assertThatExceptionOfType(DatatypeMismatchException.class).isThrownBy(() -> x.write(40_000));
      assertThatIllegalArgumentException().isThrownBy(() -> x.write(new int[] {1, 2, 3}));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> x.write(Selection.of("10"), 1));
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> x.as(INT64).write(1));
      x.with(Conversion.CLIP).write(Selection.of("0"), 40_000);
      assertThat(x.getInt(0)).isEqualTo(Short.MAX_VALUE);
    }
    byte[] expected = elements(0);
    expected[12] = 0x7f;
    expected[13] = (byte) 0xff;
    assertThat(stored(path)).isEqualTo(expected);
  }

  record Named(String name, int[] marks, int id) {}

  @Test
  void dataOfVariableLengthInOtherMembersStays() throws IOException {
    Compound type =
        compound()
            .member("name", VARIABLE_STRING)
            .member("marks", variableLength(INT32))
            .member("id", INT32)
            .build();
    Named fill = new Named("nobody", new int[] {9}, -1);
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset named =
          file.createDataset("named").type(type).shape(50).chunks(20).gzip(1).fill(fill).create();
      named.write(Selection.of("3"), new Named("drei", new int[] {3, 33}, 3));
      String[] names = new String[25];
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < names.length; i++) {
          names[i] = "name " + i + " of round " + round;
        }
        named.field("name").write(Selection.of("::2"), names);
        named.fields("id", "marks").write(Selection.of("3"), new Marked(30, new int[] {round}));
        assertThat(named.field("name").readStrings(Selection.of("::2"))).isEqualTo(names);
        assertThat(named.field("name").getString(3)).isEqualTo("drei");
        assertThat(named.field("name").getString(5)).isEqualTo("nobody");
        assertThat(named.field("marks").read(int[][].class, Selection.of("2:5")))
            .isDeepEqualTo(new int[][] {{9}, {round}, {9}});
      }
      named.write(Selection.of("4"), fill);
      assertThat(named.field("marks").read(int[][].class, Selection.of("48:")))
          .isDeepEqualTo(new int[][] {{9}, {9}});
    }
  }

  record Marked(int id, int[] marks) {}

  @Test
  void partsOfPartsCanBeReadAndWritten() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset data = file.createDataset("x").type(INT32).shape(6, 5).create();
      DataView odd = data.select(Selection.of("1::2, 1:"));
      odd.write(Selection.of("1, ::-1"), new int[] {1, 2, 3, 4});
      odd.select(Selection.of(":, 0")).write(Selection.of("[0, 2]"), 7);
      assertThat(data.read(int[][].class))
          .isDeepEqualTo(
              new int[][] {
                {0, 0, 0, 0, 0},
                {0, 7, 0, 0, 0},
                {0, 0, 0, 0, 0},
                {0, 4, 3, 2, 1},
                {0, 0, 0, 0, 0},
                {0, 7, 0, 0, 0}
              });
      assertThat(odd.dataspace().shape()).containsExactly(3, 4);
      assertThat(odd.readInts(Selection.of("1:, :2"))).containsExactly(4, 3, 7, 0);
      assertThat(odd.getInt(-1, 0)).isEqualTo(7);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> odd.readInts(Selection.of("3")));
    }
  }

  @Test
  void attributesHaveViewsTooButAreNotWrittenThroughThem() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      file.root().attributes().set("a", new int[][] {{1, 2, 3}, {4, 5, 6}});
      Attribute attribute = file.root().attributes().get("a");
      assertThat(attribute.readInts(Selection.of("::-1, 1"))).containsExactly(5, 2);
      assertThat(attribute.getInt(1, -1)).isEqualTo(6);
      assertThat(attribute.as(FLOAT32).read().datatype()).isEqualTo(FLOAT32);
      float[] out = new float[6];
      attribute.readInto(NdArray.of(out, 2, 3));
      assertThat(out).containsExactly(1, 2, 3, 4, 5, 6);
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> attribute.select(Selection.of("0")).write(1))
          .withMessageContaining("attribute");
    }
  }

  @Test
  void elementsAreReadAsAnotherDatatype() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset data = file.write("x", new double[] {1, 2.5, 300, -1});
      DataView bytes = data.as(UINT8);
      assertThat(bytes.datatype()).isEqualTo(UINT8);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(bytes::read)
          .withMessageContaining("element 1")
          .withMessageContaining("2.5");
      // As libhdf5 converts: cut towards 0, clipped.
      assertThat(bytes.with(Conversion.CLIP).readInts()).containsExactly(1, 2, 255, 0);
      assertThat(data.as(FLOAT64).read().datatype()).isEqualTo(FLOAT64);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> data.as(VARIABLE_STRING))
          .withMessageContaining("float64")
          .withMessageContaining("string");
      Dataset pairs = file.createDataset("pairs").type(array(INT16, 2)).shape(2).create();
      pairs.write(new int[][] {{1, 2}, {3, 4}});
      assertThat(pairs.as(INT64).read().shape()).containsExactly(2, 2);
      assertThat(pairs.as(array(INT64, 2)).readLongs(Selection.of("1"))).containsExactly(3, 4);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> pairs.as(array(INT64, 3)));
    }
  }

  @Test
  void textsAreReadAndWrittenAsTheyAreOrRefused() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      NdArray withNul = NdArray.of(new String[] {"a", "a\0b"});
      Dataset fixed = file.createDataset("fixed").type(fixedString(8)).shape(2).create();
      fixed.write(withNul);
      assertThat(fixed.readStrings()).containsExactly("a", "a\0b");
      assertThat(fixed.as(fixedString(4)).readStrings()).containsExactly("a", "a\0b");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> fixed.as(VARIABLE_STRING).readStrings())
          .withMessageContaining("element 1");
      assertThat(fixed.as(VARIABLE_STRING).with(Conversion.CLIP).readStrings())
          .containsExactly("a", "a");
      Dataset variable = file.createDataset("variable").type(VARIABLE_STRING).shape(2).create();
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> variable.write(withNul))
          .withMessageContaining("element 1");
      Datatype spaces = fixedString(3, CharacterSet.UTF8, Padding.SPACE_PADDED);
      Dataset padded = file.createDataset("padded").type(spaces).shape(2).create();
      // Nothing was written to it.
      assertThat(padded.as(VARIABLE_STRING).readStrings()).containsExactly("", "");
      assertThat(padded.as(fixedString(2)).readStrings()).containsExactly("", "");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> padded.write(NdArray.of(new String[] {"a", "b "})))
          .withMessageContaining("element 1");
      padded.write(NdArray.of(new String[] {"a", " b"}));
      assertThat(padded.as(VARIABLE_STRING).readStrings()).containsExactly("a", " b");
      padded.with(Conversion.CLIP).write(NdArray.of(new String[] {"éé", "aé€"}));
      assertThat(padded.readStrings()).containsExactly("é", "aé");
      Datatype ascii = fixedString(8, CharacterSet.ASCII);
      Dataset plain = file.createDataset("plain").type(ascii).shape(2).create();
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> plain.write(NdArray.of(new String[] {"a", "é"})))
          .withMessageContaining("ASCII");
    }
  }

  @Test
  void textAndSequencesAreReadInOtherForms() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset texts = file.write("texts", new String[] {"a", "", "zwölf"});
      NdArray fixed = texts.as(fixedString(6)).read();
      assertThat(fixed.segment().byteSize()).isEqualTo(18);
      assertThat(fixed.toStrings()).containsExactly("a", "", "zwölf");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> texts.as(fixedString(3)).read())
          .withMessageContaining("element 2");
      // Never half a character.
      assertThat(texts.as(fixedString(3)).with(Conversion.CLIP).readStrings())
          .containsExactly("a", "", "zw");
      Dataset fixedTexts = file.createDataset("fixed").type(fixedString(6)).shape(3).create();
      fixedTexts.write(texts.read());
      assertThat(fixedTexts.as(VARIABLE_STRING).readStrings()).containsExactly("a", "", "zwölf");
      Datatype sequences = variableLength(INT16);
      Dataset ragged = file.createDataset("ragged").type(sequences).shape(3).create();
      ragged.write(new int[][] {{1, 2, 3}, {}, {4}});
      assertThat(ragged.as(variableLength(FLOAT64)).read(double[][].class))
          .isDeepEqualTo(new double[][] {{1, 2, 3}, {}, {4}});
      ragged.write(Selection.of("2"), new int[] {400});
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> ragged.as(variableLength(INT8)).read(byte[][].class));
    }
  }

  @Test
  void textIsDecodedInTheCharacterSetAskedFor() throws IOException {
    Path path = directory.resolve("texts.h5");
    byte[] stored = {'z', 'w', (byte) 0xf6, 'l', 'f', 0, 'a', 0, 0, 0, 0, 0};
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      long[] shape = {2};
      file.dataset("t", Libhdf5Type.string(6), shape, Libhdf5Layout.contiguous(), stored);
      file.texts("v", Libhdf5Layout.contiguous(), "zwölf", "");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      Dataset texts = file.dataset("t");
      assertThat(texts.strings(StandardCharsets.ISO_8859_1).readStrings())
          .containsExactly("zwölf", "a");
      assertThat(texts.strings(StandardCharsets.ISO_8859_1).getString(0)).isEqualTo("zwölf");
      assertThat(texts.strings(StandardCharsets.ISO_8859_1).read(String[].class))
          .containsExactly("zwölf", "a");
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> texts.strings(StandardCharsets.UTF_8).readStrings())
          .withMessageContaining("text of element 0")
          .withMessageContaining("UTF-8");
      assertThat(texts.strings(StandardCharsets.UTF_8, CodingErrorAction.REPLACE).readStrings())
          .containsExactly("zw\ufffdlf", "a");
      assertThat(texts.strings(StandardCharsets.US_ASCII, CodingErrorAction.IGNORE).getString(0))
          .isEqualTo("zwlf");
      assertThat(texts.readStrings()).containsExactly("zw\udcf6lf", "a");
      assertThat(texts.readByteStrings())
          .isDeepEqualTo(new byte[][] {{'z', 'w', (byte) 0xf6, 'l', 'f'}, {'a'}});
      assertThat(file.dataset("v").readByteStrings())
          .isDeepEqualTo(new byte[][] {"zwölf".getBytes(StandardCharsets.UTF_8), {}});
      assertThat(file.dataset("v").strings(StandardCharsets.UTF_8).readStrings())
          .containsExactly("zwölf", "");
    }
  }

  @Test
  void onlyTextHasACharacterSet() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset numbers = file.write("x", 1);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> numbers.strings(StandardCharsets.UTF_8));
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(numbers::readByteStrings);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(numbers::readReferences);
      Dataset text = file.write("t", "x");
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> text.strings(StandardCharsets.UTF_8).write("y"));
    }
  }

  @Test
  void emptyDatasetsReadAsNothing() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset empty = file.createDataset("e").type(INT32).empty().create();
      assertThat(empty.as(FLOAT32).readFloats()).isEmpty();
      assertThat(empty.select(Selection.all()).readInts()).isEmpty();
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(empty::readInt);
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> empty.write(1))
          .withMessageContaining("null");
      assertThatIllegalArgumentException().isThrownBy(() -> empty.readInto(NdArray.of(new int[3])));
    }
  }

  @Test
  void referencesAreReadAsWhatTheySay() throws IOException {
    try (Hdf5File file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset target = file.write("target", new int[] {1, 2, 3, 4});
      Dataset references = file.write("refs", new ObjectReference[] {target.reference()});
      assertThat(references.readReferences())
          .containsExactly(new StoredReference.ToObject(target.reference(), Optional.empty()));
      RegionReference region = target.regionReference(Selection.of("1:3"));
      Dataset regions = file.write("regions", new RegionReference[] {region});
      assertThat(regions.readReferences()[0])
          .isInstanceOfSatisfying(
              StoredReference.ToRegion.class,
              found ->
                  assertThat(target.read(found.selection().orElseThrow()).toInts())
                      .containsExactly(2, 3));
    }
  }
}
