package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.WritableFamily;
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

/// Files that are cut into a family of files.
class FamilyFilesTest {
  private static final long SIZE = 10_000;
  private static final byte[] BYTES = new byte[25_000];
  private static final byte[] NEW_BYTES = new byte[25_000];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) (i * 31);
      NEW_BYTES[i] = (byte) (i * 37);
    }
  }

  @TempDir Path directory;
  private Path pattern;

  @BeforeEach
  void choosePattern() {
    pattern = directory.resolve("family%d.h5");
  }

  private Path member(int index) {
    return directory.resolve("family" + index + ".h5");
  }

  private static CreateOptions options(boolean latest) {
    CreateOptions options = CreateOptions.defaults().family(SIZE);
    return latest ? options.latest() : options.earliest();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areReadAndEditedByLibhdf5(boolean latest) throws IOException {
    try (Hdf5File file = Hdf5File.create(pattern, options(latest))) {
      file.write("a/x", BYTES);
    }
    assertThat(member(0)).hasSize(SIZE);
    assertThat(member(1)).hasSize(SIZE);
    assertThat(member(2)).exists();
    try (Libhdf5File file = Libhdf5Drivers.openFamily(pattern, SIZE, true)) {
      assertThat(file.read("a/x")).isEqualTo(BYTES);
      file.dataset(
          "y", Libhdf5Type.int8(), new long[] {BYTES.length}, Libhdf5Layout.contiguous(), BYTES);
    }
    try (Hdf5File file = Hdf5File.openReadWrite(pattern, OpenOptions.defaults().family(SIZE))) {
      assertThat(file.dataset("y").readBytes()).isEqualTo(BYTES);
      file.write("z", BYTES);
      file.flush();
      file.delete("a/x");
    }
    try (Libhdf5File file = Libhdf5Drivers.openFamily(pattern, SIZE, false)) {
      assertThat(file.read("z")).isEqualTo(BYTES);
      assertThat(file.read("y")).isEqualTo(BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thatLibhdf5MadeAreEdited(boolean latest) throws IOException {
    try (Libhdf5File file = Libhdf5Drivers.createFamily(pattern, SIZE, latest)) {
      file.group("a");
    }
    assertThat(member(1)).as("one file that does not tell the size").doesNotExist();
    try (Hdf5File file = Hdf5File.openReadWrite(pattern, OpenOptions.defaults().family())) {
      file.write("a/x", BYTES);
    }
    assertThat(member(0)).hasSize(SIZE);
    try (Libhdf5File file = Libhdf5Drivers.openFamily(pattern, SIZE, false)) {
      assertThat(file.read("a/x")).isEqualTo(BYTES);
    }
    try (Hdf5File file = Hdf5File.open(pattern, OpenOptions.defaults().family())) {
      assertThat(file.dataset("a/x").readBytes()).isEqualTo(BYTES);
      assertThat(FileCheck.of(file).isSound()).isTrue();
    }
  }

  @Test
  void tellTheRightSizeOfTheirFiles() throws IOException {
    Hdf5File.create(pattern, options(true)).close();
    OpenOptions wrong = OpenOptions.defaults().family(SIZE + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.open(pattern, wrong))
        .withMessageContaining("10001")
        .withMessageContaining("expected 10000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.openReadWrite(pattern, wrong))
        .withMessageContaining("expected 10000");
    Hdf5File.openReadWrite(pattern, OpenOptions.defaults().family(SIZE)).close();
  }

  @Test
  void needAPatternAndASize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdf5File.create(directory.resolve("x.h5"), options(true)))
        .withMessageContaining("x.h5");
    assertThatIllegalArgumentException().isThrownBy(() -> CreateOptions.defaults().family(0));
    assertThatIllegalArgumentException().isThrownBy(() -> OpenOptions.defaults().family(-1));
  }

  @Test
  void areMissingIfTheFirstFileIs() {
    OpenOptions family = OpenOptions.defaults().family();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.open(pattern, family));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(pattern, family));
  }

  @Test
  void areMadeAnewOrRefused() throws IOException {
    try (Hdf5File file = Hdf5File.create(pattern, options(true))) {
      file.write("x", BYTES);
    }
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Hdf5File.createNew(pattern, options(true)));
    try (Hdf5File file = Hdf5File.openOrCreate(pattern, options(true))) {
      assertThat(file.root().contains("x")).isTrue();
    }
    try (Hdf5File file = Hdf5File.create(pattern, options(true))) {
      assertThat(file.root().names()).isEmpty();
      assertThat(member(2)).doesNotExist();
    }
  }

  @Test
  void areLocked() throws IOException {
    try (Hdf5File file = Hdf5File.create(pattern, options(true))) {
      file.createGroup("x");
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.open(pattern, OpenOptions.defaults().family()));
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.create(pattern, options(true)));
    }
  }

  @Test
  void areNotEditedByTheirFirstFile() throws IOException {
    Hdf5File.create(pattern, options(true)).close();
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> Hdf5File.openReadWrite(member(0)))
        .withMessageContaining("NCSAfami");
  }

  @Test
  void goBackToTheLastCommit() throws IOException {
    try (Hdf5File file = Hdf5File.create(pattern, options(true))) {
      file.write("x", 1);
      file.flush();
      file.write("y", BYTES);
      file.closeWithoutCommit();
    }
    assertThat(member(1)).doesNotExist();
    try (Hdf5File file = Hdf5File.open(pattern, OpenOptions.defaults().family())) {
      assertThat(file.root().names()).containsExactly("x");
    }
    assertThat(Files.size(member(0))).isLessThan(SIZE);
  }

  /// A family whose program dies at a certain change, in the midst of it.
  private static final class DyingFamily extends ForwardingWritableStorage {
    private final long last;
    private long changes;

    DyingFamily(WritableFamily family, long last) {
      super(family);
      this.last = last;
    }

    boolean isDead() {
      return changes > last;
    }

    private void live(long half) throws IOException {
      if (half < 0) {
        throw new IOException("dead");
      }
    }

    /// How much of a change is still made: all, half, or -1 for none.
    private long part(long whole) {
      changes++;
      return changes <= last ? whole : changes == last + 1 ? whole / 2 : -1;
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      long part = part(source.byteSize());
      live(part);
      super.write(position, source.asSlice(0, part));
      live(part < source.byteSize() ? -1 : part);
    }

    @Override
    public void truncate(long size) throws IOException {
      long before = size();
      long way = Math.abs(size - before);
      long part = part(way);
      live(part);
      super.truncate(size > before ? before + part : before - part);
      live(part < way ? -1 : part);
    }
  }

  private void change(long last, Durability durability) throws IOException {
    OpenOptions options = OpenOptions.defaults().family().durability(durability);
    DyingFamily storage = new DyingFamily(WritableStorage.family(pattern), last);
    try (Hdf5File file = Hdf5File.openReadWrite(storage, options)) {
      file.dataset("x").write(NEW_BYTES);
      file.write("y", BYTES);
      file.root().attributes().set("state", 2);
      file.flush();
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      assertThat(storage.isDead()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Durability.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void areAtACommitWheneverTheirProgramDies(Durability durability) throws IOException {
    int before = 0;
    int after = 0;
    for (long last = 0; after < 3; last++) {
      try (Hdf5File file = Hdf5File.create(pattern, options(true))) {
        file.write("x", BYTES);
        file.root().attributes().set("state", 1);
      }
      change(last, durability);
      try (Hdf5File file = Hdf5File.openReadWrite(pattern, OpenOptions.defaults().family(SIZE))) {
        boolean changed = file.root().attributes().get("state").readInt() == 2;
        assertThat(file.dataset("x").readBytes()).isEqualTo(changed ? NEW_BYTES : BYTES);
        assertThat(file.root().contains("y")).isEqualTo(changed);
        before += changed ? 0 : 1;
        after += changed ? 1 : 0;
      }
    }
    assertThat(before).as("deaths before the commit").isGreaterThan(5);
  }
}
