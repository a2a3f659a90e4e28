package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.internal.layout.SourceName;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of these tests lie beside each other:
///
/// `all.h5` has an external link into `linked.h5` and a virtual dataset of `source.h5` and of all
/// `part%b.h5`; `linked.h5` has raw data in `raw.bin`, and a link back; `other.h5` stands alone.
class NeededFilesTest {
  private static final Selection PAIR = Selection.of("0:2");

  @TempDir private Path folder;
  private Path all;

  @BeforeEach
  void makeFiles() throws IOException {
    all = folder.resolve("all.h5");
    try (Hdf5File file = Hdf5File.create(all)) {
      file.root().createGroup("g").linkExternal("there", "linked.h5", "/");
      file.createDataset("v")
          .type(Datatypes.INT32)
          .shape(6)
          .virtual()
          .map(new VirtualSource("source.h5", "x", PAIR, PAIR))
          .map(new VirtualSource("part%b.h5", "x", PAIR, Selection.of("2:4")))
          .map(new VirtualSource(".", "y", PAIR, Selection.of("4:6")))
          .create();
      file.write("y", new int[] {1, 2});
    }
    try (Hdf5File file = Hdf5File.create(folder.resolve("linked.h5"))) {
      raw(file, "x", "raw.bin").write(new int[] {1, 2});
      file.root().linkExternal("back", "all.h5", "/");
      file.root().linkExternal("self", "linked.h5", "/");
    }
    for (String name : new String[] {"source", "part0", "part12", "partb", "other"}) {
      writePair(folder.resolve(name + ".h5"));
    }
    Files.createLink(folder.resolve("hard link"), folder.resolve("raw.bin"));
  }

  private static void writePair(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("x", new int[] {1, 2});
    }
  }

  private static Dataset raw(Hdf5File file, String path, String name) {
    return file.createDataset(path).type(Datatypes.INT32).shape(2).external(name, 0, 8).create();
  }

  /// A file with a virtual dataset of sources of one name, which may be a pattern.
  private Path writeVirtual(String name) throws IOException {
    Path path = folder.resolve("virtual.h5");
    Hyperslab pairs =
        Hyperslab.of(
            new long[] {0}, new long[] {2}, new long[] {Hyperslab.UNLIMITED}, new long[] {2});
    Selection target = new SourceName(name).isPattern() ? pairs : PAIR;
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createDataset("v")
          .type(Datatypes.INT32)
          .shape(2)
          .maxShape(Hyperslab.UNLIMITED)
          .map(new VirtualSource(name, "x", PAIR, target))
          .create();
    }
    return path;
  }

  private static boolean needs(Path file, OpenOptions options, Path other) throws IOException {
    try (Hdf5File opened = Hdf5File.open(file, options)) {
      return NeededFiles.of(opened).contains(other);
    }
  }

  private static boolean needs(Path file, Path other) throws IOException {
    return needs(file, OpenOptions.defaults(), other);
  }

  @ParameterizedTest
  @CsvSource({
    "/, linked.h5, true",
    "/, raw.bin, true",
    "/, hard link, true",
    "/, source.h5, true",
    "/, part0.h5, true",
    "/, part12.h5, true",
    "/, partb.h5, false",
    "/, part%b.h5, false",
    "/, other.h5, false",
    "/, all.h5, false",
    "/v, source.h5, true",
    "/v, raw.bin, false",
    "/g, raw.bin, true",
    "/g, source.h5, false",
    "/y, source.h5, false"
  })
  void whatIsReadIsFoundWhereverItLies(String path, String name, boolean needed)
      throws IOException {
    try (Hdf5File file = Hdf5File.open(all)) {
      NeededFiles files = NeededFiles.of(file.get(path));
      assertThat(files.contains(folder.resolve(name))).isEqualTo(needed);
    }
  }

  @Test
  void allAreListedOnce() throws IOException {
    Path real = folder.toRealPath();
    try (Hdf5File file = Hdf5File.open(all)) {
      assertThat(NeededFiles.of(file).paths())
          .containsExactlyInAnyOrder(
              real.resolve("linked.h5"),
              real.resolve("raw.bin"),
              real.resolve("source.h5"),
              real.resolve("part0.h5"),
              real.resolve("part12.h5"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"linked.h5", "raw.bin", "hard link", "source.h5", "part0.h5", "part12.h5"})
  void aCopyReplacesNothingThatItsSourceNeeds(String name) throws IOException {
    assertNotReplaced(folder.resolve(name));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where making a symbolic link is a privilege
  void aSymbolicLinkIsTheFileThatItLeadsTo() throws IOException {
    Path link =
        Files.createSymbolicLink(folder.resolve("symbolic link"), folder.resolve("part12.h5"));
    assertThat(needs(all, link)).isTrue();
    assertNotReplaced(link);
    assertReplaced(Files.createSymbolicLink(folder.resolve("link to all"), all));
  }

  private void assertNotReplaced(Path target) throws IOException {
    byte[] before = Files.readAllBytes(target);
    List<Path> listed = list();

    try (Hdf5File file = Hdf5File.open(all)) {
      assertThatExceptionOfType(FileAlreadyExistsException.class)
          .isThrownBy(() -> FileCopy.defaults().copy(file, target))
          .withMessage(target + ": holds data of what is read, and is not replaced");
    }

    assertThat(target).hasBinaryContent(before);
    assertThat(list()).isEqualTo(listed);
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"all.h5", "other.h5", "partb.h5", "part%b.h5", "new.h5"})
  void aCopyReplacesItsSourceAndAllElse(String name) throws IOException {
    assertReplaced(folder.resolve(name));
  }

  private void assertReplaced(Path target) throws IOException {
    try (Hdf5File file = Hdf5File.open(all)) {
      FileCopy.defaults().copy(file, target);
    }
    try (Hdf5File file = Hdf5File.open(target)) {
      assertThat(file.dataset("y").readInts()).containsExactly(1, 2);
      assertThat(file.dataset("/g/there/x").readInts()).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "run%b/d.h5, run3/d.h5",
    "run%b/part%b.h5, run3/part3.h5",
    "deep/run%b.h5, deep/run5.h5",
    "100%%.h5, 100%.h5",
    "100%%/s%b.h5, 100%/s3.h5",
    "100%%.h5, 100%%.h5",
    "%b%b.h5, 77.h5",
    "run%b/d.h5, d.h5",
    "/absent/part%b.h5, part12.h5"
  })
  void sourcesByNumberAreFoundBehindGaps(String name, String source) throws IOException {
    writePair(folder.resolve(source));
    assertThat(needs(writeVirtual(name), folder.resolve(source))).isTrue();
  }

  @Test
  void theFilesOwnResolverIsAsked() throws IOException {
    Path far = Files.createDirectory(folder.resolve("far"));
    writePair(far.resolve("x7.h5"));
    Path file = writeVirtual("x%b.h5");
    OpenOptions within = OpenOptions.defaults().resolver(FileResolver.within(far));
    assertThat(needs(file, far.resolve("x7.h5"))).isFalse();
    assertThat(needs(file, within, far.resolve("x7.h5"))).isTrue();
  }

  @Test
  void aResolverThatIsAFunctionIsAsked() throws IOException {
    Path far = Files.createDirectory(folder.resolve("far"));
    writePair(far.resolve("0"));
    writePair(far.resolve("1"));
    Path file = writeVirtual("number:%b");
    FileResolver function =
        request -> Storage.file(far.resolve(request.name().replace("number:", "")));
    OpenOptions options = OpenOptions.defaults().resolver(function);
    assertThat(needs(file, options, far.resolve("1"))).isTrue();
    try (Hdf5File opened = Hdf5File.open(file, options)) {
      assertThatExceptionOfType(FileAlreadyExistsException.class)
          .isThrownBy(() -> FileCopy.defaults().copy(opened, far.resolve("1")));
    }
  }

  @Test
  void aResolverThatOpensOneFileForAllNamesIsAskedNotForEver() throws IOException {
    FileResolver constant = request -> Storage.file(folder.resolve("source.h5"));
    OpenOptions options =
        OpenOptions.defaults().resolver(constant).virtualGap(Integer.MAX_VALUE / 2);
    assertThat(needs(writeVirtual("%b"), options, folder.resolve("source.h5"))).isTrue();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where making a symbolic link is a privilege
  void filesAreFoundBesideALinkAndWhereItLeads() throws IOException {
    Path far = Files.createDirectory(folder.resolve("far"));
    Path link = Files.createSymbolicLink(far.resolve("linked.h5"), folder.resolve("linked.h5"));
    Files.write(far.resolve("raw.bin"), new byte[8]);
    assertThat(needs(link, folder.resolve("raw.bin"))).isTrue();
    assertThat(needs(link, far.resolve("raw.bin"))).isTrue();
    // The same in turn, through a file that leads to the link.
    try (Hdf5File file = Hdf5File.create(folder.resolve("first.h5"))) {
      file.root().linkExternal("there", "far/linked.h5", "/");
    }
    assertThat(needs(folder.resolve("first.h5"), far.resolve("raw.bin"))).isTrue();
  }

  /// HDF5 looks there too, for raw data first.
  @Test
  void filesInTheCurrentDirectoryAreFound() throws IOException {
    Path file = folder.resolve("here.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      raw(made, "x", "pom.xml");
    }
    assertThat(Path.of("pom.xml")).exists();
    assertThat(needs(file, Path.of("pom.xml"))).isTrue();
  }

  @Test
  void aDamagedFileIsNeededAndLeadsNowhere() throws IOException {
    Files.writeString(folder.resolve("linked.h5"), "not HDF5 any more");
    assertThat(needs(all, folder.resolve("linked.h5"))).isTrue();
    assertThat(needs(all, folder.resolve("raw.bin"))).isFalse();
  }

  @Test
  void aFileThatIsLockedOrMarkedLeadsOn() throws IOException {
    try (Hdf5File writing = Hdf5File.openReadWrite(folder.resolve("linked.h5"))) {
      assertThat(writing.isWritable()).isTrue();
      assertThat(needs(all, folder.resolve("raw.bin"))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "/", "//", "a/../../b", "a\0b", "%", "%d", "%b", "a%b/", "é"})
  void strangeNamesLeadNowhere(String name) throws IOException {
    try (Hdf5File file = Hdf5File.open(writeVirtual(name))) {
      assertThat(NeededFiles.of(file).paths()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "é", "%", "x"})
  void aResolverMayFailAtStrangeNamesAsItLikes(String name) throws IOException {
    FileResolver function =
        request -> {
          throw request.name().equals("é")
              ? new UncheckedIOException(new IOException("é"))
              : new IllegalArgumentException(request.name());
        };
    OpenOptions options = OpenOptions.defaults().resolver(function);
    try (Hdf5File file = Hdf5File.open(writeVirtual(name), options)) {
      assertThat(NeededFiles.of(file).paths()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%b", "%b/", "%%", "../", "1%b"})
  @Timeout(60)
  void longNamesTakeNoTime(String part) throws IOException {
    writePair(folder.resolve("1".repeat(250)));
    Path path = writeVirtual(part.repeat(200_000));
    try (Hdf5File file = Hdf5File.open(path)) {
      FileCopy.defaults().copy(file, folder.resolve("other.h5"));
      assertThat(NeededFiles.of(file).paths()).isEmpty();
    }
  }

  @Test
  void aFileThatCannotBeReadIsNotTakenForOneThatNeedsNothing() throws IOException {
    AtomicBoolean fails = new AtomicBoolean();
    Storage failing = new Failing(Storage.file(all), fails);
    try (Hdf5File file = Hdf5File.open(failing, OpenOptions.defaults())) {
      Path linked = folder.resolve("linked.h5");
      fails.set(true);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> NeededFiles.requireUnneeded(file, linked))
          .withMessageContaining("gone");
      fails.set(false);
      assertThatExceptionOfType(FileAlreadyExistsException.class)
          .isThrownBy(() -> NeededFiles.requireUnneeded(file, linked));
    }
  }

  /// A store whose medium fails now and then.
  private static final class Failing extends ForwardingStorage {
    private final AtomicBoolean fails;

    Failing(Storage storage, AtomicBoolean fails) {
      super(storage);
      this.fails = fails;
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      if (fails.get()) {
        throw new IOException("the medium is gone");
      }
      return super.read(position, target);
    }
  }
}
