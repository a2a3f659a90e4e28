package io.hyperslab;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An array of 2^31 + 64 bytes, in a file with a hole: the fixture's array of 8 elements, which
/// lies at the end, is made that long. Reading all of it takes 2 GiB outside the heap.
@Tag("huge")
class HugeDatasetTest {
  private static final long SIZE = (1L << 31) + 64;
  private static final int TEMPLATE_SIZE = 8;

  /// Where a version 0 superblock has the end of file address.
  private static final int END_OF_FILE = 40;

  @TempDir static Path directory;
  private static Path path;

  @BeforeAll
  static void make() throws IOException {
    byte[] image = Fixtures.bytes("huge.h5");
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    long start = image.length - (long) TEMPLATE_SIZE;
    assertThat(bytes.getLong(END_OF_FILE)).isEqualTo(image.length);
    bytes.putLong(END_OF_FILE, start + SIZE);
    // The dimension and the maximum one behind each other, and the size behind the address.
    replace(bytes, new long[] {TEMPLATE_SIZE, TEMPLATE_SIZE}, new long[] {SIZE, SIZE});
    replace(bytes, new long[] {start, TEMPLATE_SIZE}, new long[] {start, SIZE});
    path = directory.resolve("huge.h5");
    Files.write(path, image);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(start + SIZE);
      for (long at : new long[] {0, Integer.MAX_VALUE, 1L << 31, SIZE - 1}) {
        file.seek(start + at);
        file.write(value(at));
      }
    }
  }

  @AfterAll
  static void delete() throws IOException {
    Files.delete(path);
  }

  private static byte value(long at) {
    return (byte) (at % 101 + 1);
  }

  private static void replace(ByteBuffer bytes, long[] before, long[] after) {
    int found = 0;
    for (int at = 0; at + 16 <= bytes.capacity(); at++) {
      if (bytes.getLong(at) == before[0] && bytes.getLong(at + 8) == before[1]) {
        bytes.putLong(at, after[0]).putLong(at + 8, after[1]);
        found++;
      }
    }
    assertThat(found).isEqualTo(1);
  }

  @Test
  void partsBeyondTwoGigabytesAreRead() throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      Dataset bytes = file.dataset("bytes");
      assertThat(bytes.size()).isEqualTo(SIZE);
      assertThat(bytes.readBytes(Selection.of("[2147483647, -1, 0, 2147483648, 5]")))
          .containsExactly(
              value(Integer.MAX_VALUE), value(SIZE - 1), value(0), value(1L << 31), (byte) 5);
      assertThat(bytes.readBytes(Selection.of("2147483646:2147483650")))
          .containsExactly(0, value(Integer.MAX_VALUE), value(1L << 31), 0);
      assertThat(bytes.readBytes(Selection.of("::2147483648")))
          .containsExactly(value(0), value(1L << 31));
    }
  }

  @Test
  void oneReadFillsMemoryOfTheCaller() throws IOException {
    try (Hdf5File file = Hdf5File.open(path);
        FileChannel pages = FileChannel.open(path, READ, WRITE);
        Arena arena = Arena.ofConfined()) {
      // Private pages are memory that the JVM does not count; the file stays as it is.
      MemorySegment target = pages.map(MapMode.PRIVATE, 0, SIZE, arena);
      file.dataset("bytes").readInto(target, Selection.all());
      assertElements(NdArray.of(target, FixedPoint.INT8, SIZE));
    }
  }

  @Test
  void oneArrayHoldsAllOfItIfTheJvmHasRoom() throws IOException {
    OpenOptions trusted = OpenOptions.defaults().limits(Limits.trusted());
    try (Hdf5File file = Hdf5File.open(path, trusted)) {
      Dataset bytes = file.dataset("bytes");
      if (roomForAll()) {
        assertElements(bytes.read());
      } else {
        assertThatExceptionOfType(LimitExceededException.class)
            .isThrownBy(bytes::read)
            .withMessageContaining("MaxDirectMemorySize");
      }
    }
  }

  private static boolean roomForAll() {
    try {
      return Arena.ofAuto().allocate(SIZE).byteSize() == SIZE;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  private static void assertElements(NdArray all) {
    assertThat(all.size()).isEqualTo(SIZE);
    assertThat(all.shape()).containsExactly(SIZE);
    for (long at : new long[] {0, Integer.MAX_VALUE, 1L << 31, SIZE - 1}) {
      assertThat(all.getInt(at)).isEqualTo(value(at));
    }
    assertThat(all.getInt(SIZE - 2)).isZero();
    assertThat(all.view(Selection.of("-1::-2147483648")).toBytes())
        .containsExactly(value(SIZE - 1), 0);
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(all::toBytes);
  }

  @Test
  void allOfItIsRefusedWhenItIsTooMuch() throws IOException {
    OpenOptions options =
        OpenOptions.defaults().limits(Limits.defaults().toBuilder().result(1 << 20).build());
    try (Hdf5File file = Hdf5File.open(path, options)) {
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> file.dataset("bytes").read())
          .satisfies(e -> assertThat(e.found()).isEqualTo(SIZE + " bytes"));
    }
  }
}
