package io.hyperslab.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.storage.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class GlobalHeapSearchTest {
  private static final byte[] START = {'G', 'C', 'O', 'L', 1, 0, 0, 0};
  private static final long MOST = 64L << 20;

  /// Headers at equal distances, each with the same size, and zeros between them.
  private static final class Headers implements Storage {
    private final long first;
    private final int distance;
    private final byte[] header = new byte[16];
    private final long size;
    private long requests;
    private long bytes;

    Headers(long first, int distance, long collection, long size) {
      this.first = first;
      this.distance = distance;
      this.size = size;
      MemorySegment segment = MemorySegment.ofArray(header);
      segment.copyFrom(MemorySegment.ofArray(START));
      segment.set(
          ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8, collection);
    }

    @Override
    public String name() {
      return "headers";
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long read(long position, MemorySegment target) {
      requests++;
      bytes += target.byteSize();
      for (long i = 0; i < target.byteSize(); i++) {
        long at = position + i - first;
        int inside = (int) (at % distance);
        target.set(
            ValueLayout.JAVA_BYTE, i, at >= 0 && inside < header.length ? header[inside] : 0);
      }
      return target.byteSize();
    }

    @Override
    public void close() {}
  }

  /// What was shown, in bytes and blocks.
  private static final class Sums implements UseVisitor {
    private long heaps;
    private long heapBytes;
    private long otherBytes;

    @Override
    public void block(BlockUse use, long address, long size, String structure) {
      if (use == BlockUse.GLOBAL_HEAP) {
        heaps++;
        heapBytes += size;
      } else {
        otherBytes += size;
      }
    }
  }

  private static Sums search(Headers storage) {
    Sums sums = new Sums();
    FormatContext context = new FormatContext(8, 8, storage.size(), Limits.defaults());
    new GlobalHeapSearch(new MetadataReader(storage, 0, context), sums).search(0, storage.size());
    return sums;
  }

  @Test
  void collectionsSideBySideAreReadOnce() {
    long size = 1L << 29;
    Headers storage = new Headers(0, 4096, 4096, size);

    Sums sums = search(storage);

    assertThat(sums.heaps).isEqualTo(size / 4096);
    assertThat(sums.heapBytes).isEqualTo(size);
    assertThat(sums.otherBytes).isZero();
    assertThat(storage.bytes).isLessThan(MOST);
    assertThat(storage.requests).isLessThanOrEqualTo(size / 4096);
  }

  @Test
  void collectionsApartAreFoundWhereverTheyLie() {
    long size = 10_000_019;
    Headers storage = new Headers(5, 99_991, 4096, size);

    Sums sums = search(storage);

    assertThat(sums.heaps).isEqualTo(100);
    assertThat(sums.heapBytes).isEqualTo(100 * 4096);
    assertThat(sums.heapBytes + sums.otherBytes).isEqualTo(size);
  }

  @Test
  void aHoleFullOfSignaturesEndsTheSearch() {
    long size = 1L << 32; // less than the signature that stands where the size would be
    Headers storage = new Headers(0, 8, 0, size);

    Sums sums = search(storage);

    assertThat(sums.heaps).isZero();
    assertThat(sums.otherBytes).isEqualTo(size);
    assertThat(storage.bytes).isLessThan(MOST + (1 << 18));
    assertThat(storage.requests).isLessThanOrEqualTo(300);
  }

  @Test
  void tinyCollectionsEndTheSearch() {
    Headers storage = new Headers(0, 16, 16, 1L << 40);

    Sums sums = search(storage);

    assertThat(sums.heaps).isPositive();
    assertThat(sums.heapBytes + sums.otherBytes).isEqualTo(1L << 40);
    assertThat(storage.bytes).isLessThan(MOST + (1 << 18));
    assertThat(storage.requests).isLessThanOrEqualTo(MOST / 256);
  }
}
