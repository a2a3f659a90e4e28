package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.FileLockedException;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Elements of virtual datasets that are written: libhdf5 finds them in the sources.
class VirtualWriteTest extends VirtualWriteFiles {
  @Test
  void elementsGoToSeveralFiles() throws IOException {
    make();
    try (Hdf5File file = open()) {
      Dataset rows = file.dataset("rows");
      rows.write(Selection.of("0:2, 1:5:2"), new int[][] {{100, 101}, {102, 103}});
      assertThat(rows.readInts())
          .containsExactly(0, 100, 2, 101, 4, 10, 102, 12, 103, 14, 20, 21, 22, 23, 24);
      assertThat(sources().subList(0, 5)).as("before the commit").isEqualTo(List.of(0, 1, 2, 3, 4));
    }
    assertThat(sources()).isEqualTo(integers("0 100 2 101 4 10 102 12 103 14 20 21 22 23 24"));
    assertThat(stored("v.h5", "rows")[1]).isEqualTo(100);
  }

  @Test
  void oneValueGoesEverywhere() throws IOException {
    make();
    try (Hdf5File file = open()) {
      file.dataset("rows").write(7);
      file.dataset("rows").write(Selection.of("1:, [0, 0, 4]"), new int[] {1, 2, 3});
    }
    assertThat(sources()).isEqualTo(integers("7 7 7 7 7 2 7 7 7 3 2 7 7 7 3"));
  }

  /// Opens what is beside, and counts what is written to it.
  private static final class CountingResolver implements FileResolver {
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    public Storage open(Request request) throws IOException {
      return FileResolver.beside().open(request);
    }

    @Override
    public WritableStorage openForWriting(Request request) throws IOException {
      return new ForwardingWritableStorage(FileResolver.beside().openForWriting(request)) {
        @Override
        public void write(long position, MemorySegment source) throws IOException {
          writes.incrementAndGet();
          super.write(position, source);
        }
      };
    }
  }

  @Test
  void aStoreThatPassesOnToASourceIsLockedLikeTheSource() throws IOException {
    make();
    CountingResolver resolver = new CountingResolver();
    OpenOptions options = OpenOptions.defaults().resolver(resolver);
    try (Hdf5File file = Hdf5File.openReadWrite(path("v.h5"), options)) {
      file.dataset("rows").write(7);
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.open(path("b.h5")));
    }
    assertThat(sources()).containsOnly(7);
    assertThat(resolver.writes).hasPositiveValue();
  }

  /// A store of somebody who wrote it from scratch: nothing tells which file it stands for.
  @Test
  void aStoreOfAnUnknownKindIsRefusedForWhatItIs() throws IOException {
    make();
    List<Integer> before = sources();
    FileResolver resolver =
        new FileResolver() {
          @Override
          public Storage open(Request request) throws IOException {
            return FileResolver.beside().open(request);
          }

          @Override
          public WritableStorage openForWriting(Request request) throws IOException {
            WritableStorage source = FileResolver.beside().openForWriting(request);
            return (WritableStorage)
                Proxy.newProxyInstance(
                    WritableStorage.class.getClassLoader(),
                    new Class<?>[] {WritableStorage.class},
                    (_, method, arguments) -> method.invoke(source, arguments));
          }
        };
    OpenOptions options = OpenOptions.defaults().resolver(resolver);
    try (Hdf5File file = Hdf5File.openReadWrite(path("v.h5"), options)) {
      assertThatThrownBy(() -> file.dataset("rows").write(7))
          .hasMessageContaining("nor a ForwardingWritableStorage");
    }
    assertThat(sources()).isEqualTo(before);
  }

  @Test
  void aCommitWritesSourcesAndARollbackForgetsThem() throws IOException {
    make();
    try (Hdf5File file = open()) {
      Dataset rows = file.dataset("rows");
      rows.write(Selection.of("0"), 5);
      file.flush();
      assertThat(sources().subList(0, 6)).isEqualTo(integers("5 5 5 5 5 10"));
      rows.write(Selection.of("1"), 6);
      file.rollback();
      assertThat(rows.readInts(Selection.of("1"))).containsExactly(10, 11, 12, 13, 14);
      rows.write(Selection.of("2"), 8);
      file.closeWithoutCommit();
    }
    assertThat(sources()).isEqualTo(integers("5 5 5 5 5 10 11 12 13 14 20 21 22 23 24"));
  }

  @Test
  void sourcesAreLockedUntilTheFileIsClosed() throws IOException {
    make();
    try (Hdf5File file = open()) {
      Hdf5File.openReadWrite(path("a.h5")).close();
      file.dataset("rows").write(Selection.of("0"), 5);
      assertThatExceptionOfType(FileLockedException.class)
          .isThrownBy(() -> Hdf5File.open(path("a.h5")));
      Hdf5File.open(path("b.h5")).close();
    }
    Hdf5File.openReadWrite(path("a.h5")).close();
  }

  @Test
  void sourcesInTheSameFileAreChangedWithIt() throws IOException {
    for (String own : List.of(".", "v.h5")) {
      Files.deleteIfExists(path("v.h5"));
      try (Hdf5File file = Hdf5File.create(path("v.h5"))) {
        file.createDataset("a").type(INT32).shape(4, 4).chunks(3, 3).create();
        file.createDataset("b").type(INT32).shape(2, 4).create();
        file.createDataset("v")
            .type(INT32)
            .shape(4, 4)
            .map(new VirtualSource(own, "/a", Selection.of("0:4:2, :4"), Selection.of("0:2")))
            .map(new VirtualSource(own, "/b", Selection.all(), Selection.of("2:4")))
            .create();
        file.dataset("v").write(LongStream.range(1, 17).toArray());
        assertThat(file.dataset("v").readInts(Selection.of("1:3, 0"))).containsExactly(5, 9);
        assertThat(file.dataset("b").readInts(Selection.of("0"))).containsExactly(9, 10, 11, 12);
      }
      assertThat(stored("v.h5", "a"))
          .containsExactly(1, 2, 3, 4, 0, 0, 0, 0, 5, 6, 7, 8, 0, 0, 0, 0);
      assertThat(stored("v.h5", "b")).containsExactly(9, 10, 11, 12, 13, 14, 15, 16);
    }
  }

  @Test
  void virtualSourcesLeadOn() throws IOException {
    make();
    try (Hdf5File file = Hdf5File.create(path("outer.h5"))) {
      file.createDataset("columns")
          .type(INT64)
          .shape(3, 3)
          .map(
              new VirtualSource(
                  "v.h5", "/rows", Selection.of("0:3, 0:5:2"), Selection.of("0:3, 0:3")))
          .create();
      file.dataset("columns").write(new int[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
      assertThat(file.dataset("columns").readInts(Selection.of("2"))).containsExactly(7, 8, 9);
      Hdf5File.open(path("v.h5")).close(); // nothing of it changes
    }
    assertThat(sources()).isEqualTo(integers("1 1 2 3 3 4 11 5 13 6 7 21 8 23 9"));
  }

  @Test
  void mappingsWithoutEndEndWithTheirSources() throws IOException {
    for (String name : List.of("p0.h5", "p1.h5")) {
      try (Hdf5File file = Hdf5File.create(path(name))) {
        file.createDataset("data").type(INT32).shape(1, 3).create().write(1);
      }
    }
    try (Hdf5File file = Hdf5File.create(path("grown.h5"))) {
      file.createDataset("data")
          .type(INT32)
          .shape(2, 3)
          .maxShape(Dataspace.UNLIMITED, 3)
          .chunks(1, 3)
          .create();
    }
    long[] ones = {1, 1};
    try (Hdf5File file = Hdf5File.create(path("v.h5"))) {
      var endless =
          Hyperslab.of(
              new long[] {0, 0}, ones, new long[] {Hyperslab.UNLIMITED, 1}, new long[] {1, 3});
      file.createDataset("pattern")
          .type(INT32)
          .shape(0, 3)
          .maxShape(Dataspace.UNLIMITED, 3)
          .map(new VirtualSource("p%b.h5", "/data", Selection.of("0:1, 0:3"), endless))
          .create();
      file.createDataset("unlimited")
          .type(INT32)
          .shape(0, 3)
          .maxShape(Dataspace.UNLIMITED, 3)
          .map(new VirtualSource("grown.h5", "/data", endless, endless))
          .create();
      file.dataset("pattern").write(new int[][] {{1, 2, 3}, {4, 5, 6}});
      file.dataset("unlimited").write(Selection.of("1"), new int[] {7, 8, 9});
    }
    assertThat(stored("p0.h5", "data")).containsExactly(1, 2, 3);
    assertThat(stored("p1.h5", "data")).containsExactly(4, 5, 6);
    assertThat(stored("grown.h5", "data")).containsExactly(0, 0, 0, 7, 8, 9);
  }

  @Test
  void textsGoToTheHeapsOfTheSources() throws IOException {
    for (String name : List.of("a.h5", "b.h5")) {
      try (Hdf5File file = Hdf5File.create(path(name))) {
        file.write("data", new String[] {"one", "two"});
      }
    }
    try (Hdf5File file = Hdf5File.create(path("v.h5"))) {
      file.write("own", new String[] {"three", "four"});
      file.createDataset("v")
          .type(VARIABLE_STRING)
          .shape(6)
          .map(new VirtualSource("a.h5", "/data", Selection.all(), Selection.of("0:2")))
          .map(new VirtualSource("b.h5", "/data", Selection.all(), Selection.of("2:4")))
          .map(new VirtualSource(".", "/own", Selection.all(), Selection.of("4:6")))
          .create();
      file.dataset("v")
          .write(Selection.of("1:5"), new String[] {"A", "long ".repeat(900), "", "D"});
      assertThat(file.dataset("v").readStrings())
          .containsExactly("one", "A", "long ".repeat(900), "", "D", "four");
    }
    try (Hdf5File file = Hdf5File.open(path("a.h5"))) {
      assertThat(file.dataset("data").readStrings()).containsExactly("one", "A");
    }
    try (Hdf5File file = Hdf5File.open(path("b.h5"))) {
      assertThat(file.dataset("data").readStrings()).containsExactly("long ".repeat(900), "");
    }
    try (Hdf5File file = Hdf5File.open(path("v.h5"))) {
      assertThat(file.dataset("own").readStrings()).containsExactly("D", "four");
      assertThat(FileCheck.of(file).isSound()).isTrue();
    }
  }

  record Pair(int left, double right) {}

  @Test
  void viewsAndStoredBytesAreWritten() throws IOException {
    try (Hdf5File file = Hdf5File.create(path("a.h5"))) {
      file.write("pairs", new Pair[] {new Pair(1, 1.5), new Pair(2, 2.5), new Pair(3, 3.5)});
    }
    make2();
    try (Hdf5File file = open()) {
      Dataset pairs = file.dataset("pairs");
      pairs.field("right").select(Selection.of("1:")).write(new double[] {8, 9});
      assertThat(pairs.read(Pair[].class))
          .containsExactly(new Pair(1, 1.5), new Pair(2, 8), new Pair(3, 9));
    }
    try (Hdf5File file = Hdf5File.open(path("a.h5"))) {
      assertThat(file.dataset("pairs").read(Pair[].class)[2]).isEqualTo(new Pair(3, 9));
    }
    make();
    try (Hdf5File file = open()) {
      MemorySegment two = MemorySegment.ofArray(new byte[8]);
      two.set(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 4, 77);
      file.dataset("rows").writeFrom(two, Selection.of("1:3, 4"));
    }
    assertThat(sources()).isEqualTo(integers("0 1 2 3 4 10 11 12 13 0 20 21 22 23 77"));
  }

  private void make2() throws IOException {
    try (Hdf5File file = Hdf5File.create(path("v.h5"));
        Hdf5File source = Hdf5File.open(path("a.h5"))) {
      file.createDataset("pairs")
          .type(source.dataset("pairs").datatype())
          .shape(3)
          .map(new VirtualSource("a.h5", "/pairs", Selection.all(), Selection.all()))
          .create();
    }
  }

  @Test
  void handlesBehindExternalLinksSeeTheChangesOnceTheyAreLookedUpAgain() throws IOException {
    make();
    try (Hdf5File file = open()) {
      file.root().linkExternal("link", "a.h5", "/data");
      Dataset before = file.dataset("link");
      assertThat(before.readInts()).startsWith(0, 1);
      file.dataset("rows").write(Selection.of("0"), 5);
      assertThatIllegalStateException()
          .isThrownBy(before::readInts)
          .withMessageContaining("closed");
      assertThat(file.dataset("link").readInts()).containsOnly(5);
    }
  }

  @Test
  void readersGoOnMeanwhile() throws Exception {
    make();
    try (Hdf5File file = open();
        ExecutorService readers = Executors.newFixedThreadPool(2)) {
      Dataset rows = file.dataset("rows");
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Integer>> reading = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        reading.add(readers.submit(() -> readUntil(done, rows)));
      }
      try {
        for (int i = 1; i <= 200; i++) {
          rows.write(100 + i);
          if (i % 20 == 0) {
            file.flush();
          } else if (i % 20 == 10) {
            file.rollback();
          }
        }
      } finally {
        done.set(true);
      }
      for (Future<Integer> each : reading) {
        assertThat(each.get()).isPositive();
      }
    }
    assertThat(sources()).containsOnly(300);
  }

  /// Each row is in one file: it has its first elements, or those of one write.
  private static int readUntil(AtomicBoolean done, Dataset rows) {
    int reads = 0;
    while (!done.get() || reads == 0) {
      int[] seen = rows.readInts();
      for (int row = 0; row < 3; row++) {
        int[] one = Arrays.copyOfRange(seen, 5 * row, 5 * row + 5);
        int step = one[0] < 100 ? 1 : 0;
        for (int i = 0; i < one.length; i++) {
          assertThat(one[i]).isEqualTo(one[0] + step * i);
        }
      }
      reads++;
    }
    return reads;
  }
}
