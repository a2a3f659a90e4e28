package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.OBJECT_REFERENCE;
import static io.hyperslab.datatype.Datatypes.REFERENCE;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.enumeration;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.nativeComplex;
import static io.hyperslab.datatype.Datatypes.opaque;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static io.hyperslab.datatype.Datatypes.variableString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import io.hyperslab.testkit.Libhdf5Type.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Bounds of library versions mean what they mean to libhdf5: structures are of the versions that
/// it chooses, and nothing is written that the higher bound cannot read.
class LibraryVersionsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Libhdf5.Dialect.class)
  void structuresAreOfTheVersionsThatLibhdf5Chooses(Libhdf5.Dialect dialect) throws IOException {
    Path theirs = directory.resolve("theirs.h5");
    try (Libhdf5File file = Libhdf5.create(theirs, dialect)) {
      fill(file);
    }
    Path ours = directory.resolve("ours.h5");
    LibraryVersion low = LibraryVersion.valueOf(dialect.name());
    try (Hdf5File file =
        Hdf5File.create(
            ours, CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST))) {
      fill(file);
    }
    assertThat(structures(ours)).containsExactlyEntriesOf(structures(theirs));
  }

  private static void fill(Libhdf5File file) {
    file.group("group").softLink("soft", "/group").group("group/inner");
    for (int i = 0; i < 12; i++) {
      file.group("group/inner/" + i);
      file.attribute("group/inner", "a" + i, Libhdf5Type.int32(), new long[0], new byte[4]);
    }
    file.attribute("group", "few", Libhdf5Type.float64(), new long[] {2}, new byte[16]);
    byte[] data = new byte[400];
    Libhdf5Layout chunked = Libhdf5Layout.chunked(3, 4);
    Libhdf5Type type = Libhdf5Type.int32();
    long[] shape = {10, 10};
    file.dataset("contiguous", type, shape, Libhdf5Layout.contiguous(), data);
    file.dataset("unwritten", type, shape, Libhdf5Layout.contiguous(), new byte[0]);
    file.dataset("compact", type, shape, Libhdf5Layout.compact(), data);
    file.dataset("scalar", type, new long[0], Libhdf5Layout.contiguous(), new byte[4]);
    file.dataset("chunked", type, shape, chunked, data);
    file.dataset("filtered", type, shape, chunked.shuffled().deflated().checksummed(), data);
    file.dataset("early", type, shape, chunked.early(), data);
    file.dataset("single", type, shape, Libhdf5Layout.chunked(10, 10), data);
    file.dataset("singleFiltered", type, shape, Libhdf5Layout.chunked(10, 10).deflated(), data);
    file.dataset("growing", type, shape, chunked.growingTo(-1L, 10L), data);
    file.dataset("growingFar", type, shape, chunked.growingTo(-1L, -1L), data);
    file.dataset("growingLittle", type, shape, chunked.growingTo(20L, 10L), data);
    file.dataset("packed", type, shape, chunked.packed(), data);
    int i = 0;
    for (Libhdf5Type each :
        List.of(
            Libhdf5Type.int8(),
            Libhdf5Type.float32(),
            Libhdf5Type.string(5),
            Libhdf5Type.variableString(),
            Libhdf5Type.opaque(7, "tag"),
            Libhdf5Type.enumeration("A", "B"),
            Libhdf5Type.int32().arrays(2, 3),
            Libhdf5Type.int64().sequences(),
            Libhdf5Type.compound(
                new Member("a", Libhdf5Type.int8()),
                new Member("b", Libhdf5Type.int32().arrays(3))),
            Libhdf5Type.compound(new Member("a", Libhdf5Type.int8())),
            Libhdf5Type.objectReference())) {
      file.dataset("type" + i++, each, new long[] {2}, Libhdf5Layout.contiguous(), new byte[0]);
    }
    file.commit("committed", Libhdf5Type.opaque(3, "tag"));
  }

  private static void fill(Hdf5File file) {
    file.createGroup("group");
    file.root().linkSoft("soft", "/group");
    file.createGroup("group/inner");
    for (int i = 0; i < 12; i++) {
      file.createGroup("group/inner/" + i);
      file.group("group/inner").attributes().set("a" + i, 0);
    }
    file.group("group").attributes().set("few", new double[2]);
    create(file, "contiguous", DatasetBuilder::contiguous).write(0);
    create(file, "unwritten", DatasetBuilder::contiguous);
    create(file, "compact", DatasetBuilder::compact).write(0);
    create(file, "scalar", DatasetBuilder::scalar).write(0);
    create(file, "chunked", builder -> builder.chunks(3, 4)).write(0);
    create(file, "filtered", builder -> builder.chunks(3, 4).shuffle().gzip(6).fletcher32())
        .write(0);
    create(file, "early", builder -> builder.chunks(3, 4).allocation(Dataset.AllocationTime.EARLY))
        .write(0);
    create(file, "single", builder -> builder.chunks(10, 10)).write(0);
    create(file, "singleFiltered", builder -> builder.chunks(10, 10).gzip(6)).write(0);
    create(file, "growing", builder -> builder.chunks(3, 4).maxShape(Dataspace.UNLIMITED, 10))
        .write(0);
    create(
            file,
            "growingFar",
            builder -> builder.chunks(3, 4).maxShape(Dataspace.UNLIMITED, Dataspace.UNLIMITED))
        .write(0);
    create(file, "growingLittle", builder -> builder.chunks(3, 4).maxShape(20, 10)).write(0);
    create(file, "packed", builder -> builder.chunks(3, 4).filter(FilterSpec.nbit())).write(0);
    int i = 0;
    for (Datatype each :
        List.of(
            INT8,
            FLOAT32,
            fixedString(5, CharacterSet.ASCII, Padding.NULL_TERMINATED),
            variableString(CharacterSet.ASCII),
            opaque(7, "tag"),
            enumeration(INT8, "A", "B"),
            array(INT32, 2, 3),
            variableLength(INT64),
            compound().member("a", INT8).member("b", array(INT32, 3)).build(),
            compound().member("a", INT8).build(),
            OBJECT_REFERENCE)) {
      file.createDataset("type" + i++).type(each).shape(2).create();
    }
    file.root().createNamedDatatype("committed", opaque(3, "tag"));
  }

  private static Dataset create(Hdf5File file, String name, Consumer<DatasetBuilder> layout) {
    DatasetBuilder builder = file.createDataset(name).type(INT32).shape(10, 10);
    layout.accept(builder);
    return builder.create();
  }

  /// The versions of everything, by the place where it is.
  private static Map<String, String> structures(Path path) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Hdf5File file = Hdf5File.open(path)) {
      all.put("superblock", String.valueOf(file.properties().superblockVersion()));
      file.walk().forEach(object -> all.put(object.path(), structures(object)));
    }
    return all;
  }

  private static String structures(Hdf5Object object) {
    ObjectHeader header = object.model().header();
    List<String> messages = new ArrayList<>();
    for (RawMessage message : header.rawMessages()) {
      describe(message).ifPresent(messages::add);
    }
    Collections.sort(messages);
    String index =
        header
            .find(DataLayoutMessage.class)
            .filter(DataLayoutMessage.Chunked.class::isInstance)
            .map(layout ->
                ((DataLayoutMessage.Chunked) layout).indexing().getClass().getSimpleName())
            .orElse("");
    return "header " + header.version() + " " + String.join(", ", messages) + " " + index;
  }

  /// Type and version, which is the first byte of most messages.
  private static Optional<String> describe(RawMessage message) {
    MessageType type = MessageType.of(message.type()).orElse(MessageType.NIL);
    return switch (type) {
      // Times are stored on request only, as h5py has it.
      case NIL, CONTINUATION, MODIFICATION_TIME -> Optional.empty();
      case SYMBOL_TABLE, OLD_FILL_VALUE -> Optional.of(type.toString());
      // Version 4 tells nothing of the datatypes here that version 3 does not: it is not written.
      case DATATYPE -> Optional.of(type + " " + Math.min(3, version(message) >> 4));
      default -> Optional.of(type + " " + version(message));
    };
  }

  private static int version(RawMessage message) {
    return message.body().rest("message").u8();
  }

  @ParameterizedTest
  @CsvSource({"EARLIEST,0", "V18,2", "V110,3", "V112,3", "V114,3", "V200,3"})
  void theSuperblockIsThatOfTheLowerBound(LibraryVersion low, int version) throws IOException {
    try (Hdf5File file = file(low, LibraryVersion.LATEST)) {
      assertThat(file.properties().superblockVersion()).isEqualTo(version);
    }
  }

  private static Hdf5File file(LibraryVersion low, LibraryVersion high) throws IOException {
    return Hdf5File.create(
        WritableStorage.memory(), CreateOptions.defaults().libraryVersions(low, high));
  }

  private static void requireRefused(
      LibraryVersion high, LibraryVersion needed, Consumer<Hdf5File> work) throws IOException {
    LibraryVersion low = LibraryVersion.EARLIEST;
    try (Hdf5File file = file(low, high)) {
      file.write("there", 1);
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> work.accept(file))
          .withMessageContaining("highest version is " + high)
          .withMessageContaining(needed + " or later");
      assertThat(file.root().names()).containsExactly("there");
      assertThat(file.dataset("there").attributes().stream()).isEmpty();
    }
    try (Hdf5File file = file(low, needed)) {
      file.write("there", 1);
      work.accept(file);
    }
  }

  @Test
  void nothingIsWrittenThatTheHigherBoundCannotRead() throws IOException {
    LibraryVersion earliest = LibraryVersion.EARLIEST;
    LibraryVersion v18 = LibraryVersion.V18;
    LibraryVersion v110 = LibraryVersion.V110;
    LibraryVersion v112 = LibraryVersion.V112;
    LibraryVersion v114 = LibraryVersion.V114;
    LibraryVersion v200 = LibraryVersion.V200;
    requireRefused(
        earliest, v18, file -> file.createGroup("x", GroupOptions.defaults().trackOrder()));
    requireRefused(
        earliest,
        v18,
        file -> file.createGroup("x", GroupOptions.defaults().attributePhaseChange(4, 2)));
    requireRefused(
        earliest, v18, file -> file.createDataset("x").type(INT32).shape(1).trackOrder().create());
    requireRefused(
        v18,
        v110,
        file ->
            file.createDataset("x")
                .type(INT32)
                .shape(3)
                .map(new VirtualSource(".", "/y", Selection.all(), Selection.all()))
                .create());
    requireRefused(
        v18,
        v110,
        file ->
            file.createDataset("x")
                .type(INT32)
                .shape(3)
                .chunks(2)
                .gzip(1)
                .partialChunksUnfiltered()
                .create());
    requireRefused(v110, v112, file -> file.createDataset("x").type(REFERENCE).shape(3).create());
    requireRefused(v110, v112, file -> file.root().createNamedDatatype("x", REFERENCE));
    requireRefused(v110, v112, file -> file.dataset("there").attributes().setEmpty("x", REFERENCE));
    requireRefused(
        v114, v200, file -> file.createDataset("x").type(nativeComplex(FLOAT64)).shape(3).create());
    requireRefused(
        v112,
        v200,
        file ->
            file.root()
                .createNamedDatatype("x", compound().member("c", nativeComplex(FLOAT64)).build()));
  }

  @ParameterizedTest
  @CsvSource({"EARLIEST", "V18", "V110", "V112"})
  void whatNeedsNothingNewIsWrittenWithNarrowBounds(LibraryVersion version) throws IOException {
    try (Hdf5File file = file(version, version)) {
      file.write("x", new double[] {1, 2});
      file.createDataset("y")
          .type(INT32)
          .shape(0)
          .maxShape(Dataspace.UNLIMITED)
          .gzip(1)
          .create()
          .append(new int[] {1, 2});
      file.write("z", new String[] {"a", "b"}).attributes().set("a", "b");
      for (int i = 0; i < 20; i++) {
        file.createGroup("many/" + i);
        file.group("many").attributes().set("a" + i, i);
      }
      file.flush();
      assertThat(file.dataset("y").readInts()).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LibraryVersion.class,
      names = {"EARLIEST", "V18", "V110"})
  void aFileIsEditedInTheDialectOfItsSuperblock(LibraryVersion low) throws IOException {
    Path path = directory.resolve("file.h5");
    try (Hdf5File file =
        Hdf5File.create(
            path, CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST))) {
      fill(file);
    }
    Map<String, String> expected = structures(path);
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      for (String name : file.root().names()) {
        file.delete(name);
      }
      fill(file);
    }
    assertThat(structures(path)).containsExactlyEntriesOf(expected);
  }
}
