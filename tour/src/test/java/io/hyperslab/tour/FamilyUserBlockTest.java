package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user block in a family of files: no lesson leaves one, since HDF5 1.10 crashes on it.
class FamilyUserBlockTest {
  @TempDir Path folder;

  @Test
  void theUserBlockIsInTheFirstFile() throws IOException {
    Path path = folder.resolve("family%d.h5");
    byte[] mine = "mine".getBytes(StandardCharsets.US_ASCII);
    CreateOptions options = CreateOptions.defaults().userBlock(512).family(4096);
    try (Hdf5File file = Hdf5File.create(path, options)) {
      file.write("data", new int[2000]);
      file.writeUserBlock(mine);
    }
    assertThat(Files.readAllBytes(folder.resolve("family0.h5"))).startsWith(mine);
    assertThat(folder.resolve("family2.h5")).exists();
    try (Hdf5File file = Hdf5File.open(path, OpenOptions.defaults().family())) {
      assertThat(file.userBlock()).hasSize(512).startsWith(mine);
      assertThat(file.dataset("data").readInts()).hasSize(2000).containsOnly(0);
    }
  }
}
