package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.FixedPoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where virtual datasets end, as libhdf5 1.10.8 has it for `H5Pset_virtual_view` and
/// `H5Pset_virtual_printf_gap`. Blocks of two elements start at 0, 3, 6 and 9; the source of the
/// third one is missing.
class VirtualEndTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFile() throws IOException {
    try (Hdf5File file = Hdf5File.create(folder.resolve("v.h5"))) {
      for (int number : new int[] {0, 1, 3}) {
        file.root().write("d" + number, new int[] {10 * number + 1, 10 * number + 2});
      }
      Hyperslab blocks =
          Hyperslab.of(
              new long[] {0}, new long[] {3}, new long[] {Hyperslab.UNLIMITED}, new long[] {2});
      file.root()
          .createDataset("all")
          .type(FixedPoint.INT32)
          .shape(2)
          .maxShape(Dataspace.UNLIMITED)
          .map(new VirtualSource(".", "d%b", Selection.box(new long[] {0}, new long[] {2}), blocks))
          .create();
    }
  }

  private int[] read(OpenOptions options) throws IOException {
    try (Hdf5File file = Hdf5File.open(folder.resolve("v.h5"), options)) {
      return file.dataset("all").read().toInts();
    }
  }

  @Test
  void theFirstMissingSourceEndsIt() throws IOException {
    assertThat(read(OpenOptions.defaults())).containsExactly(1, 2, 0, 11, 12);
  }

  @Test
  void aGapIsSteppedOver() throws IOException {
    assertThat(read(OpenOptions.defaults().virtualGap(1)))
        .containsExactly(1, 2, 0, 11, 12, 0, 0, 0, 0, 31, 32);
  }

  @Test
  void itReachesToWhereTheFirstMissingSourceWouldBe() throws IOException {
    OpenOptions options = OpenOptions.defaults().virtualEnd(OpenOptions.VirtualEnd.FIRST_MISSING);

    assertThat(read(options)).containsExactly(1, 2, 0, 11, 12, 0);
    assertThat(read(options.virtualGap(1))).containsExactly(1, 2, 0, 11, 12, 0, 0, 0, 0, 31, 32, 0);
  }

  @Test
  void aGapIsNotNegative() {
    assertThatThrownBy(() -> OpenOptions.defaults().virtualGap(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
