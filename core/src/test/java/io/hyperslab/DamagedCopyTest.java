package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies out of files that are damaged: what cannot be read ends a copy, unless the listener goes
/// on, and is never something else instead.
class DamagedCopyTest {
  /// Structures without checksums, so that bytes can be changed.
  private static final CreateOptions OLD =
      CreateOptions.defaults().libraryVersions(LibraryVersion.EARLIEST, LibraryVersion.LATEST);

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int MANY = 4_000_000;

  @TempDir private Path folder;

  /// Goes on, whatever is lost.
  private static final class Losses implements CopyListener {
    private final List<String> lost = new ArrayList<>();

    @Override
    public void unreadable(String path, String part, Hdf5Exception cause) {
      lost.add(path + ": " + part);
    }

    @Override
    public void referenceLost(String path) {
      lost.add(path + ": null");
    }
  }

  private Path source() {
    return folder.resolve("source.h5");
  }

  private Path target() {
    return folder.resolve("target.h5");
  }

  private Path make(Consumer<Hdf5File> content) throws IOException {
    try (Hdf5File file = Hdf5File.create(source(), OLD)) {
      content.accept(file);
    }
    return source();
  }

  private static void patch(Path path, Consumer<ByteBuffer> change) throws IOException {
    byte[] stored = Files.readAllBytes(path);
    change.accept(ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN));
    Files.write(path, stored);
  }

  /// Where the dataspace message of one dimension of a size is.
  private static int dataspace(ByteBuffer bytes, long size) {
    for (int at = 0; at + 16 <= bytes.capacity(); at++) {
      if (bytes.get(at) == 1
          && bytes.get(at + 1) == 1
          && bytes.get(at + 2) <= 1
          && bytes.getInt(at + 4) == 0
          && bytes.getLong(at + 8) == size) {
        return at;
      }
    }
    throw new AssertionError("no dataspace of " + size + " elements");
  }

  private static void resize(ByteBuffer bytes, long from, long to) {
    int at = dataspace(bytes, from);
    bytes.putLong(at + 8, to);
    if (bytes.get(at + 2) == 1) {
      bytes.putLong(at + 16, to);
    }
  }

  private static void replaceAll(ByteBuffer bytes, String from, String to) {
    ByteBuffer before = ByteBuffer.wrap(from.getBytes(StandardCharsets.ISO_8859_1));
    int length = before.capacity();
    for (int at = 0; at + length <= bytes.capacity(); at++) {
      if (bytes.slice(at, length).equals(before)) {
        bytes.put(at, to.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  /// Copies the source, and goes on.
  ///
  /// @return what was lost
  private List<String> salvage(UnaryOperator<FileCopy> options) throws IOException {
    Losses losses = new Losses();
    try (Hdf5File file = FileRecovery.openDamaged(source())) {
      options.apply(FileCopy.defaults()).listener(losses).copy(file, target());
    }
    return losses.lost;
  }

  private static void writeThree(Hdf5File file) {
    file.write("/d", new double[] {1, 2, 3, 4});
    file.write("/e", new double[] {5, 6, 7, 8, 9});
    file.write("/f", new double[512]);
  }

  @Test
  void bytesBehindADatasetAreNotItsElements() throws IOException {
    patch(make(DamagedCopyTest::writeThree), bytes -> resize(bytes, 4, 8));
    List<UnaryOperator<FileCopy>> all =
        List.of(UnaryOperator.identity(), FileCopy::autoChunks, FileCopy::compact);
    for (UnaryOperator<FileCopy> options : all) {
      try (Hdf5File file = Hdf5File.open(source())) {
        assertThatExceptionOfType(MalformedFileException.class)
            .isThrownBy(() -> options.apply(FileCopy.defaults()).copy(file, target()))
            .withMessageContaining("size of the raw data");
      }
      assertThat(target()).doesNotExist();
    }
    assertThat(salvage(UnaryOperator.identity())).containsExactly("/d: elements");
    try (Hdf5File copy = Hdf5File.open(target())) {
      assertThat(copy.dataset("/d").readDoubles()).containsExactly(new double[8]);
      assertThat(copy.dataset("/e").readDoubles()).containsExactly(5, 6, 7, 8, 9);
    }
  }

  @Test
  void aSizeThatNoLongHoldsIsRefused() throws IOException {
    patch(make(DamagedCopyTest::writeThree), bytes -> resize(bytes, 4, 1L << 60));
    try (Hdf5File file = Hdf5File.open(source())) {
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> FileCopy.defaults().autoChunks().copy(file, target()));
    }
    assertThat(salvage(FileCopy::autoChunks)).containsExactly("/d: elements");
  }

  @Test
  void elementsThatWereNeverThereAreLostAtOnce() throws IOException {
    patch(
        make(DamagedCopyTest::writeThree),
        bytes -> {
          resize(bytes, 4, 1L << 50);
          // The layout message, too: version, class, address, size.
          for (int at = 0; at + 18 <= bytes.capacity(); at++) {
            if (bytes.getShort(at) == 0x0103 && bytes.getLong(at + 10) == 32) {
              bytes.putLong(at + 10, 1L << 53);
            }
          }
        });
    List<UnaryOperator<FileCopy>> all = List.of(UnaryOperator.identity(), FileCopy::autoChunks);
    for (UnaryOperator<FileCopy> options : all) {
      List<String> lost = assertTimeoutPreemptively(LONG, () -> salvage(options));
      assertThat(lost).containsExactly("/d: elements");
      assertThat(Files.size(target())).isLessThan(1 << 20);
    }
  }

  private static double[] ones() {
    double[] ones = new double[MANY];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void elementsThatWereCutOffReadAsTheFillValue() throws IOException {
    long[] address = new long[1];
    make(file -> {
      Dataset dataset =
          file.createDataset("/d").type(Datatypes.FLOAT64).shape(MANY).fill(-999.0).create();
      dataset.write(ones());
      address[0] = dataset.dataAddress().orElseThrow();
    });
    long end = address[0] + 8L * MANY - (16 << 20) - 3;
    try (RandomAccessFile file = new RandomAccessFile(source().toFile(), "rw")) {
      file.setLength(end);
    }
    int left = (int) ((end - address[0]) / 8);
    assertThat(salvage(FileCopy::decodingAll))
        .containsExactly("/d: elements from byte " + 8L * left);
    double[] expected = ones();
    Arrays.fill(expected, left, MANY, -999);
    try (Hdf5File copy = Hdf5File.open(target())) {
      assertThat(copy.dataset("/d").readDoubles()).isEqualTo(expected);
    }
    List<String> lost = salvage(copy -> copy.chunks(1 << 18));
    assertThat(lost.getFirst()).isEqualTo("/d: elements from byte " + 8L * left);
    // One piece is cut in two; those behind it are not even looked at.
    assertThat(lost).hasSizeLessThanOrEqualTo(2);
    try (Hdf5File copy = Hdf5File.open(target())) {
      double[] found = copy.dataset("/d").readDoubles();
      assertThat(found[0]).isEqualTo(1);
      assertThat(found[left]).isEqualTo(-999);
      assertThat(found[MANY - 1]).isEqualTo(-999);
    }
  }

  /// Refuses some requests.
  private static final class BrokenStorage extends ForwardingStorage {
    private final long[] broken;

    /// @param broken positions
    BrokenStorage(Storage delegate, long... broken) {
      super(delegate);
      this.broken = broken;
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      for (long at : broken) {
        if (position <= at && at < position + target.byteSize()) {
          throw new MalformedFileException("medium", position, "bytes", "none", "some");
        }
      }
      return super.read(position, target);
    }
  }

  @Test
  void piecesThatAreLostReadAsTheFillValue() throws IOException {
    long[] address = new long[1];
    make(file -> {
      Dataset dataset =
          file.createDataset("/d").type(Datatypes.FLOAT64).shape(MANY).fill(7.0).create();
      dataset.write(ones());
      address[0] = dataset.dataAddress().orElseThrow();
    });
    long third = address[0] + 20_000_000;
    Losses losses = new Losses();
    try (Storage storage =
            new BrokenStorage(Storage.file(source()), address[0] + 1_000_000, third);
        Hdf5File file = Hdf5File.open(storage, OpenOptions.defaults())) {
      FileCopy.defaults().listener(losses).copy(file, target());
    }
    assertThat(losses.lost).hasSize(2);
    try (Hdf5File copy = Hdf5File.open(target())) {
      double[] found = copy.dataset("/d").readDoubles();
      assertThat(found[0]).isEqualTo(7);
      assertThat(found[20_000_000 / 8]).isEqualTo(7);
      assertThat(found[MANY - 1]).isEqualTo(1);
      assertThat(Arrays.stream(found).distinct().toArray()).containsExactlyInAnyOrder(1, 7);
    }
  }

  private static void writeTexts(Hdf5File file) {
    Dataset text = file.write("/b/text", new String[] {"one", "two", "three"});
    file.write("/a/refs", new ObjectReference[] {text.reference(), text.reference()});
  }

  private static StoredReference[] references(Hdf5File file, String path) {
    return file.dataset(path).readReferences();
  }

  @Test
  void aReferencedObjectThatCannotBeReadEndsTheCopy() throws IOException {
    patch(make(DamagedCopyTest::writeTexts), bytes -> replaceAll(bytes, "GCOL", "XXXX"));
    ObjectCopy copy = ObjectCopy.defaults().expandReferences();
    try (Hdf5File file = Hdf5File.open(source());
        Hdf5File other = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> copy.copy(file.dataset("/a/refs"), other.root(), "refs"));
      assertThat(other.root().names()).isEmpty();

      Losses losses = new Losses();
      copy.listener(losses).copy(file.dataset("/a/refs"), other.root(), "refs");
      assertThat(losses.lost).isNotEmpty().allMatch(lost -> lost.contains("data of variable"));
      assertThat(other.root().names()).containsExactly("refs");
      StoredReference[] found = references(other, "/refs");
      assertThat(found[0]).isInstanceOf(StoredReference.ToObject.class).isEqualTo(found[1]);
    }
  }

  @Test
  void whereTheListenerRefusesAnObjectNothingOfItStays() throws IOException {
    patch(make(DamagedCopyTest::writeTexts), bytes -> replaceAll(bytes, "GCOL", "XXXX"));
    CopyListener listener =
        new CopyListener() {
          @Override
          public void unreadable(String path, String part, Hdf5Exception cause) {
            if (!path.equals("/a/refs")) {
              throw cause;
            }
          }
        };
    try (Hdf5File file = Hdf5File.open(source());
        Hdf5File other = Hdf5File.create(target())) {
      ObjectCopy.defaults()
          .expandReferences()
          .listener(listener)
          .copy(file.dataset("/a/refs"), other.root(), "refs");
      assertThat(other.root().names()).containsExactly("refs");
      assertThat(references(other, "/refs"))
          .hasOnlyElementsOfType(StoredReference.Null.class)
          .hasSize(2);
    }
    try (Hdf5File copy = Hdf5File.open(target())) {
      assertThat(FileCheck.of(copy).isSound()).isTrue();
    }
  }

  @Test
  void anObjectThatCannotBeMadeHarmsNoOtherReference() throws IOException {
    patch(
        make(file -> {
          Dataset good = file.write("/good", new int[] {1, 2, 3});
          Dataset bad = file.write("/bad", new int[] {1, 2, 3, 4, 5, 6, 7});
          RegionReference first = good.regionReference(Selection.of("1:3"));
          RegionReference second = bad.regionReference(Selection.of("0:2"));
          file.write("/regions", new RegionReference[] {first, second, first});
        }),
        bytes -> bytes.put(dataspace(bytes, 7), (byte) 9));
    try (Hdf5File file = Hdf5File.open(source());
        Hdf5File other = Hdf5File.create(target())) {
      ObjectCopy copy = ObjectCopy.defaults().expandReferences();
      assertThatExceptionOfType(Hdf5Exception.class)
          .isThrownBy(() -> copy.copy(file.dataset("/regions"), other.root(), "regions"));
      assertThat(other.root().names()).isEmpty();

      Losses losses = new Losses();
      copy.listener(losses).copy(file.dataset("/regions"), other.root(), "regions");
      assertThat(losses.lost).hasSize(2).contains("/regions: null");
      assertThat(other.root().names()).containsExactly("regions");
      StoredReference[] found = references(other, "/regions");
      assertThat(found[0]).isInstanceOf(StoredReference.ToRegion.class).isEqualTo(found[2]);
      assertThat(found[1]).isInstanceOf(StoredReference.Null.class);
    }
    try (Hdf5File copy = Hdf5File.open(target())) {
      assertThat(FileCheck.of(copy).isSound()).isTrue();
    }
  }

  @Test
  void aRegionThatCannotBeReadIsNotSilentlyNull() throws IOException {
    patch(
        make(file -> {
          Dataset good = file.write("/good", new int[] {1, 2, 3});
          file.write("/regions", new RegionReference[] {good.regionReference(Selection.of("1:3"))});
        }),
        bytes -> replaceAll(bytes, "GCOL", "XXXX"));
    try (Hdf5File file = Hdf5File.open(source())) {
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> FileCopy.defaults().copy(file, target()));
    }
    assertThat(salvage(UnaryOperator.identity())).containsExactly("/regions: reference");
  }

  @Test
  void aReferenceThatLeadsNowhereIsNoFailure() throws IOException {
    long[] address = new long[1];
    make(file -> {
      writeTexts(file);
      address[0] = file.dataset("/a/refs").dataAddress().orElseThrow();
    });
    patch(
        source(),
        bytes -> bytes.putLong((int) address[0], 3).putLong((int) address[0] + 8, 1L << 40));
    for (ObjectCopy copy :
        List.of(ObjectCopy.defaults(), ObjectCopy.defaults().expandReferences())) {
      Losses losses = new Losses();
      try (Hdf5File file = Hdf5File.open(source());
          Hdf5File other = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
        copy.copy(file.dataset("/a/refs"), other.root(), "silent");
        copy.listener(losses).copy(file.dataset("/a/refs"), other.root(), "refs");
        assertThat(references(other, "/refs")).hasOnlyElementsOfType(StoredReference.Null.class);
      }
      assertThat(losses.lost).containsExactly("/a/refs: null", "/a/refs: null");
    }
  }

  /// Sequences in sequences, of which the first of each is long.
  private static Path writeNested(Path path, int length) throws IOException {
    Datatype type = Datatypes.UINT8;
    for (int level = 0; level < 5; level++) {
      type = Datatypes.variableLength(type);
    }
    byte[][][][][] value = new byte[length][1][1][1][1];
    try (Hdf5File file = Hdf5File.create(path, OLD)) {
      file.createDataset("/d").type(type).shape(1).create().write(new byte[][][][][][] {value});
    }
    return path;
  }

  @Test
  void sequencesThatLeadToThemselvesAreRefused() throws IOException {
    int length = 256;
    long address;
    try (Hdf5File file = Hdf5File.open(writeNested(source(), length))) {
      address = file.dataset("/d").dataAddress().orElseThrow();
    }
    patch(
        source(),
        bytes -> {
          byte[] descriptor = new byte[16];
          bytes.get((int) address, descriptor);
          ByteBuffer parts = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
          int at = (int) parts.getLong(4) + 16;
          while (bytes.getShort(at) != parts.getInt(12)) {
            at += 16 + (int) ((bytes.getLong(at + 8) + 7) & -8L);
          }
          for (int i = 0; i < length; i++) {
            bytes.put(at + 16 + 16 * i, descriptor);
          }
        });
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (Hdf5File file = Hdf5File.open(source())) {
            assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> FileCopy.defaults().copy(file, target()));
          }
        });
    assertThat(assertTimeoutPreemptively(LONG, () -> salvage(UnaryOperator.identity())))
        .hasSizeBetween(1, 5);
  }

  @Test
  void sequencesInSequencesAreCopiedWhateverTheirSize() throws IOException {
    writeNested(source(), 30_000);
    assertThat(Files.size(source())).isGreaterThan(2 << 20);
    try (Hdf5File file = Hdf5File.open(source())) {
      FileCopy.defaults().copy(file, target());
      try (Hdf5File copy = Hdf5File.open(target())) {
        assertThat(copy.dataset("/d").read(byte[][][][][][].class))
            .isDeepEqualTo(file.dataset("/d").read(byte[][][][][][].class));
      }
      // Within one file, too.
      try (Hdf5File changing = Hdf5File.openReadWrite(target())) {
        ObjectCopy.defaults().copy(changing.dataset("/d"), changing.root(), "e");
        assertThat(changing.dataset("/e").read(byte[][][][][][].class)[0]).hasDimensions(30_000, 1);
      }
    }
  }

  @Test
  void storedChunksStayAsTheyAreWhereAddressesAreShorter() throws IOException {
    byte[] values = new byte[1000];
    Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
    deflater.setInput(values);
    deflater.finish();
    byte[] stored = new byte[2000];
    stored = Arrays.copyOf(stored, deflater.deflate(stored));
    deflater.end();
    try (Hdf5File narrow =
            Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults().sizes(4, 4));
        Hdf5File other = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults())) {
      Dataset dataset =
          narrow.createDataset("/d").type(Datatypes.INT8).shape(1000).chunks(1000).gzip(9).create();
      dataset.writeRawChunk(MemorySegment.ofArray(stored), 0, 0);
      Dataset copy = (Dataset) ObjectCopy.defaults().copy(dataset, other.root(), "d");
      assertThat(copy.readRawChunk(0).orElseThrow().toArray(ValueLayout.JAVA_BYTE))
          .isEqualTo(stored);
      assertThat(copy.readBytes()).isEqualTo(values);
    }
  }
}
