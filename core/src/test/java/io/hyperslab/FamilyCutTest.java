package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.error.FileLockedException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.storage.FileGuard;
import io.hyperslab.storage.FileLocking;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5Drivers;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that were cut anew; libhdf5 refuses a family that says another size than it has.
class FamilyCutTest {
  private static final byte[] BYTES = new byte[9000];

  static {
    Arrays.setAll(new int[BYTES.length], i -> BYTES[i] = (byte) (i * 31));
  }

  @TempDir private Path folder;

  private Path pattern() {
    return folder.resolve("x%d.h5");
  }

  /// A family of files of 4000 bytes, in one piece.
  private byte[] make(boolean latest) throws IOException {
    CreateOptions options = CreateOptions.defaults().family(4000);
    Path old = folder.resolve("old%d.h5");
    try (Hdf5File file = Hdf5File.create(old, latest ? options.latest() : options.earliest())) {
      file.write("x", BYTES);
    }
    try (Hdf5File file = Hdf5File.open(old, OpenOptions.defaults().family())) {
      return file.toImage();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void libhdf5OpensAFamilyThatWasCutAnew(boolean latest) throws IOException {
    byte[] image = make(latest);
    for (int i = 0; i * 3000 < image.length; i++) {
      Files.write(
          folder.resolve("x" + i + ".h5"),
          Arrays.copyOfRange(image, i * 3000, Math.min(image.length, (i + 1) * 3000)));
    }
    FamilyCut.resized(pattern(), 3000);
    try (Libhdf5File file = Libhdf5Drivers.openFamily(pattern(), 3000, true)) {
      assertThat(file.read("x")).isEqualTo(BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void libhdf5WritesAFileThatWasAFamily(boolean latest) throws IOException {
    Path one = folder.resolve("one.h5");
    Files.write(one, make(latest));
    FamilyCut.joined(one);
    try (Libhdf5File file = Libhdf5.openReadWrite(one)) {
      assertThat(file.read("x")).isEqualTo(BYTES);
    }
    try (Hdf5File file = Hdf5File.openReadWrite(one)) {
      file.write("y", BYTES);
    }
    try (Hdf5File file = Hdf5File.open(one)) {
      assertThat(FileCheck.of(file).isSound()).isTrue();
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = folder.resolve("x0.h5");
    Files.writeString(text, "no HDF5 file");
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> FamilyCut.joined(text));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> FamilyCut.resized(pattern(), 512));
  }

  @Test
  void filesOfAnotherSizeAreRefusedAndKept() throws IOException {
    make(true);
    Path first = folder.resolve("old0.h5");
    byte[] bytes = Files.readAllBytes(first);
    for (long size : new long[] {3000, 8000}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FamilyCut.resized(folder.resolve("old%d.h5"), size))
          .withMessageContaining("old%d.h5");
    }
    assertThat(Files.readAllBytes(first)).isEqualTo(bytes);
  }

  @Test
  void filesInUseAreRefused() throws IOException {
    Path one = folder.resolve("one.h5");
    Files.write(one, make(true));
    Path first = folder.resolve("old0.h5");
    try (FileGuard _ = FileGuard.shared(one, FileLocking.FROM_ENVIRONMENT, Duration.ZERO);
        FileGuard _ = FileGuard.shared(first, FileLocking.FROM_ENVIRONMENT, Duration.ZERO)) {
      assertThatExceptionOfType(FileLockedException.class).isThrownBy(() -> FamilyCut.joined(one));
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> FamilyCut.resized(folder.resolve("old%d.h5"), 4000));
    }
  }
}
