package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.FixedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What exports and imports must not destroy.
class ExchangeCommandsTest {
  @TempDir private Path directory;

  @Test
  void theFileThatIsExportedIsNotReplaced() throws IOException {
    Path file = Trial.copy("storage.h5", directory);
    byte[] before = Files.readAllBytes(file);
    Path link = Files.createLink(directory.resolve("alias.csv"), file);
    for (Path out : new Path[] {file, link}) {
      Trial trial =
          Trial.of(new ExportCommand(), "-f", "csv", "--force", file + "/compact", out.toString());
      assertThat(trial.status()).isEqualTo(1);
      assertThat(trial.err()).contains(out + ": is the file that is read").hasLineCount(1);
    }
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void rawDataOfWhatIsExportedAreNotReplaced() throws IOException {
    Path file = directory.resolve("a.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.createDataset("g/x")
          .type(FixedPoint.INT32)
          .shape(2)
          .external("raw.npz", 0, 8)
          .create()
          .write(new int[] {1, 2});
      made.write("other", 3);
    }
    Path raw = directory.resolve("raw.npz");
    byte[] before = Files.readAllBytes(raw);
    // The file would lose them, whatever of it is exported.
    for (String place : new String[] {"/g/x", "/g", "/other"}) {
      Trial trial = Trial.of(new ExportCommand(), "--force", file + place, raw.toString());
      assertThat(trial.status()).isEqualTo(1);
      assertThat(trial.err()).contains(raw + ": holds data of what is read").hasLineCount(1);
    }
    assertThat(raw).hasBinaryContent(before);
    Path unrelated = Files.write(directory.resolve("unrelated.npz"), before);
    assertThat(Trial.of(new ExportCommand(), "--force", file + "/other", unrelated.toString()))
        .extracting(Trial::status)
        .isEqualTo(0);
    assertThat(Files.readAllBytes(unrelated)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "npz"})
  void aGroupIsNotReplacedByADataset(String format) throws IOException {
    Path file = directory.resolve("a.h5");
    try (Hdf5File made = Hdf5File.create(file)) {
      made.write("runs/a/kept", new int[] {1, 2});
      made.write("a", new int[] {3});
    }
    byte[] before = Files.readAllBytes(file);
    Path source = directory.resolve("in." + format);
    assertThat(Trial.of(new ExportCommand(), file + "/a", source.toString()).status()).isZero();
    String group = file + (format.equals("npz") ? "/runs" : "/runs/a");
    Trial trial = Trial.of(new ImportCommand(), "--overwrite", source.toString(), group);
    assertThat(trial.status()).isEqualTo(1);
    assertThat(trial.err()).contains("/runs/a is a group").contains("rm -r").hasLineCount(1);
    assertThat(file).hasBinaryContent(before);
  }
}
