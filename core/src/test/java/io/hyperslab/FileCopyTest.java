package io.hyperslab;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.IntPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Copies of whole files, as libhdf5 reads them.
class FileCopyTest {
  private static final int[] VALUES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @TempDir private Path folder;

  /// Elements of a dataset that may grow without end, as libhdf5 reads them: in chunks, since it
  /// makes no other dataset that may grow in its own file.
  private static int[] readByLibrary(Path path, String name) {
    long file = check("H5Fopen", hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDONLY, 0));
    long dataset = check("H5Dopen2", hdf5.H5Dopen2(file, name, 0));
    long space = check("H5Dget_space", hdf5.H5Dget_space(dataset));
    long[] shape = new long[1];
    long[] most = new long[1];
    check("get_dims", hdf5.H5Sget_simple_extent_dims(space, shape, most));
    assertThat(most).containsExactly(hdf5.H5S_UNLIMITED);
    long creation = check("H5Dget_create_plist", hdf5.H5Dget_create_plist(dataset));
    assertThat(hdf5.H5Pget_layout(creation)).isEqualTo(hdf5.H5D_CHUNKED);
    check("H5Pclose", hdf5.H5Pclose(creation));
    int[] values = new int[Math.toIntExact(shape[0])];
    try (IntPointer data = new IntPointer((long) values.length)) {
      check("H5Dread", hdf5.H5Dread(dataset, hdf5.H5T_NATIVE_INT_g(), 0, 0, 0, data));
      data.get(values);
    }
    check("H5Sclose", hdf5.H5Sclose(space));
    check("H5Dclose", hdf5.H5Dclose(dataset));
    check("H5Fclose", hdf5.H5Fclose(file));
    return values;
  }

  /// A virtual dataset and one in a raw data file, both without an end.
  private Path writeGrowing() throws IOException {
    Path path = folder.resolve("growing.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root().createDataset("source").chunks(4).maxShape(Dataspace.UNLIMITED).write(VALUES);
      Hyperslab all =
          Hyperslab.of(
              new long[] {0}, new long[] {1}, new long[] {Hyperslab.UNLIMITED}, new long[] {1});
      file.root()
          .createDataset("virtual")
          .type(Datatypes.INT32)
          .shape(10)
          .maxShape(Dataspace.UNLIMITED)
          .map(new VirtualSource(".", "source", all, all))
          .create();
      file.root()
          .createDataset("external")
          .type(Datatypes.INT32)
          .shape(10)
          .maxShape(Dataspace.UNLIMITED)
          .external("data.raw", 0, Dataspace.UNLIMITED)
          .create()
          .write(VALUES);
    }
    return path;
  }

  private Path copy(Path source, UnaryOperator<FileCopy> options) throws IOException {
    Path target = folder.resolve("copy.h5");
    try (Hdf5File file = Hdf5File.open(source)) {
      options.apply(FileCopy.defaults()).copy(file, target);
    }
    return target;
  }

  @Test
  void elementsThatWereElsewhereAreInChunksWhereTheyMayGrow() throws IOException {
    Path source = writeGrowing();
    List<UnaryOperator<FileCopy>> all =
        List.of(
            FileCopy::takingIn,
            copy -> copy.takingIn().contiguous(),
            copy -> copy.takingIn().compact(),
            copy -> copy.takingIn().chunks(3));
    for (UnaryOperator<FileCopy> options : all) {
      Path copy = copy(source, options);
      assertThat(readByLibrary(copy, "virtual")).containsExactly(VALUES);
      assertThat(readByLibrary(copy, "external")).containsExactly(VALUES);
    }
  }

  @Test
  void whoAsksForOnePieceIsToldWhyThereIsNone() throws IOException {
    List<String> kept = new ArrayList<>();
    CopyListener listener =
        new CopyListener() {
          @Override
          public void kept(String path, String why) {
            kept.add(path + ": " + why);
          }
        };
    copy(writeGrowing(), copy -> copy.takingIn().contiguous().listener(listener));
    assertThat(kept)
        .contains(
            "/virtual: an extent that may grow needs chunks",
            "/external: an extent that may grow needs chunks");
  }

  @ParameterizedTest
  @CsvSource({
    "family%d.h5, family0.h5",
    "family%d.h5, family1.h5",
    "pair, pair-m.h5",
    "pair, pair-r.h5"
  })
  void noneOfTheFilesOfAFamilyOrAPairIsReplaced(String name, String target) throws IOException {
    CreateOptions made = CreateOptions.defaults();
    OpenOptions opened = OpenOptions.defaults();
    boolean isPair = name.equals("pair");
    Path source = folder.resolve(name);
    try (Hdf5File file = Hdf5File.create(source, isPair ? made.split() : made.family(1000))) {
      file.write("x", VALUES);
      file.write("y", new byte[2000]);
    }
    Path member = folder.resolve(target);
    byte[] before = Files.readAllBytes(member);
    OpenOptions options = isPair ? opened.split() : opened.family();
    for (boolean writes : new boolean[] {false, true}) {
      try (Hdf5File file =
          writes ? Hdf5File.openReadWrite(source, options) : Hdf5File.open(source, options)) {
        assertThatExceptionOfType(FileAlreadyExistsException.class)
            .isThrownBy(() -> FileCopy.defaults().copy(file, member))
            .withMessageContaining("holds data of what is read, and is not replaced");
        assertThat(NeededFiles.of(file).paths()).contains(member.toRealPath());
      }
    }
    assertThat(member).hasBinaryContent(before);
  }

  private Path writeWithUserBlock() throws IOException {
    Path path = folder.resolve("block.h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().userBlock(1024))) {
      file.writeUserBlock(new byte[] {1, 2, 3});
      file.root().write("data", VALUES);
    }
    return path;
  }

  @Test
  void aCopyWithoutAUserBlockLeavesItsBytesOut() throws IOException {
    Path copy = copy(writeWithUserBlock(), options -> options.making(made -> made.userBlock(0)));
    assertThat(Files.readAllBytes(copy)).startsWith(0x89, 'H', 'D', 'F');
    try (Hdf5File file = Hdf5File.open(copy)) {
      assertThat(file.dataset("data").readInts()).containsExactly(VALUES);
    }
  }

  @Test
  void aUserBlockWithoutRoomForItsContentIsRefusedBeforeAnythingIsCopied() throws IOException {
    Path source = writeWithUserBlock();
    List<UnaryOperator<FileCopy>> refused =
        List.of(
            options -> options.making(made -> made.userBlock(512)),
            options -> options.making(made -> made.userBlock(0)).userBlock(new byte[1]),
            options -> options.userBlock(new byte[1025]));
    List<String> copied = new ArrayList<>();
    CopyListener listener =
        new CopyListener() {
          @Override
          public void copied(String path, long bytes) {
            copied.add(path);
          }
        };
    for (UnaryOperator<FileCopy> options : refused) {
      assertThatThrownBy(() -> copy(source, copy -> options.apply(copy).listener(listener)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("user block");
    }
    assertThat(copied).isEmpty();
    assertThat(folder.resolve("copy.h5")).doesNotExist();
  }
}
