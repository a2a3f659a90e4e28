package io.hyperslab.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.datatype.Datatypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Datasets of text that are made by Hyperslab and written first by libhdf5.
class LateTextTest {
  private static final int TEXTS = 300;

  @TempDir private Path folder;

  @Test
  void libhdf5WritesTextToSpaceThatHeldOtherData() throws IOException {
    Path path = folder.resolve("late.h5");
    byte[] anything = new byte[1 << 16];
    new Random(1).nextBytes(anything);
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root().write("anything", anything);
      file.root().createDataset("texts").type(Datatypes.VARIABLE_STRING).shape(TEXTS).create();
    }
    String[] texts = new String[TEXTS];
    Arrays.setAll(texts, i -> "text " + i);
    Libhdf5Program libhdf5 = new Libhdf5Program();
    libhdf5.openFile(path, new Random(2));
    // libhdf5 looks for what the old elements lead to before it replaces them.
    libhdf5.delete("/anything");
    libhdf5.write("/texts", new long[] {TEXTS}, 0, TEXTS, List.of(texts));
    libhdf5.closeFile();
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.dataset("texts").readStrings()).isEqualTo(texts);
    }
  }
}
