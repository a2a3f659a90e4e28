package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Libhdf5FileTest {
  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() {
    Path path = folder.resolve("a.h5");
    byte[] elements = {1, 2, 3, 4, 5};
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.V18)) {
      file.dataset(
          "/d", Libhdf5Type.int8(), new long[] {5}, Libhdf5Layout.chunked(2).deflated(), elements);
    }
    try (Libhdf5File file = Libhdf5.open(path)) {
      assertThat(file.read("/d")).isEqualTo(elements);
    }
  }

  @Test
  void namesTheFunctionThatFailed() {
    assertThatThrownBy(() -> Libhdf5.open(folder.resolve("absent.h5")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("H5Fopen");
  }

  @Test
  void isTheVersionThatTheBuildNames() {
    assertThat(Libhdf5.version()).isEqualTo("1.14.3");
  }
}
