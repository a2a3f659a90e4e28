package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads of so many elements in a row that they come in the largest parts that there are.
class LongRunTest {
  private static final int ROWS = 9;

  /// No multiple of anything, and more than four megabytes of them.
  private static final int COLUMNS = 1_100_003;

  @TempDir static Path directory;
  private static Hdf5File file;

  @BeforeAll
  static void makeFile() throws IOException {
    Path path = directory.resolve("file.h5");
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * COLUMNS * Integer.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      bytes.putInt(value(i));
    }
    try (Libhdf5File made = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      long[] shape = {ROWS, COLUMNS};
      made.dataset("data", Libhdf5Type.int32(), shape, Libhdf5Layout.contiguous(), bytes.array());
    }
    file = Hdf5File.open(path, OpenOptions.defaults().threads(2));
  }

  @AfterAll
  static void close() throws IOException {
    file.close();
  }

  /// Differs from its neighbours' and from that of an element any power of two away.
  private static int value(int i) {
    return i * 0x9e3779b1;
  }

  private static void requireRow(int[] elements, int at, int row) {
    for (int i = 0; i < COLUMNS; i++) {
      if (elements[at + i] != value(row * COLUMNS + i)) {
        assertThat(elements[at + i]).as("%s, %s", row, i).isEqualTo(value(row * COLUMNS + i));
      }
    }
  }

  @Test
  void allRowsAreRead() {
    int[] elements = file.dataset("data").readInts();
    assertThat(elements).hasSize(ROWS * COLUMNS);
    for (int row = 0; row < ROWS; row++) {
      requireRow(elements, row * COLUMNS, row);
    }
  }

  @Test
  void oneRunMayBeginAnywhere() {
    int[] elements = new int[7 * COLUMNS + 1];
    MemorySegment memory = MemorySegment.ofArray(elements).asSlice(Integer.BYTES);
    file.dataset("data").readInto(memory, Selection.of("2:9"));
    assertThat(elements[0]).isZero();
    for (int row = 2; row < ROWS; row++) {
      requireRow(elements, 1 + (row - 2) * COLUMNS, row);
    }
  }

  @Test
  void longRunsMayBeApart() {
    int[] elements = file.dataset("data").readInts(Selection.of("[0, 1, 2, 4, 5, 7, 8]"));
    int at = 0;
    for (int row : new int[] {0, 1, 2, 4, 5, 7, 8}) {
      requireRow(elements, at, row);
      at += COLUMNS;
    }
    elements = file.dataset("data").readInts(Selection.of("8::-1"));
    for (int row = 0; row < ROWS; row++) {
      requireRow(elements, (ROWS - 1 - row) * COLUMNS, row);
    }
  }

  @Test
  void rowsMayBeCut() {
    int[] elements = file.dataset("data").readInts(Selection.of(":, 5:1100001"));
    int width = 1_100_001 - 5;
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < width; i += 997) {
        assertThat(elements[row * width + i]).isEqualTo(value(row * COLUMNS + 5 + i));
      }
      assertThat(elements[row * width + width - 1]).isEqualTo(value(row * COLUMNS + 1_100_000));
    }
  }

  @Test
  void memoryOutsideTheHeapIsFilled() {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate((long) ROWS * COLUMNS * Integer.BYTES);
      file.dataset("data").readInto(memory, Selection.all());
      int[] elements = memory.toArray(ValueLayout.JAVA_INT);
      for (int row = 0; row < ROWS; row++) {
        requireRow(elements, row * COLUMNS, row);
      }
    }
  }

  @Test
  void bytesAreFilledLikeNumbers() {
    byte[] bytes = new byte[ROWS * COLUMNS * Integer.BYTES];
    file.dataset("data").readInto(MemorySegment.ofArray(bytes), Selection.all());
    int[] elements = new int[ROWS * COLUMNS];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(elements);
    for (int row = 0; row < ROWS; row++) {
      requireRow(elements, row * COLUMNS, row);
    }
  }

  @Test
  void numbersAreWidenedToAnArrayOfTheCaller() {
    double[] elements = new double[ROWS * COLUMNS];
    file.dataset("data").readInto(NdArray.of(elements, ROWS, COLUMNS));
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != value(i)) {
        assertThat(elements[i]).as("%s", i).isEqualTo(value(i));
      }
    }
  }
}
