package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5FileTest {

  @Test
  void opensAPath() throws IOException {
    Path path = Fixtures.path("weather.h5");
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.path()).contains(path);
      assertThat(file.name()).isEqualTo(path.toString());
      assertThat(file.isOpen()).isTrue();
      assertThat(file).hasToString("HDF5 file " + path);
      assertThat(file.root().path()).isEqualTo("/");
      assertThat(file.root().name()).isEqualTo("/");
      assertThat(file.dataset("15/temperature").readDoubles(Selection.of("1:3")))
          .containsExactly(20.25, 20.5);
    }
  }

  @Test
  void opensAMappedFile() throws IOException {
    OpenOptions mapped = OpenOptions.defaults().memoryMapped();
    try (Hdf5File file = Fixtures.open("layouts-latest.h5", mapped)) {
      assertThat(file.dataset("/fixedArray/all").readLongs()).isEqualTo(Fixtures.numbers(143));
      assertThat(file.dataset("/contiguous").readLongs()).isEqualTo(Fixtures.numbers(315));
      assertThat(file.path()).contains(Fixtures.path("layouts-latest.h5"));
    }
  }

  @Test
  void opensAnImageInMemory() throws IOException {
    try (Hdf5File file = Hdf5File.open(Fixtures.bytes("weather.h5"))) {
      assertThat(file.path()).isEmpty();
      assertThat(file.name()).isEqualTo("memory");
      assertThat(file.root().names()).containsExactly("15", "images", "stations");
    }
  }

  @Test
  void closesTheStorageOnceItIsDone() throws IOException {
    CountingStorage storage = new CountingStorage(Fixtures.bytes("weather.h5"));
    try (Hdf5File file = Hdf5File.open(storage, OpenOptions.defaults())) {
      assertThat(file.name()).isEqualTo("counting");
      assertThat(storage.closed).hasValue(0);
    }
    assertThat(storage.closed).hasPositiveValue();
  }

  @Test
  void closesTheStorageThatItCannotOpen() {
    CountingStorage storage = new CountingStorage(new byte[100]);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.open(storage, OpenOptions.defaults()))
        .satisfies(e -> assertThat(e.file()).contains("counting"));
    assertThat(storage.closed).hasValue(1);
  }

  @Test
  void saysThatAFileIsMissing(@TempDir Path directory) {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.open(directory.resolve("no.h5")))
        .withMessageContaining("no.h5");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(
            () -> Hdf5File.open(directory.resolve("no.h5"), OpenOptions.defaults().memoryMapped()));
  }

  @Test
  void refusesADirectory(@TempDir Path directory) {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Hdf5File.open(directory))
        .withMessageContaining(directory.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "\u0089HDF\r\n\u001a\n"})
  void refusesWhatIsNoHdf5File(String content, @TempDir Path directory) throws IOException {
    Path path = directory.resolve("other");
    Files.write(path, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.open(path))
        .satisfies(e -> {
          assertThat(e.file()).contains(path.toString());
          assertThat(e.structure()).get().asString().isEqualToIgnoringCase("superblock");
          assertThat(e.found()).isNotBlank();
          assertThat(e.expected()).isNotBlank();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"weather.h5", "layouts-latest.h5", "dialect-1.h5"})
  void refusesATruncatedFile(String name) {
    byte[] image = Fixtures.bytes(name);
    byte[] cut = Arrays.copyOf(image, image.length - 1);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.open(cut))
        .satisfies(e -> {
          assertThat(e.item()).isEqualTo("end of file address");
          assertThat(e.found()).isEqualTo("0x" + Integer.toHexString(image.length));
          assertThat(e.expected()).contains("truncated");
        });
  }

  @Test
  void readsWhatIsLeftOfATruncatedFileWhenAsked() throws IOException {
    byte[] image = Fixtures.bytes("huge.h5");
    byte[] cut = Arrays.copyOf(image, image.length - 4);
    OpenOptions options = OpenOptions.defaults().allowTruncated();
    try (Hdf5File file = Hdf5File.open(Storage.memory(cut), options)) {
      Dataset bytes = file.dataset("/bytes");
      assertThat(bytes.readInts(Selection.of(":4"))).containsExactly(0, 1, 2, 3);
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(bytes::read)
          .satisfies(e -> {
            assertThat(e.objectPath()).contains("/bytes");
            assertThat(e.file()).contains("memory");
          });
    }
  }

  @Test
  void refusesAFileThatAWriterHasOpen() throws IOException {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.open(Fixtures.path("unclean.h5")))
        .satisfies(e -> assertThat(e.item()).isEqualTo("file consistency flags"));
    OpenOptions options = OpenOptions.defaults().allowUnclean();
    try (Hdf5File file = Fixtures.open("unclean.h5", options)) {
      assertThat(file.properties().superblockVersion()).isEqualTo(3);
      assertThat(file.dataset("/data").readInts()).containsExactly(0, 1, 2, 3, 4);
    }
  }

  @Test
  void readsBehindAUserBlock() throws IOException {
    try (Hdf5File file = Fixtures.open("user-block.h5")) {
      assertThat(file.properties().userBlockSize()).isEqualTo(512);
      assertThat(file.dataset("/data").readInts()).containsExactly(0, 1, 2, 3, 4);
    }
  }

  @ParameterizedTest
  @CsvSource({"dialect-0.h5, 0, 4", "dialect-1.h5, 2, 8", "dialect-2.h5, 3, 8"})
  void knowsTheDialects(String name, int superblock, int size) throws IOException {
    try (Hdf5File file = Fixtures.open(name)) {
      FileProperties properties = file.properties();
      assertThat(properties.superblockVersion()).isEqualTo(superblock);
      assertThat(properties.sizeOfOffsets()).isEqualTo(size);
      assertThat(properties.sizeOfLengths()).isEqualTo(size);
      assertThat(properties.userBlockSize()).isZero();
      assertThat(file.dataset("texts").readStrings()).containsExactly("one", "", "three");
    }
  }

  @Test
  void closingTwiceHasNoEffect() throws IOException {
    Hdf5File file = Fixtures.open("weather.h5");
    file.close();
    file.close();
    assertThat(file.isOpen()).isFalse();
  }

  @Test
  void everythingEndsWithTheFile() throws IOException {
    Hdf5File file = Fixtures.open("weather.h5");
    Group group = file.group("15");
    Dataset dataset = group.dataset("temperature");
    DataView view = dataset.select(Selection.of("0"));
    Attributes attributes = dataset.attributes();
    Attribute attribute = attributes.get("dt");
    Dataset texts = file.dataset("stations");
    NdArray values = dataset.read();
    NdArray stations = texts.read().field("name");
    Link link = group.links().getFirst();
    file.close();
    ThrowingCallable[] uses = {
      file::root,
      file::properties,
      file::walk,
      () -> file.get("/15"),
      () -> file.find("/15"),
      () -> file.dereference(dataset.reference()),
      group::names,
      group::size,
      () -> group.get("temperature"),
      () -> group.follow(link),
      group::comment,
      group::linkCount,
      dataset::shape,
      dataset::datatype,
      dataset::layout,
      dataset::read,
      dataset::rows,
      dataset::chunks,
      dataset::storedChunks,
      dataset::fillValue,
      () -> dataset.readInto(MemorySegment.NULL, Selection.none()),
      view::readDoubles,
      attributes::size,
      attributes::names,
      () -> attributes.find("dt"),
      attribute::read,
      attribute::datatype,
      stations::toStrings,
    };
    for (ThrowingCallable use : uses) {
      assertThatIllegalStateException().isThrownBy(use).withMessageContaining("closed");
    }
    assertThat(values.getDouble(99)).isEqualTo(44.75);
  }

  @Test
  void aStreamThatIsUnderWayEndsWithTheFile() throws IOException {
    Hdf5File file = Fixtures.open("weather.h5");
    var rows = file.dataset("/images").rows().iterator();
    assertThat(rows.next().shape()).containsExactly(80, 96);
    file.close();
    assertThatIllegalStateException().isThrownBy(() -> rows.forEachRemaining(row -> {}));
  }

  @Test
  void filesReachedThroughLinksEndWithTheFirst() throws IOException {
    Hdf5File file = Fixtures.open("groups-old.h5");
    Hdf5Object beside = file.get("beside");
    assertThat(beside.file()).isNotSameAs(file);
    file.close();
    assertThat(beside.file().isOpen()).isFalse();
    assertThatIllegalStateException().isThrownBy(beside::linkCount);
  }

  @Test
  void optionsKeepWhatTheyAreGiven() {
    FileResolver resolver = FileResolver.none();
    OpenOptions options =
        OpenOptions.defaults()
            .resolver(resolver)
            .missingSource(OpenOptions.MissingSource.FILL)
            .memoryMapped()
            .allowTruncated();
    assertThat(options.resolver()).isSameAs(resolver);
    assertThat(options.missingSource()).isEqualTo(OpenOptions.MissingSource.FILL);
    assertThat(options.isMemoryMapped()).isTrue();
    assertThat(options.allowsTruncated()).isTrue();
    assertThat(options.allowsUnclean()).isFalse();
    assertThat(OpenOptions.defaults().isMemoryMapped()).isFalse();
    assertThatThrownBy(() -> options.chunkCache(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  /// Counts how often it is closed.
  private static final class CountingStorage extends ForwardingStorage {
    private final AtomicInteger closed = new AtomicInteger();

    CountingStorage(byte[] image) {
      super(Storage.memory(image));
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
