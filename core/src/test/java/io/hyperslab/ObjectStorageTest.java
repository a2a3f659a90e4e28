package io.hyperslab;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.testkit.Libhdf5;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.hdf5.H5O_native_info_t;
import org.bytedeco.hdf5.global.hdf5;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the structures of objects take, as libhdf5 has it.
class ObjectStorageTest {
  @TempDir private Path folder;

  private Path write(CreateOptions options) throws IOException {
    Path path = folder.resolve("objects.h5");
    try (Hdf5File file = Hdf5File.create(path, options)) {
      Group many = file.root().createGroup("many");
      for (int i = 0; i < 700; i++) {
        many.linkSoft("a link with a name of its own " + i, "/nowhere");
      }
      file.root().createGroup("few").linkSoft("one", "/nowhere");
      file.root().createGroup("emptied").linkSoft("one", "/nowhere");
      file.root().group("emptied").delete("one");
      writeChunked(file.root());
      file.root()
          .createDataset("outside")
          .type(Datatypes.INT32)
          .shape(10)
          .external("data.raw", 0, 40)
          .create();
      file.root().createDataset("compact").type(Datatypes.INT32).shape(10).compact().create();
      writeAttributes(file.root().write("attributed", new int[] {1, 2, 3}));
      file.root().createNamedDatatype("type", Datatypes.FLOAT64);
    }
    return path;
  }

  private static void writeChunked(Group root) {
    long none = Dataspace.UNLIMITED;
    root.createDataset("fixed").shape(1000).chunks(10).write(new int[1000]);
    root.createDataset("paged").shape(20_000).chunks(5).write(new int[20_000]);
    root.createDataset("filtered").shape(1000).chunks(10).gzip(1).write(new int[1000]);
    root.createDataset("both")
        .shape(50, 50)
        .maxShape(none, none)
        .chunks(2, 2)
        .write(new int[50][50]);
    root.createDataset("unwritten").type(Datatypes.INT32).shape(100).chunks(10).create();
  }

  private static void writeAttributes(Dataset dataset) {
    for (int i = 0; i < 40; i++) {
      dataset.attributes().set("attribute " + i, new double[] {i, i, i});
    }
    dataset.attributes().remove("attribute 3");
  }

  private static List<String> paths(Hdf5File file) {
    List<String> paths = new ArrayList<>(List.of("/"));
    file.root().walk().forEach(object -> paths.add(object.path()));
    return paths;
  }

  /// The numbers of [ObjectStorage], but for the datatype.
  private static List<Long> libraryNumbers(Path path, String object) {
    long file = check("H5Fopen", hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDONLY, 0));
    try (H5O_native_info_t info = new H5O_native_info_t()) {
      check(
          "H5Oget_native_info_by_name",
          hdf5.H5Oget_native_info_by_name(file, object, info, hdf5.H5O_NATIVE_INFO_ALL, 0));
      return List.of(
          info.hdr().space_total(),
          info.hdr().space_free(),
          info.meta_size_obj().index_size(),
          info.meta_size_obj().heap_size(),
          info.meta_size_attr().index_size(),
          info.meta_size_attr().heap_size());
    } finally {
      check("H5Fclose", hdf5.H5Fclose(file));
    }
  }

  private static List<Long> numbers(ObjectStorage storage) {
    return List.of(
        storage.header(),
        storage.headerFree(),
        storage.index(),
        storage.heap(),
        storage.attributeIndex(),
        storage.attributeHeap());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyObjectTakesWhatLibhdf5Says(boolean latest) throws IOException {
    assertThat(Libhdf5.version()).isNotEmpty();
    Path path =
        write(latest ? CreateOptions.defaults().latest() : CreateOptions.defaults().earliest());
    try (Hdf5File file = Hdf5File.open(path)) {
      List<String> paths = paths(file);
      assertThat(paths).contains("/", "/many", "/attributed", "/type", "/both");
      for (String object : paths) {
        assertThat(numbers(file.get(object).storage()))
            .as(object)
            .isEqualTo(libraryNumbers(path, object));
      }
    }
  }

  @Test
  void anExtensibleArrayIsCountedWithItsWholeIndexBlock() throws IOException {
    Path path = folder.resolve("extensible.h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().latest())) {
      file.root()
          .createDataset("data")
          .shape(1)
          .maxShape(Dataspace.UNLIMITED)
          .chunks(1)
          .write(new int[] {1});
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      Dataset data = file.dataset("data");
      assertThat(data.chunkIndex().orElseThrow().type()).isEqualTo(ChunkIndexType.EXTENSIBLE_ARRAY);
      // Header: 12 bytes, six lengths, an address, a checksum. Index block: a signature, two bytes,
      // an address, 4 elements, 6 data blocks, 25 secondary blocks, a checksum (FMT4 VII.D).
      assertThat(data.storage().index())
          .isEqualTo(12 + 6 * 8 + 8 + 4 + (4 + 2 + 8 + (4 + 6 + 25) * 8 + 4));
    }
  }

  @Test
  void theDescriptionOfADatatypeIsCountedWhereverItIs() throws IOException {
    Path path = folder.resolve("types.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root().write("numbers", new double[3]);
      file.root()
          .createDataset("shared")
          .type(file.root().createNamedDatatype("type", Datatypes.INT32))
          .shape(2)
          .create();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      // A header of 8 bytes and 12 of properties; 4 for integers (FMT4 IV.A.2.d).
      assertThat(file.dataset("numbers").storage().datatype()).isEqualTo(20);
      assertThat(file.dataset("shared").storage().datatype()).isEqualTo(12);
      assertThat(file.namedDatatype("type").storage().datatype()).isEqualTo(12);
      assertThat(file.root().storage().datatype()).isZero();
    }
  }
}
