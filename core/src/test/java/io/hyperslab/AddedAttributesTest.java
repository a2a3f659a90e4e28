package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.hdf5.H5O_info2_t;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.DoublePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Attributes that come to objects of all kinds in any order, and that libhdf5 reads and adds to.
class AddedAttributesTest {
  private static final int OBJECTS = 12;

  @TempDir private Path directory;
  private final Random random = new Random(7);
  private final List<Map<String, Double>> expected = new ArrayList<>();

  private static long check(long result) {
    assertThat(result).as("result of a call of the HDF5 library").isNotNegative();
    return result;
  }

  private static void make(Group root, LibraryVersion low) {
    boolean old = low == LibraryVersion.EARLIEST;
    for (int i = 0; i < OBJECTS; i++) {
      switch (i % 4) {
        case 0 -> root.createGroup("o" + i);
        case 1 -> root.write("o" + i, i);
        // Such headers know the order of attributes, and others when these are too many.
        case 2 ->
            root.createGroup(
                "o" + i, old ? GroupOptions.defaults() : GroupOptions.defaults().trackOrder());
        default ->
            root.createGroup(
                "o" + i,
                old ? GroupOptions.defaults() : GroupOptions.defaults().attributePhaseChange(3, 2));
      }
    }
  }

  /// Sets numbers of two datatypes, most of them new, some in the place of others; removes some.
  private void change(Group root, int changes) {
    for (int i = 0; i < changes; i++) {
      int object = random.nextInt(OBJECTS);
      Attributes attributes = root.get("o" + object).attributes();
      Map<String, Double> known = expected.get(object);
      String name = "a".repeat(1 + random.nextInt(11));
      if (random.nextInt(4) == 0 && known.remove(name) != null) {
        attributes.remove(name);
      } else if (random.nextBoolean()) {
        attributes.set(name, i);
        known.put(name, (double) i);
      } else {
        attributes.set(name, i + 0.5);
        known.put(name, i + 0.5);
      }
    }
  }

  private void assertSame(Group root) {
    for (int i = 0; i < OBJECTS; i++) {
      Map<String, Double> found = new TreeMap<>();
      root.get("o" + i).attributes().forEach(each -> found.put(each.name(), each.readDouble()));
      assertThat(found).as("object %d", i).isEqualTo(expected.get(i));
    }
  }

  /// Reads all with the HDF5 library, and has it add one to each object.
  private void proveToTheLibrary(Path path) {
    hdf5.H5open();
    long file = check(hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDWR, 0));
    for (int i = 0; i < OBJECTS; i++) {
      long object = check(hdf5.H5Oopen(file, "o" + i, 0));
      try (H5O_info2_t info = new H5O_info2_t()) {
        check(hdf5.H5Oget_info3(object, info, hdf5.H5O_INFO_NUM_ATTRS));
        assertThat(info.num_attrs()).isEqualTo(expected.get(i).size());
      }
      for (Map.Entry<String, Double> each : expected.get(i).entrySet()) {
        long attribute = check(hdf5.H5Aopen(object, each.getKey(), 0));
        try (DoublePointer target = new DoublePointer(1)) {
          check(hdf5.H5Aread(attribute, hdf5.H5T_NATIVE_DOUBLE_g(), target));
          assertThat(target.get()).isEqualTo(each.getValue());
        }
        check(hdf5.H5Aclose(attribute));
      }
      check(hdf5.H5Oclose(object));
    }
    check(hdf5.H5Fclose(file));
    try (Libhdf5File more = Libhdf5.openReadWrite(path)) {
      for (int i = 0; i < OBJECTS; i++) {
        if (expected.get(i).put("library", 1.0) == null) {
          byte[] one = new Bytes().u64(Double.doubleToRawLongBits(1)).bytes();
          more.attribute("o" + i, "library", Libhdf5Type.float64(), new long[0], one);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LibraryVersion.class)
  void attributesAreThoseOfAMap(LibraryVersion low) throws IOException {
    for (int i = 0; i < OBJECTS; i++) {
      expected.add(new TreeMap<>());
    }
    Path path = directory.resolve("attributes.h5");
    CreateOptions options = CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST);
    try (Hdf5File file = Hdf5File.create(path, options)) {
      make(file.root(), low);
      change(file.root(), 60);
      assertSame(file.root());
      file.flush();
      change(file.root(), 60);
      assertSame(file.root());
    }
    for (int round = 0; round < 3; round++) {
      proveToTheLibrary(path);
      try (Hdf5File file = Hdf5File.openReadWrite(path)) {
        assertSame(file.root());
        change(file.root(), 80);
        assertSame(file.root());
      }
    }
    proveToTheLibrary(path);
  }

  @Test
  void aNeighbourWithoutAnEndOfItsNameIsRefused() throws IOException {
    Path path = directory.resolve("endless.h5");
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      // In old attributes a name is padded to 8 bytes: this one is, by its NUL.
      file.attribute("/", "endless", Libhdf5Type.int32(), new long[0], new byte[4]);
    }
    byte[] image = Files.readAllBytes(path);
    int at = new String(image, StandardCharsets.ISO_8859_1).indexOf("endless");
    image[at + 7] = 'x';
    WritableStorage storage = WritableStorage.memory(image);
    try (Hdf5File file = Hdf5File.openReadWrite(storage, OpenOptions.defaults())) {
      Attributes attributes = file.root().attributes();
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> attributes.set("other", 1));
    }
  }
}
