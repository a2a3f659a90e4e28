package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.OpenOptions.MissingSource;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.storage.FileResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Raw data in files of its own: 6 rows of 4 elements.
class ExternalDataTest {

  @Test
  void readsWhatIsBeside() throws IOException {
    try (Hdf5File file = Fixtures.open("external.h5")) {
      Dataset whole = file.dataset("whole");
      assertThat(whole.layout()).isEqualTo(StorageLayout.CONTIGUOUS);
      assertThat(whole.dataAddress()).isEmpty();
      assertThat(whole.externalSegments())
          .containsExactly(
              new ExternalSegment("external-a.bin", 8, OptionalLong.of(40)),
              new ExternalSegment("external-b.bin", 0, OptionalLong.empty()));
      assertThat(whole.readLongs()).isEqualTo(Fixtures.numbers(24));
      Random random = new Random(1);
      for (int i = 0; i < 200; i++) {
        SelectionCase wanted = SelectionCase.random(random, whole.shape());
        assertThat(whole.readLongs(wanted.selection()))
            .as("%s", wanted)
            .isEqualTo(wanted.ordinals());
      }
    }
  }

  @Test
  void behindTheEndOfTheFileAreZeros() throws IOException {
    try (Hdf5File file = Fixtures.open("external.h5")) {
      int[] expected = Arrays.copyOf(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 24);
      assertThat(file.dataset("short").readInts()).isEqualTo(expected);
      assertThat(file.dataset("short").readInts(Selection.of("2:4, 1"))).containsExactly(9, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MissingSource.class,
      names = {"REFUSE", "FILL"})
  void aMissingFileIsRefused(MissingSource policy) throws IOException {
    OpenOptions options = OpenOptions.defaults().missingSource(policy);
    try (Hdf5File file = Fixtures.open("external.h5", options)) {
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset("missing").read())
          .satisfies(e -> {
            assertThat(e.getMessage()).contains("no-such-file.bin");
            assertThat(e.file()).contains(file.name());
            assertThat(e.objectPath()).contains("/missing");
          });
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset("outside").read())
          .withMessageContaining("../external-a.bin");
      assertThat(file.dataset("missing").shape()).containsExactly(6, 4);
    }
  }

  @Test
  void aMissingFileIsFilledWhenAsked() throws IOException {
    OpenOptions options = OpenOptions.defaults().missingSource(MissingSource.FILL_ALL);
    try (Hdf5File file = Fixtures.open("external.h5", options)) {
      assertThat(file.dataset("missing").readInts()).hasSize(24).containsOnly(5);
      assertThat(file.dataset("outside").readInts(Selection.of("1"))).containsExactly(5, 5, 5, 5);
      assertThat(file.dataset("whole").readLongs()).isEqualTo(Fixtures.numbers(24));
    }
  }

  @Test
  void aFileElsewhereIsReadAsTheResolverAllows(@TempDir Path directory) throws IOException {
    Path inner = Files.createDirectory(directory.resolve("inner"));
    Fixtures.copyTo(inner, "external.h5");
    Fixtures.copyTo(directory, "external-a.bin");
    try (Hdf5File file = Hdf5File.open(inner.resolve("external.h5"))) {
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.dataset("outside").read());
    }
    OpenOptions options = OpenOptions.defaults().resolver(FileResolver.within(directory));
    try (Hdf5File file = Hdf5File.open(inner.resolve("external.h5"), options)) {
      // The file begins with 8 bytes of 0xee.
      assertThat(file.dataset("outside").readInts(Selection.of("0")))
          .containsExactly(0xeeeeeeee, 0xeeeeeeee, 0, 1);
    }
  }
}
