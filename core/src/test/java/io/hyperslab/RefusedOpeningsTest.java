package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.ReadOnlyFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that cannot be opened or made, or not changed: what is there stays as it is.
class RefusedOpeningsTest {
  @TempDir Path directory;
  private Path path;
  private byte[] before;

  @BeforeEach
  void makeFile() throws IOException {
    path = directory.resolve("file.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      fill(file);
    }
    before = Files.readAllBytes(path);
  }

  private static void fill(Hdf5File file) {
    file.createDataset("x")
        .type(INT32)
        .maxShape(Dataspace.UNLIMITED)
        .chunks(2)
        .write(new int[] {1, 2, 3});
    file.write("texts", new String[] {"one", "two"});
    file.createGroup("group").attributes().set("a", 1);
  }

  private void requireUntouched() throws IOException {
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aFileIsNotMadeWhereThereIsOne() throws IOException {
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Hdf5File.createNew(path))
        .withMessageContaining(path.toString());
    requireUntouched();
  }

  @Test
  void aFileIsNotMadeInADirectoryThatIsMissing() throws IOException {
    Path missing = directory.resolve("missing/file.h5");
    for (ThrowingCallable making :
        List.<ThrowingCallable>of(
            () -> Hdf5File.createNew(missing),
            () -> Hdf5File.create(missing),
            () -> Hdf5File.openOrCreate(missing))) {
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(making)
          .withMessageContaining(missing.toString());
    }
    requireUntouched();
  }

  @Test
  void aDirectoryIsNoFile() throws IOException {
    for (ThrowingCallable opening :
        List.<ThrowingCallable>of(
            () -> Hdf5File.open(directory),
            () -> Hdf5File.openReadWrite(directory),
            () -> Hdf5File.openOrCreate(directory),
            () -> Hdf5File.create(directory),
            () -> Hdf5File.createNew(directory))) {
      assertThatExceptionOfType(FileSystemException.class)
          .isThrownBy(opening)
          .withMessageContaining(directory.toString());
    }
    requireUntouched();
  }

  @Test
  void aFileThatIsNotThereIsNotOpened() throws IOException {
    Path missing = directory.resolve("missing.h5");
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Hdf5File.open(missing));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(missing));
    requireUntouched();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "something else", "\u0089HDF\r\n\u001a\n"})
  void whatIsNotHdf5IsNotChanged(String content) throws IOException {
    before = content.getBytes(StandardCharsets.ISO_8859_1);
    Files.write(path, before);
    for (ThrowingCallable opening :
        List.<ThrowingCallable>of(
            () -> Hdf5File.open(path),
            () -> Hdf5File.openReadWrite(path),
            () -> Hdf5File.openOrCreate(path))) {
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(opening)
          .satisfies(e -> assertThat(e.file()).contains(path.toString()));
      requireUntouched();
    }
    Hdf5File.create(path).close();
    Hdf5File.open(path).close();
  }

  @ParameterizedTest
  @EnumSource(
      value = LibraryVersion.class,
      names = {"EARLIEST", "V18", "V110"})
  void aTruncatedFileIsNotChanged(LibraryVersion low) throws IOException {
    try (Hdf5File file =
        Hdf5File.create(
            path, CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST))) {
      fill(file);
    }
    byte[] whole = Files.readAllBytes(path);
    for (int size : new int[] {whole.length - 1, whole.length / 2, 100, 20}) {
      before = Arrays.copyOf(whole, size);
      Files.write(path, before);
      for (OpenOptions options :
          List.of(OpenOptions.defaults(), OpenOptions.defaults().allowTruncated())) {
        assertThatThrownBy(() -> Hdf5File.openReadWrite(path, options).close())
            .as("%d of %d bytes", size, whole.length)
            .isInstanceOf(Hdf5Exception.class);
        requireUntouched();
      }
    }
  }

  @Test
  void aDamagedFileIsNotChanged() throws IOException {
    before[20] ^= 0x55;
    Files.write(path, before);
    assertThatThrownBy(() -> Hdf5File.openReadWrite(path)).isInstanceOf(Hdf5Exception.class);
    requireUntouched();
  }

  @Test
  void mistakesInOptionsAreTold() {
    CreateOptions options = CreateOptions.defaults();
    assertThatIllegalArgumentException().isThrownBy(() -> options.userBlock(100));
    assertThatIllegalArgumentException().isThrownBy(() -> options.userBlock(-512));
    assertThatIllegalArgumentException().isThrownBy(() -> options.sizes(3, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> options.symbolTableK(0, 4, 32));
    assertThatIllegalArgumentException().isThrownBy(() -> options.alignment(-1, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> options.alignment(0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.libraryVersions(LibraryVersion.LATEST, LibraryVersion.V18));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupOptions.defaults().linkPhaseChange(3, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupOptions.defaults().attributePhaseChange(-1, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenOptions.defaults().lockWait(java.time.Duration.ofSeconds(-1)));
  }

  @Test
  void aFileThatIsOpenForReadingIsNotChanged() throws IOException {
    for (OpenOptions options :
        List.of(OpenOptions.defaults(), OpenOptions.defaults().memoryMapped())) {
      try (Hdf5File file = Hdf5File.open(path, options)) {
        Dataset x = file.dataset("x");
        Group group = file.group("group");
        for (ThrowingCallable change :
            List.<ThrowingCallable>of(
                () -> file.createGroup("new"),
                () -> group.requireGroup("new"),
                () -> file.write("new", 1),
                () -> file.createDataset("new").type(INT32).shape(1).create(),
                () -> group.createNamedDatatype("new", INT32),
                () -> group.linkHard("new", x),
                () -> group.linkSoft("new", "x"),
                () -> group.linkExternal("new", "x", "y"),
                () -> file.delete("x"),
                () -> group.deleteIfExists("none"),
                () -> file.move("x", "y"),
                () -> group.attributes().set("a", 2),
                () -> group.attributes().setEmpty("a", INT32),
                () -> group.attributes().remove("a"),
                () -> group.attributes().rename("a", "b"),
                () -> group.setComment("new"),
                () -> x.write(1),
                () -> x.writeFrom(MemorySegment.ofArray(new byte[12]), Selection.all()),
                () -> x.writeRawChunk(MemorySegment.ofArray(new byte[8]), 0, 0),
                () -> x.resize(5),
                () -> x.append(new int[] {1}),
                () -> x.makeScale("x"),
                () -> file.writeUserBlock(new byte[0]),
                file::flush,
                file::rollback)) {
          assertThatExceptionOfType(ReadOnlyFileException.class)
              .isThrownBy(change)
              .satisfies(e -> assertThat(e.file()).contains(path.toString()))
              .withMessageContaining("open for reading only");
        }
        assertThat(file.isWritable()).isFalse();
      }
      requireUntouched();
    }
  }

  @Test
  void aFileThatMayNotBeWrittenIsNotOpenedForWriting() throws IOException {
    assumeFalse(Files.isWritable(path) && !path.toFile().setWritable(false));
    assumeFalse(Files.isWritable(path), "everything is permitted to this user");
    assertThatExceptionOfType(java.nio.file.AccessDeniedException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(path));
    assertThatExceptionOfType(java.nio.file.AccessDeniedException.class)
        .isThrownBy(() -> Hdf5File.create(path));
    Hdf5File.open(path).close();
    requireUntouched();
  }

  @Test
  void aMediumThatRefusesToBeWrittenLeavesTheFileReadable() throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory(before);
    RefusingStorage refusing = new RefusingStorage(medium, 0);
    try (Hdf5File file = Hdf5File.openReadWrite(refusing, OpenOptions.defaults())) {
      file.group("group").attributes().set("a", 2);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(file::flush)
          .withMessageContaining(RefusingStorage.MESSAGE);
      assertThat(file.dataset("x").readInts()).containsExactly(1, 2, 3);
      file.rollback();
      assertThat(file.group("group").attributes().get("a").readInt()).isEqualTo(1);
    }
    assertThat(medium.toBytes()).isEqualTo(before);
  }

  @Test
  void whatDidNotFitOnAFullMediumCanBeTriedAgain() throws IOException {
    int again = 0;
    for (int writes = 0; writes < 12; writes++) {
      GrowableMemoryStorage medium = WritableStorage.memory(before);
      RefusingStorage refusing = new RefusingStorage(medium, writes);
      Hdf5File file = Hdf5File.openReadWrite(refusing, OpenOptions.defaults());
      boolean over = false;
      try {
        enlarge(file);
      } catch (UncheckedIOException e) {
        assertThat(e.getCause()).hasMessageContaining(RefusingStorage.MESSAGE);
        // What was refused has not happened.
        assertThat(file.dataset("x").readInts()).containsExactly(1, 2, 3);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining(RefusingStorage.MESSAGE);
      }
      refusing.allow();
      try {
        enlarge(file);
        again++;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("has failed half way");
        over = true;
      }
      file.close();
      requireEnlarged(medium.toBytes(), over);
    }
    assertThat(again).isPositive();
  }

  /// Does what is not done yet.
  private static void enlarge(Hdf5File file) throws IOException {
    if (!file.root().contains("big")) {
      file.write("big", new int[5000]);
    }
    if (file.dataset("x").size() == 3) {
      file.dataset("x").append(new int[] {4, 5});
    }
    file.flush();
  }

  /// @param over whether the last commit is in doubt
  private static void requireEnlarged(byte[] left, boolean over) throws IOException {
    try (Hdf5File file =
        Hdf5File.openReadWrite(WritableStorage.memory(left), OpenOptions.defaults())) {
      if (over && !file.root().contains("big")) {
        assertThat(file.dataset("x").readInts()).containsExactly(1, 2, 3);
      } else {
        assertThat(file.dataset("x").readInts()).containsExactly(1, 2, 3, 4, 5);
        assertThat(file.dataset("big").size()).isEqualTo(5000);
      }
    }
  }

  @Test
  void aFileOfNewKindIsNotWrittenForOldReleases() {
    GrowableMemoryStorage medium = WritableStorage.memory();
    assertThatThrownBy(
            () -> {
              try (Hdf5File file =
                  Hdf5File.create(
                      medium,
                      CreateOptions.defaults()
                          .libraryVersions(LibraryVersion.EARLIEST, LibraryVersion.EARLIEST)
                          .root(GroupOptions.defaults().trackOrder()))) {
                file.flush();
              }
            })
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("V18 or later");
  }
}
