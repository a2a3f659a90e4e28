package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Visits of all elements, block by block.
class BlockReadTest {
  private static final int ROWS = 1301;
  private static final int COLUMNS = 997;

  @TempDir static Path directory;
  private static Path path;

  @BeforeAll
  static void makeFile() throws IOException {
    path = directory.resolve("file.h5");
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * COLUMNS * Integer.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      bytes.putInt(i);
    }
    byte[] elements = bytes.array();
    Libhdf5Type int32 = Libhdf5Type.int32();
    try (Libhdf5File made = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      long[] shape = {ROWS, COLUMNS};
      made.dataset("contiguous", int32, shape, Libhdf5Layout.contiguous(), elements);
      made.dataset("chunked", int32, shape, Libhdf5Layout.chunked(100, 300), elements);
      made.dataset("empty", int32, new long[] {0, 4}, Libhdf5Layout.contiguous(), new byte[0]);
      byte[] one = {42, 0, 0, 0};
      made.dataset("scalar", int32, new long[0], Libhdf5Layout.contiguous(), one);
    }
  }

  private static DataView view(Hdf5File file, String name) {
    return file.dataset(name).select(Selection.all());
  }

  /// Where each element of a view is put by the blocks' boxes.
  private static int[] visited(DataView view) {
    long[] shape = view.dataspace().shape();
    int[] all = new int[(int) view.dataspace().elementCount()];
    AtomicLong count = new AtomicLong();
    view.forEachBlock((box, block) -> {
      assertThat(box.resolve(shape).resultShape()).isEqualTo(block.shape());
      long[] low = box.resolve(shape).low();
      int[] elements = block.toInts();
      int width = (int) block.shape()[1];
      for (int i = 0; i < elements.length; i++) {
        long row = low[0] + i / width;
        all[(int) (row * shape[1] + low[1] + i % width)] = elements[i];
      }
      count.addAndGet(elements.length);
    });
    assertThat(count).hasValue(all.length);
    return all;
  }

  private static int[] numbers() {
    int[] numbers = new int[ROWS * COLUMNS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  @Test
  void everyElementIsVisitedOnce() throws IOException {
    for (int threads : new int[] {1, 2, 5}) {
      OpenOptions options = OpenOptions.defaults().threads(threads);
      try (Hdf5File file = Hdf5File.open(path, options)) {
        assertThat(visited(view(file, "contiguous"))).isEqualTo(numbers());
        assertThat(visited(view(file, "chunked"))).isEqualTo(numbers());
      }
    }
  }

  @Test
  void boxesAreThoseOfTheView() throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      for (String name : new String[] {"contiguous", "chunked"}) {
        int[] some = visited(file.dataset(name).select(Selection.of("::-2, 10:")));
        int width = COLUMNS - 10;
        assertThat(some).hasSize(651 * width);
        for (int i = 0; i < some.length; i += 101) {
          int row = ROWS - 1 - 2 * (i / width);
          assertThat(some[i]).isEqualTo(row * COLUMNS + 10 + i % width);
        }
      }
    }
  }

  @Test
  void elementsAreWhatTheViewShows() throws IOException {
    AtomicLong sum = new AtomicLong();
    try (Hdf5File file = Hdf5File.open(path)) {
      DataView wide = view(file, "contiguous").as(Datatypes.FLOAT64);
      wide.forEachBlock((_, block) -> {
        assertThat(block.datatype()).isEqualTo(Datatypes.FLOAT64);
        sum.addAndGet((long) block.sum());
      });
      long count = (long) ROWS * COLUMNS;
      assertThat(sum).hasValue(count * (count - 1) / 2);
      DataView narrow = view(file, "contiguous").as(Datatypes.INT8);
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> narrow.forEachBlock((_, _) -> {}));
    }
  }

  @Test
  void fewElementsAreOneBlock() throws IOException {
    AtomicInteger visits = new AtomicInteger();
    try (Hdf5File file = Hdf5File.open(path)) {
      view(file, "empty").forEachBlock((_, _) -> visits.incrementAndGet());
      assertThat(visits).hasValue(0);
      view(file, "scalar")
          .forEachBlock((_, block) -> {
            assertThat(block.shape()).isEmpty();
            assertThat(block.getInt()).isEqualTo(42);
            visits.incrementAndGet();
          });
      assertThat(visits).hasValue(1);
    }
  }

  @Test
  void whatAVisitorThrowsEndsTheVisits() throws IOException {
    IllegalArgumentException failure = new IllegalArgumentException("on purpose");
    try (Hdf5File file = Hdf5File.open(path)) {
      for (String name : new String[] {"contiguous", "chunked"}) {
        AtomicInteger visits = new AtomicInteger();
        assertThatExceptionOfType(IllegalArgumentException.class)
            .isThrownBy(() ->
                view(file, name)
                    .forEachBlock((_, _) -> {
                      visits.incrementAndGet();
                      throw failure;
                    }))
            .isSameAs(failure)
            .withMessage("on purpose");
        assertThat(visits.get()).isBetween(1, Runtime.getRuntime().availableProcessors());
      }
    }
  }

  @Test
  void aFileThatIsWrittenIsVisitedByTheCallerWhoMayChangeIt() throws IOException {
    Path written = directory.resolve("written.h5");
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Hdf5File file = Hdf5File.create(written)) {
      Dataset data = file.root().write("data", new int[600][1000]);
      data.select(Selection.all())
          .forEachBlock((box, block) -> {
            threads.add(Thread.currentThread());
            data.write(box, (int) block.size());
          });
      assertThat(threads).containsExactly(Thread.currentThread());
      int[] sizes = data.readInts();
      assertThat(sizes).doesNotContain(0);
    }
  }

  @Test
  void aClosedFileIsNotVisited() throws IOException {
    DataView view;
    try (Hdf5File file = Hdf5File.open(path)) {
      view = view(file, "contiguous");
    }
    assertThatIllegalStateException().isThrownBy(() -> view.forEachBlock((_, _) -> {}));
  }

  @Test
  void aVisitorCannotChangeMemoryThatIsUsedAgain() throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      for (String name : new String[] {"contiguous", "chunked"}) {
        view(file, name)
            .forEachBlock((_, block) -> assertThat(block.segment().isReadOnly()).isTrue());
      }
    }
  }
}
