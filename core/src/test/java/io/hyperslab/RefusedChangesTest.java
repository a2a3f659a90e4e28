package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What cannot be done is refused in words that tell what and where, and has changed nothing: the
/// file's bytes are the same, and what is done after it comes out as if it had not been tried.
class RefusedChangesTest {
  private static final String NAME = "memory";

  /// The file that is to stay as it is, in each dialect.
  private static final Map<LibraryVersion, byte[]> BEFORE = new EnumMap<>(LibraryVersion.class);

  /// The same after [#changeForGood(Hdf5File)].
  private static final Map<LibraryVersion, byte[]> AFTER = new EnumMap<>(LibraryVersion.class);

  enum Color {
    RED,
    GREEN
  }

  static Stream<Arguments> refusals() {
    return Stream.of(LibraryVersion.EARLIEST, LibraryVersion.V18, LibraryVersion.LATEST)
        .flatMap(low ->
            Stream.of(
                    RefusedLinks.all(),
                    RefusedAttributes.all(),
                    RefusedDatasets.all(),
                    RefusedElements.all())
                .flatMap(List::stream)
                .map(refused -> Arguments.of(low, refused)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusals")
  void saysWhyAndChangesNothing(LibraryVersion low, RefusedChange refused) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory(before(low));
    try (Hdf5File file = open(medium, low)) {
      requireRefusal(refused, catchThrowable(() -> refused.work().change(file)));
    }
    requireSame(medium.toBytes(), before(low));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusals")
  void hindersNothingElse(LibraryVersion low, RefusedChange refused) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory(before(low));
    try (Hdf5File file = open(medium, low)) {
      requireRefusal(refused, catchThrowable(() -> refused.work().change(file)));
      changeForGood(file);
    }
    requireSame(medium.toBytes(), after(low));
  }

  private static void requireSame(byte[] found, byte[] expected) {
    assertThat(Arrays.mismatch(found, expected))
        .as("first difference between files of %d and %d bytes", found.length, expected.length)
        .isEqualTo(-1);
  }

  private static void requireRefusal(RefusedChange refused, Throwable thrown) {
    assertThat(thrown).isInstanceOf(refused.error()).hasMessageContaining(refused.message());
    if (thrown instanceof Hdf5Exception e) {
      assertThat(e.file()).contains(NAME);
      assertThat(e.objectPath()).isPresent();
    }
  }

  private static Hdf5File open(GrowableMemoryStorage medium, LibraryVersion low)
      throws IOException {
    return Hdf5File.openReadWrite(
        medium, OpenOptions.defaults().libraryVersions(low, LibraryVersion.LATEST));
  }

  private static byte[] before(LibraryVersion low) throws IOException {
    byte[] known = BEFORE.get(low);
    if (known == null) {
      GrowableMemoryStorage medium = WritableStorage.memory();
      try (Hdf5File file =
          Hdf5File.create(
              medium, CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST))) {
        fill(file);
      }
      known = medium.toBytes();
      BEFORE.put(low, known);
    }
    return known;
  }

  private static byte[] after(LibraryVersion low) throws IOException {
    byte[] known = AFTER.get(low);
    if (known == null) {
      GrowableMemoryStorage medium = WritableStorage.memory(before(low));
      try (Hdf5File file = open(medium, low)) {
        changeForGood(file);
      }
      known = medium.toBytes();
      AFTER.put(low, known);
    }
    return known;
  }

  private static void fill(Hdf5File file) {
    file.write("numbers", new int[][] {{1, 2, 3}, {4, 5, 6}});
    file.createDataset("grow")
        .type(INT32)
        .maxShape(10, 3)
        .chunks(2, 3)
        .write(new int[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    file.createDataset("packed").shuffle().gzip(4).fletcher32().chunks(4).write(new long[10]);
    file.createDataset("compact").type(INT16).compact().write(new short[] {1, 2, 3});
    file.createDataset("nothing").type(INT32).empty().create();
    file.createDataset("never").type(INT32).shape(5).create();
    file.createDataset("early")
        .type(INT32)
        .shape(5)
        .maxShape(Dataspace.UNLIMITED)
        .chunks(2)
        .allocation(Dataset.AllocationTime.EARLY)
        .create();
    file.createDataset("virtual")
        .type(INT32)
        .shape(3)
        .map(new VirtualSource(".", "/numbers", Selection.of("0, 0:2"), Selection.of("0:2")))
        .create();
    file.write("strings", new String[] {"one", "two", "three"});
    file.createDataset("fixed").type(fixedString(4)).write(new String[] {"ab", "cd"});
    file.createDataset("bytes").type(INT8).write(new byte[] {1, 2, 3});
    file.write("colors", Color.values());
    file.root().createNamedDatatype("type", INT16);
    Group group = file.createGroup("g/h/deep").file().group("g");
    group.attributes().set("a", 1).set("b", "text").set("c", new String[] {"x", "y"});
    group.write("data", 1.5).attributes().set("unit", "m");
    for (int i = 0; i < 12; i++) {
      file.createGroup("many/" + i).attributes().set("number", i);
      group.group("h").attributes().set("a" + i, i);
    }
    file.root().linkSoft("soft", "/g/h");
    file.root().linkSoft("dangling", "/nowhere");
    file.root().linkHard("again", group);
  }

  /// Changes that are right.
  private static void changeForGood(Hdf5File file) {
    file.createGroup("new/group").attributes().set("x", 1).set("text", "some text");
    file.dataset("grow").append(new int[] {10, 11, 12});
    file.dataset("strings").write(Selection.of("1"), "more than there was");
    file.dataset("packed").write(Selection.of("2:9"), 7);
    file.dataset("never").write(Selection.of("1"), 7);
    file.dataset("early").resize(9);
    file.group("g").attributes().set("c", new String[] {"a", "b"}).remove("a");
    file.delete("many/3");
    file.move("colors", "g/colors");
    file.write("new/values", new String[] {"p", "q"});
  }
}
