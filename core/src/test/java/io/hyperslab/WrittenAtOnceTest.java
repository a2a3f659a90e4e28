package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.NameExistsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.DoublePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Datasets whose elements are there when they are made, and objects with attributes that are set
/// right after. What is stored is asked of libhdf5.
class WrittenAtOnceTest {
  /// Elements around all sizes at which something is done another way.
  private static final int[] COUNTS = {1, 8, 511, 512, 513, 8191, 8192, 8193, 20_000};

  private static final int FILLERS = 12;

  @TempDir Path directory;

  private static double[] values(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = count + i / 8.0;
    }
    return values;
  }

  /// Gives the root so many links that objects are made in one go from then on.
  private static Hdf5File filled(Hdf5File file) {
    for (int i = 0; i < FILLERS; i++) {
      file.createGroup("filler" + i);
    }
    return file;
  }

  private static List<String> names(Hdf5File file) {
    return file.root().names().stream().filter(name -> !name.startsWith("filler")).toList();
  }

  private static CreateOptions options(LibraryVersion low) {
    return CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST);
  }

  private static long check(long result) {
    assertThat(result).as("result of a call of the HDF5 library").isNotNegative();
    return result;
  }

  /// The elements of a dataset, or of an attribute, as libhdf5 reads them.
  private static double[] stored(long file, String path, int count) {
    long dataset = check(hdf5.H5Dopen2(file, path, 0));
    try (DoublePointer target = new DoublePointer(count)) {
      check(hdf5.H5Dread(dataset, hdf5.H5T_NATIVE_DOUBLE_g(), 0, 0, 0, target));
      double[] elements = new double[count];
      target.get(elements);
      return elements;
    } finally {
      check(hdf5.H5Dclose(dataset));
    }
  }

  private static double storedAttribute(long file, String path, String name) {
    long attribute = check(hdf5.H5Aopen_by_name(file, path, name, 0, 0));
    try (DoublePointer target = new DoublePointer(1)) {
      check(hdf5.H5Aread(attribute, hdf5.H5T_NATIVE_DOUBLE_g(), target));
      return target.get();
    } finally {
      check(hdf5.H5Aclose(attribute));
    }
  }

  @ParameterizedTest
  @EnumSource(LibraryVersion.class)
  void elementsAreStoredWhereTheHeaderSays(LibraryVersion low) throws IOException {
    Path path = directory.resolve("elements.h5");
    try (Hdf5File file = filled(Hdf5File.create(path, options(low)))) {
      for (int count : COUNTS) {
        file.write("d" + count, values(count));
        assertThat(file.dataset("d" + count).readDoubles()).isEqualTo(values(count));
      }
    }
    hdf5.H5open();
    long file = check(hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDONLY, 0));
    for (int count : COUNTS) {
      assertThat(stored(file, "d" + count, count)).isEqualTo(values(count));
    }
    check(hdf5.H5Fclose(file));
  }

  @ParameterizedTest
  @EnumSource(LibraryVersion.class)
  void attributesFollowTheirObjects(LibraryVersion low) throws IOException {
    Path path = directory.resolve("attributes.h5");
    try (Hdf5File file = Hdf5File.create(path, options(low))) {
      for (int i = 0; i < 300; i++) {
        Attributes attributes = file.root().createGroup("g" + i).attributes();
        // Every third object gets them as other types, and the last ones more than a header holds.
        for (int n = 0; n < (i < 290 ? i % 12 : 40); n++) {
          attributes.set("value" + n, i % 3 == 0 ? (Object) (i + n) : (Object) (i + n + 0.5));
        }
      }
    }
    hdf5.H5open();
    long file = check(hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDWR, 0));
    for (int i = 0; i < 300; i++) {
      for (int n = 0; n < (i < 290 ? i % 12 : 40); n++) {
        double expected = i % 3 == 0 ? i + n : i + n + 0.5;
        assertThat(storedAttribute(file, "g" + i, "value" + n)).isEqualTo(expected);
      }
      if (i % 12 > 0) {
        check(hdf5.H5Adelete_by_name(file, "g" + i, "value0", 0));
      }
    }
    check(hdf5.H5Fclose(file));
    try (Hdf5File edited = Hdf5File.open(path)) {
      assertThat(edited.group("g5").attributes().size()).isEqualTo(4);
      assertThat(edited.group("g299").attributes().size()).isEqualTo(39);
    }
  }

  @Test
  void aValueIsRepeatedForAllElements() throws IOException {
    try (Hdf5File file = filled(Hdf5File.createInMemory())) {
      Dataset dataset = file.createDataset("x").type(INT16).shape(3, 4).write(7);
      short[] row = {7, 7, 7, 7};
      assertThat(dataset.read(short[][].class)).isDeepEqualTo(new short[][] {row, row, row});
    }
  }

  @Test
  void elementsMayBeChangedAtOnce() throws IOException {
    try (Hdf5File file = filled(Hdf5File.createInMemory())) {
      double[] given = values(600);
      Dataset dataset = file.root().write("x", given);
      given[0] = -1; // The dataset has its own.
      dataset.write(Selection.of("10:12"), new double[] {1, 2});
      double[] expected = values(600);
      expected[10] = 1;
      expected[11] = 2;
      assertThat(dataset.readDoubles()).isEqualTo(expected);
    }
  }

  @Test
  void whatIsRefusedLeavesNothing() throws IOException {
    try (Hdf5File file = filled(Hdf5File.createInMemory())) {
      file.write("x", values(8));
      file.flush();
      byte[] before = file.toImage();
      assertThatThrownBy(() -> file.write("x", values(9))).isInstanceOf(NameExistsException.class);
      assertThatThrownBy(() -> file.createDataset("y").type(INT16).write(new double[] {1, 0.5}))
          .isInstanceOf(DatatypeMismatchException.class);
      assertThatThrownBy(() -> file.createDataset("z").shape(5).write(values(4)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(names(file)).containsExactly("x");
      assertThat(file.toImage()).isEqualTo(before);
      file.write("w", values(3));
      file.rollback();
      assertThat(names(file)).containsExactly("x");
      assertThat(file.dataset("x").readDoubles()).isEqualTo(values(8));
    }
  }
}
