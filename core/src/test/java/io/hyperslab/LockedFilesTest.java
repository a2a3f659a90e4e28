package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.FileLocking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Any number may have a file open for reading, or one for writing, within one Java VM; see
/// [LocksOfOthersTest] for other programs.
@Timeout(60)
class LockedFilesTest {
  private static final String WRITES = "this Java VM, which writes it";
  private static final String READS = "this Java VM, which reads it";

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void makeFile() throws IOException {
    path = directory.resolve("file.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.write("x", new int[] {1, 2, 3});
    }
  }

  private void requireLocked(ThrowingCallable opening, String holder) {
    assertThatExceptionOfType(FileLockedException.class)
        .isThrownBy(opening)
        .satisfies(e -> assertThat(e.holder()).contains(holder))
        .satisfies(e -> assertThat(e.file()).contains(path.toString()))
        .withMessageContaining("in use by " + holder);
  }

  private void requireFree() throws IOException {
    Hdf5File.openReadWrite(path).close();
  }

  @Test
  void oneWriterKeepsEverybodyElseOut() throws IOException {
    byte[] before = Files.readAllBytes(path);
    try (Hdf5File writer = Hdf5File.openReadWrite(path)) {
      requireLocked(() -> Hdf5File.openReadWrite(path), WRITES);
      requireLocked(() -> Hdf5File.open(path), WRITES);
      requireLocked(() -> Hdf5File.create(path), WRITES);
      requireLocked(() -> Hdf5File.openOrCreate(path), WRITES);
      assertThatThrownBy(() -> Hdf5File.createNew(path))
          .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
      assertThat(writer.dataset("x").readInts()).containsExactly(1, 2, 3);
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    requireFree();
  }

  @Test
  void readersKeepWritersOut() throws IOException {
    Hdf5File one = Hdf5File.open(path);
    try (Hdf5File two = Hdf5File.open(path)) {
      requireLocked(() -> Hdf5File.openReadWrite(path), READS);
      requireLocked(() -> Hdf5File.create(path), READS);
      one.close();
      requireLocked(() -> Hdf5File.openReadWrite(path), READS);
      assertThat(two.dataset("x").readInts()).containsExactly(1, 2, 3);
    }
    requireFree();
  }

  @Test
  void aFileThatIsMadeIsLockedFromTheBeginning() throws IOException {
    Path fresh = directory.resolve("fresh.h5");
    for (boolean replacing : new boolean[] {false, true}) {
      try (Hdf5File made = Hdf5File.create(fresh)) {
        assertThatThrownBy(() -> Hdf5File.open(fresh)).isInstanceOf(FileLockedException.class);
        made.write("y", 1);
        made.flush();
        assertThatThrownBy(() -> Hdf5File.open(fresh)).isInstanceOf(FileLockedException.class);
        assertThatThrownBy(() -> Hdf5File.openReadWrite(fresh))
            .isInstanceOf(FileLockedException.class);
      }
      try (Hdf5File made = Hdf5File.open(fresh)) {
        assertThat(made.dataset("y").readInt()).as("replacing %s", replacing).isEqualTo(1);
      }
    }
  }

  @Test
  void aFileThatWasNotReplacedAfterAllIsAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(path);
    try (Hdf5File made = Hdf5File.create(path)) {
      made.write("y", 1);
      made.closeWithoutCommit();
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(path);
    }
    requireFree();
  }

  @ParameterizedTest
  @EnumSource(FileLocking.class)
  void withinTheVmTheRuleHoldsWhateverThePolicy(FileLocking locking) throws IOException {
    OpenOptions options = OpenOptions.defaults().locking(locking);
    try (Hdf5File writer = Hdf5File.openReadWrite(path, options)) {
      requireLocked(() -> Hdf5File.open(path, options), WRITES);
      requireLocked(() -> Hdf5File.openReadWrite(path, options), WRITES);
      assertThat(writer.isWritable()).isTrue();
    }
    requireFree();
  }

  @Test
  void anOpeningThatFailsLeavesNoLock() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, "not HDF5 at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> Hdf5File.open(path)).isInstanceOf(Hdf5Exception.class);
    assertThatThrownBy(() -> Hdf5File.openReadWrite(path)).isInstanceOf(Hdf5Exception.class);
    Files.write(path, whole);
    requireFree();
    assertThatThrownBy(
            () -> Hdf5File.create(path, CreateOptions.defaults().sizes(2, 2).userBlock(1 << 20)))
        .isInstanceOf(Hdf5Exception.class);
    assertThat(Files.readAllBytes(path)).isEqualTo(whole);
    requireFree();
  }

  @Test
  void aClosedFileIsFreeEvenIfItWasNotCommitted() throws IOException {
    Hdf5File writer = Hdf5File.openReadWrite(path);
    writer.createDataset("new").type(INT32).shape(1000).create();
    writer.closeWithoutCommit();
    requireFree();
    Hdf5File reader = Hdf5File.open(path);
    reader.closeWithoutCommit();
    requireFree();
  }

  @Test
  void whoWaitsGetsTheFileWhenItIsFree() throws Exception {
    OpenOptions patient = OpenOptions.defaults().lockWait(Duration.ofSeconds(50));
    Hdf5File writer = Hdf5File.openReadWrite(path);
    CompletableFuture<int[]> waiting =
        CompletableFuture.supplyAsync(() -> {
          try (Hdf5File next = Hdf5File.openReadWrite(path, patient)) {
            return next.dataset("x").readInts();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    writer.dataset("x").write(new int[] {4, 5, 6});
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(waiting).isNotDone();
    writer.close();
    assertThat(waiting.get(50, TimeUnit.SECONDS)).containsExactly(4, 5, 6);
  }

  @Test
  void whoWaitsTooShortIsRefused() throws IOException {
    try (Hdf5File reader = Hdf5File.open(path)) {
      long start = System.nanoTime();
      requireLocked(
          () -> Hdf5File.create(path, CreateOptions.defaults().lockWait(Duration.ofMillis(200))),
          READS);
      assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(190));
      assertThat(reader.isOpen()).isTrue();
    }
  }

  @Test
  void aFileIsKnownByAllItsNames() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.h5"), path);
    try (Hdf5File writer = Hdf5File.openReadWrite(link)) {
      assertThatThrownBy(() -> Hdf5File.open(path)).isInstanceOf(FileLockedException.class);
      assertThat(writer.path()).contains(link);
    }
    requireFree();
  }
}
