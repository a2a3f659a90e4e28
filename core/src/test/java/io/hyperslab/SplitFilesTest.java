package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableSplit;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5Drivers;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files whose structures and raw data are in two files.
class SplitFilesTest {
  private static final OpenOptions SPLIT = OpenOptions.defaults().split();
  private static final byte[] BYTES = new byte[25_000];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) (i * 31);
    }
  }

  @TempDir Path directory;
  private Path base;

  @BeforeEach
  void chooseBase() {
    base = directory.resolve("pair");
  }

  private Path structures() {
    return directory.resolve("pair-m.h5");
  }

  private Path rawData() {
    return directory.resolve("pair-r.h5");
  }

  private static CreateOptions options(boolean latest) {
    CreateOptions options = CreateOptions.defaults().split();
    return latest ? options.latest() : options.earliest();
  }

  private static void fill(Hdf5File file, String group) {
    file.write(group + "/contiguous", BYTES);
    file.createDataset(group + "/chunked").chunks(700).maxShape(-1).gzip(3).write(BYTES);
    file.createDataset(group + "/fixed").chunks(700).write(BYTES);
    file.write(group + "/texts", new String[] {"a", "b".repeat(5000)});
    for (int i = 0; i < 40; i++) {
      file.group(group).attributes().set("attribute " + i, i);
    }
  }

  private static void requireFilled(Libhdf5File file, String group) {
    for (String name : new String[] {"contiguous", "chunked", "fixed"}) {
      assertThat(file.read(group + "/" + name)).as(name).isEqualTo(BYTES);
    }
  }

  private static void requireFilled(Hdf5File file, String group) {
    for (String name : new String[] {"contiguous", "chunked", "fixed"}) {
      assertThat(file.dataset(group + "/" + name).readBytes()).as(name).isEqualTo(BYTES);
    }
    assertThat(file.dataset(group + "/texts").readStrings()).containsExactly("a", "b".repeat(5000));
    assertThat(file.group(group).attributes().size()).isEqualTo(40);
  }

  private static void editWithLibhdf5(Libhdf5File file, String name) {
    file.dataset(
        name,
        Libhdf5Type.int8(),
        new long[] {BYTES.length},
        Libhdf5Layout.chunked(900).growingTo(-1L).deflated(),
        BYTES);
    file.texts(name + " texts", Libhdf5Layout.contiguous(), "x", "yy");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areReadAndEditedByLibhdf5(boolean latest) throws IOException {
    try (Hdf5File file = Hdf5File.create(base, options(latest))) {
      fill(file, "a");
      file.flush();
      fill(file, "b");
      file.delete("a");
    }
    assertThat(Files.size(rawData())).isGreaterThan(2L * BYTES.length);
    assertThat(Files.size(structures())).isLessThan(BYTES.length);
    try (Libhdf5File file = Libhdf5Drivers.openSplit(base, true)) {
      requireFilled(file, "b");
      editWithLibhdf5(file, "c");
    }
    try (Hdf5File file = Hdf5File.openReadWrite(base, SPLIT)) {
      assertThat(file.dataset("c").readBytes()).isEqualTo(BYTES);
      assertThat(file.dataset("c texts").readStrings()).containsExactly("x", "yy");
      requireFilled(file, "b");
      fill(file, "d");
      file.flush();
      file.delete("b");
      file.dataset("d/contiguous").write(BYTES);
      file.flush();
    }
    try (Libhdf5File file = Libhdf5Drivers.openSplit(base, true)) {
      requireFilled(file, "d");
      editWithLibhdf5(file, "e");
    }
    try (Hdf5File file = Hdf5File.open(base, SPLIT)) {
      requireFilled(file, "d");
      assertThat(file.dataset("e").readBytes()).isEqualTo(BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thatLibhdf5MadeAreEdited(boolean latest) throws IOException {
    try (Libhdf5File file = Libhdf5Drivers.createSplit(base, latest)) {
      editWithLibhdf5(file, "a");
    }
    try (Hdf5File file = Hdf5File.openReadWrite(base, SPLIT)) {
      fill(file, "b");
    }
    try (Libhdf5File file = Libhdf5Drivers.openSplit(base, false)) {
      requireFilled(file, "b");
      assertThat(file.read("a")).isEqualTo(BYTES);
    }
  }

  @Test
  void goBackToTheLastCommit() throws IOException {
    try (Hdf5File file = Hdf5File.create(base, options(true))) {
      fill(file, "a");
      file.flush();
      fill(file, "b");
      file.rollback();
      assertThat(file.root().names()).containsExactly("a");
      fill(file, "c");
      file.closeWithoutCommit();
    }
    try (Hdf5File file = Hdf5File.openReadWrite(base, SPLIT)) {
      assertThat(file.root().names()).containsExactly("a");
      requireFilled(file, "a");
      fill(file, "d");
    }
    try (Libhdf5File file = Libhdf5Drivers.openSplit(base, false)) {
      requireFilled(file, "a");
      requireFilled(file, "d");
    }
  }

  @Test
  void areMadeAnewOrRefused() throws IOException {
    try (Hdf5File file = Hdf5File.create(base, options(true))) {
      file.write("x", BYTES);
    }
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Hdf5File.createNew(base, options(true)));
    try (Hdf5File file = Hdf5File.openOrCreate(base, options(true))) {
      assertThat(file.root().contains("x")).isTrue();
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.open(base, SPLIT));
    }
    try (Hdf5File file = Hdf5File.create(base, options(true))) {
      assertThat(file.root().names()).isEmpty();
      assertThat(rawData()).isEmptyFile();
    }
    Files.delete(structures());
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(base, SPLIT));
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .as("raw data of whomever")
        .isThrownBy(() -> Hdf5File.createNew(base, options(true)));
    assertThat(rawData()).exists();
  }

  @Test
  void areNotEditedByOneOfTheirFiles() throws IOException {
    Hdf5File.create(base, options(true)).close();
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(structures()))
        .withMessageContaining("NCSAmult");
  }

  @Test
  void areRefusedWhenTheirRawDataIsCutOff() throws IOException {
    try (Hdf5File file = Hdf5File.create(base, options(true))) {
      file.write("x", BYTES);
    }
    Files.write(rawData(), new byte[100]);
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(base, SPLIT))
        .withMessageContaining("raw data");
  }

  @Test
  void haveNothingSpecial() {
    CreateOptions options = options(true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.create(base, options.userBlock(512)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.create(base, options.sizes(4, 4)));
    assertThat(structures()).doesNotExist();
    assertThat(rawData()).doesNotExist();
  }

  /// A pair of files whose program dies at a certain change, in the midst of it.
  private static final class DyingPair extends ForwardingWritableStorage {
    private final long last;
    private long changes;

    DyingPair(WritableSplit pair, long last) {
      super(pair);
      this.last = last;
    }

    /// How much of a change is still made: all, half, or nothing.
    private long part(long whole) throws IOException {
      changes++;
      if (changes > last + 1) {
        throw new IOException("dead");
      }
      return changes <= last ? whole : whole / 2;
    }

    private void live() throws IOException {
      if (changes > last) {
        throw new IOException("dying");
      }
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      super.write(position, source.asSlice(0, part(source.byteSize())));
      live();
    }

    @Override
    public void truncate(long size) throws IOException {
      part(0);
      live();
      super.truncate(size);
    }
  }

  private void change(long last, Durability durability) throws IOException {
    DyingPair storage = new DyingPair(WritableStorage.split(base), last);
    try (Hdf5File file = Hdf5File.openReadWrite(storage, SPLIT.durability(durability))) {
      fill(file, "b");
      file.dataset("a/contiguous").write(new byte[BYTES.length]);
      file.root().attributes().set("state", 2);
      file.flush();
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      assertThat(storage.changes).isGreaterThan(last);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Durability.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void areAtACommitWheneverTheirProgramDies(Durability durability) throws IOException {
    int before = 0;
    int after = 0;
    for (long last = 0; after < 3; last++) {
      try (Hdf5File file = Hdf5File.create(base, options(true))) {
        fill(file, "a");
        file.root().attributes().set("state", 1);
      }
      change(last, durability);
      try (Hdf5File file = Hdf5File.openReadWrite(base, SPLIT)) {
        boolean changed = file.root().attributes().get("state").readInt() == 2;
        if (changed) {
          requireFilled(file, "b");
          assertThat(file.dataset("a/contiguous").readBytes()).containsOnly(0);
        } else {
          requireFilled(file, "a");
          assertThat(file.root().names()).containsExactly("a");
        }
        before += changed ? 0 : 1;
        after += changed ? 1 : 0;
      }
    }
    assertThat(before).as("deaths before the commit").isGreaterThan(5);
  }
}
