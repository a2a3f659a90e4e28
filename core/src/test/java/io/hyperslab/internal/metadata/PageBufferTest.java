package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PageBufferTest {
  private static final int SIZE = 1_000_003;

  /// Bytes of a region, and of the longest read that is looked for there, of a file of this
  /// machine.
  private static final int REGION = 1 << 16;

  private static final int LONGEST = 1 << 11;

  private final byte[] image = new byte[SIZE];
  private final Medium medium = new Medium();
  private final Random random = new Random(7);

  PageBufferTest() {
    random.nextBytes(image);
  }

  /// A file of random bytes that counts what is read of it, and can be short of breath or broken.
  private final class Medium implements Storage {
    private volatile int size = SIZE;
    private volatile int longest = Integer.MAX_VALUE;
    private volatile int mostBytes = Integer.MAX_VALUE;
    private volatile long requestCost = 8192;
    private int requests;
    private long bytes;

    @Override
    public String name() {
      return "medium";
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      if (target.byteSize() > mostBytes) {
        throw new IOException("made for a test");
      }
      if (position >= size) {
        return -1;
      }
      int count = (int) Math.min(Math.min(target.byteSize(), longest), size - position);
      MemorySegment.copy(MemorySegment.ofArray(image), position, target, 0, count);
      synchronized (this) {
        requests++;
        bytes += count;
      }
      return count;
    }

    @Override
    public void close() {}

    @Override
    public long requestCost() {
      return requestCost;
    }
  }

  private MetadataReader reader(long base) {
    MetadataReader reader =
        new MetadataReader(medium, base, new FormatContext(8, 8, SIZE - base, Limits.defaults()));
    reader.bufferPages();
    return reader;
  }

  private byte[] part(int from, int length) {
    return Arrays.copyOfRange(image, from, from + length);
  }

  private static byte[] read(MetadataReader reader, long address, int length) {
    return reader.read(address, length, "block").bytes(length);
  }

  private void readAnywhere(MetadataReader reader, int base, Random positions, int count) {
    for (int i = 0; i < count; i++) {
      int length = positions.nextInt(6000);
      int from = base + positions.nextInt(SIZE - base - length);
      assertThat(read(reader, from - base, length)).isEqualTo(part(from, length));
      byte[] raw = new byte[length];
      reader.readRaw(from - base, MemorySegment.ofArray(raw), "raw data");
      assertThat(raw).isEqualTo(part(from, length));
      byte[] glanced = reader.glance(from - base, length, "block").bytes(length);
      assertThat(glanced).isEqualTo(part(from, length));
    }
  }

  @Test
  void whatIsReadIsWhatIsStored() {
    readAnywhere(reader(0), 0, random, 5000);
    readAnywhere(reader(512), 512, random, 5000);
  }

  @Test
  void aStorageMayDeliverLittleAtATime() {
    medium.longest = 777;
    readAnywhere(reader(0), 0, random, 2000);
  }

  @Test
  void theEndOfTheFileIsReadLikeTheRest() {
    MetadataReader reader = reader(0);
    for (int length = 1; length < 500; length++) {
      assertThat(read(reader, SIZE - length, length)).isEqualTo(part(SIZE - length, length));
    }
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> reader.read(SIZE - 10, 11, "block"));
  }

  @Test
  void aFileThatHasBecomeShorterIsNotMadeUp() {
    MetadataReader reader = reader(0);
    medium.size = 10_000;
    for (int i = 0; i < 20; i++) {
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> reader.read(9_990, 100, "block"));
      assertThat(read(reader, 9_900, 100)).isEqualTo(part(9_900, 100));
    }
  }

  @Test
  void aWalkReadsTheFileOnceInLongPieces() {
    MetadataReader reader = reader(0);
    for (int from = 0; from + 100 <= SIZE; from += 100) {
      assertThat(read(reader, from, 100)).isEqualTo(part(from, 100));
    }
    // Parts that lie across the border of two regions are read for themselves.
    assertThat(medium.requests).isLessThan(3 * SIZE / REGION + 10);
    assertThat(medium.bytes).isLessThan(SIZE + 3L * REGION);
  }

  @Test
  void whatIsReadHereAndThereAndInTheEndEverywhereIsNotReadTwice() {
    MetadataReader reader = reader(0);
    for (int i = 0; i < 5000; i++) {
      int from = random.nextInt(SIZE - 100);
      assertThat(read(reader, from, 100)).isEqualTo(part(from, 100));
    }
    // Of each region: one read for itself, a page, four, and all. Besides, what lies across
    // borders.
    assertThat(medium.requests).isLessThan(4 * (SIZE / REGION + 1) + 30);
    assertThat(medium.bytes).isLessThan(SIZE * 4L / 3);
  }

  @Test
  void whereRequestsAreDearThereAreFew() {
    medium.requestCost = 1 << 20;
    readAnywhere(reader(0), 0, random, 500);
    // Its one region: a page of 64 KiB, four, and all.
    assertThat(medium.requests).isLessThan(6);
    assertThat(medium.bytes).isLessThan(SIZE * 2L);
  }

  @Test
  void whereAPageIsNextToNothingBesideARequestTheFirstReadBringsIt() {
    medium.requestCost = 1 << 20;
    MetadataReader reader = reader(0);
    assertThat(read(reader, 100_000, 50)).isEqualTo(part(100_000, 50));
    assertThat(read(reader, 130_000, 500)).isEqualTo(part(130_000, 500));
    assertThat(medium.requests).isEqualTo(1);
    assertThat(medium.bytes).isEqualTo(REGION);
  }

  @Test
  void aCostThatNoStoreHasDoesNoHarm() {
    for (long cost : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
      medium.requestCost = cost;
      readAnywhere(reader(0), 0, random, 500);
    }
  }

  @Test
  void aReadHereAndThereReadsNoMoreThanItNeeds() {
    MetadataReader reader = reader(0);
    for (int region = 0; region < 10; region++) {
      byte[] _ = read(reader, (9 - region) * (long) REGION + 1000, 100);
    }
    assertThat(medium.requests).isEqualTo(10);
    assertThat(medium.bytes).isEqualTo(1000);
  }

  @Test
  void longReadsAreNotBuffered() {
    MetadataReader reader = reader(0);
    for (int i = 0; i < 10; i++) {
      byte[] _ = read(reader, 100, LONGEST + 1);
    }
    assertThat(medium.bytes).isEqualTo(10 * (LONGEST + 1L));
  }

  @Test
  void aFailureBesideWhatIsNeededIsNone() {
    MetadataReader reader = reader(0);
    medium.mostBytes = 200;
    readShort(reader);
    medium.mostBytes = 50;
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> reader.read(70_000, 100, "block"));
    medium.mostBytes = Integer.MAX_VALUE;
    readShort(reader);
  }

  private void readShort(MetadataReader reader) {
    for (int from = 65_536; from < 80_000; from += 150) {
      assertThat(read(reader, from, 100)).isEqualTo(part(from, 100));
    }
  }

  @Test
  void nothingIsBufferedOnceThereIsATransaction() {
    MetadataReader reader = reader(0);
    for (int from = 0; from < 70_000; from += 100) {
      byte[] _ = read(reader, from, 100);
    }
    reader.useChanges(new Images());
    image[5000] ^= 1;
    assertThat(read(reader, 5000, 1)).isEqualTo(part(5000, 1));
    assertThat(reader.glance(5000, 1, "block").bytes(1)).isEqualTo(part(5000, 1));
  }

  @Test
  void anyNumberOfThreadsReadAtOnce() throws InterruptedException, ExecutionException {
    MetadataReader reader = reader(0);
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        int seed = i;
        threads.add(executor.submit(() -> readAnywhere(reader, 0, new Random(seed), 1500)));
      }
      for (Future<?> thread : threads) {
        thread.get();
      }
    }
  }
}
