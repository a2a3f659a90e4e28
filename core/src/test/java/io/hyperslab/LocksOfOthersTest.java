package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.testkit.H5py;
import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that use libhdf5 and this library keep each other out as they do among themselves.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LocksOfOthersTest {
  private static final OpenOptions LOCKING = OpenOptions.defaults().locking(FileLocking.REQUIRED);

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void makeFile() throws IOException {
    Optional<String> missing = Oracles.missingH5py();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    path = directory.resolve("file.h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().latest())) {
      file.createDataset("x")
          .type(Datatypes.INT32)
          .maxShape(10)
          .chunks(4)
          .write(new int[] {1, 2, 3});
    }
  }

  private Hdf5File hold(String ours) throws IOException {
    return switch (ours) {
      case "r" -> Hdf5File.open(path, LOCKING);
      case "r+" -> Hdf5File.openReadWrite(path, LOCKING);
      case "w" -> Hdf5File.create(path, CreateOptions.defaults().locking(FileLocking.REQUIRED));
      default -> throw new IllegalArgumentException(ours);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "r,  r,  TRUE,  true",
    "r,  r+, TRUE,  false",
    "r,  w,  TRUE,  false",
    "r+, r,  TRUE,  false",
    "r+, r+, TRUE,  false",
    "r+, w,  TRUE,  false",
    "w,  r,  TRUE,  false",
    "w,  r+, TRUE,  false",
    "r,  r+, FALSE, true",
    "r+, r,  FALSE, true",
    "r+, r+, FALSE, true"
  })
  void libhdf5WaitsForUs(String ours, String theirs, String locking, boolean opened)
      throws IOException {
    try (Hdf5File file = hold(ours);
        PythonChild child = PythonChild.open(path, theirs, locking)) {
      assertThat(child.hasOpened()).isEqualTo(opened);
      assertThat(file.isOpen()).isTrue();
    }
    try (PythonChild child = PythonChild.open(path, "r+", "TRUE")) {
      assertThat(child.hasOpened()).as("once we are done").isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "r,  r,  true",
    "r,  r+, false",
    "r,  w,  false",
    "r+, r,  false",
    "r+, r+, false",
    "r+, w,  false"
  })
  void weWaitForLibhdf5(String theirs, String ours, boolean opened) throws IOException {
    try (PythonChild child = PythonChild.open(path, theirs, "TRUE")) {
      assertThat(child.hasOpened()).isTrue();
      if (opened) {
        hold(ours).close();
      } else {
        assertThatExceptionOfType(FileLockedException.class)
            .isThrownBy(() -> hold(ours))
            .satisfies(e -> assertThat(e.holder().orElse("")).contains("" + child.processId()));
      }
    }
    hold(ours).close();
  }

  @Test
  void withoutLocksNobodyIsKeptOutButByFlags() throws IOException {
    OpenOptions none = OpenOptions.defaults().locking(FileLocking.NONE);
    try (PythonChild child = PythonChild.open(path, "r", "TRUE")) {
      assertThat(child.hasOpened()).isTrue();
      Hdf5File.openReadWrite(path, none).close();
    }
  }

  @H5py("test_file::TestFileLocking.test_multiprocess")
  @Test
  void aReaderWithoutALockKeepsNobodyOut() throws IOException {
    OpenOptions none = OpenOptions.defaults().locking(FileLocking.NONE);
    try (Hdf5File file = Hdf5File.open(path, none);
        PythonChild child = PythonChild.open(path, "w", "TRUE")) {
      assertThat(child.hasOpened()).isTrue();
      assertThat(file.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"latest", "swmr"})
  void aFileWhoseWriterDiedIsRefusedUntilItIsPutRight(String mode) throws IOException {
    try (PythonChild child = PythonChild.open(path, mode, "TRUE")) {
      assertThat(child.hasOpened()).isTrue();
      child.kill();
    }
    byte[] left = Files.readAllBytes(path);
    requireUnclean();
    OpenOptions allowing = LOCKING.allowUnclean();
    try (Hdf5File file = Hdf5File.open(path, allowing)) {
      assertThat(file.dataset("x").readInts()).hasSize(3);
    }
    try (Hdf5File file = Hdf5File.openReadWrite(path, allowing)) {
      assertThat(file.dataset("x").readInts()).hasSize(3);
    }
    assertThat(Files.readAllBytes(path)).as("without a change").isEqualTo(left);
    requireUnclean();
    try (Hdf5File file = Hdf5File.openReadWrite(path, allowing)) {
      file.root().attributes().set("seen", 1);
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().attributes().get("seen").readInt()).isEqualTo(1);
    }
    try (PythonChild child = PythonChild.open(path, "r+", "TRUE")) {
      assertThat(child.hasOpened()).as("by libhdf5").isTrue();
    }
  }

  private void requireUnclean() {
    for (String mode : new String[] {"r", "r+"}) {
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> hold(mode))
          .satisfies(e -> assertThat(e.file()).contains(path.toString()))
          .withMessageContaining("writer");
    }
  }

  @Test
  void aLiveSwmrWriterIsSeenWithoutALock() throws IOException {
    try (PythonChild child = PythonChild.open(path, "swmr", "TRUE")) {
      assertThat(child.hasOpened()).isTrue();
      requireUnclean();
      try (Hdf5File file = Hdf5File.open(path, LOCKING.allowUnclean())) {
        assertThat(file.dataset("x").readInts()).startsWith(2);
      }
    }
    hold("r+").close();
  }
}
