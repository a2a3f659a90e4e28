package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.superblock.MetadataCacheImage;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReaderTest {
  private static final long SIZE = 1L << 34;

  /// A file of zeros.
  private static final class Zeros implements Storage {
    @Override
    public String name() {
      return "zeros";
    }

    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public long read(long position, MemorySegment target) {
      target.fill((byte) 0);
      return target.byteSize();
    }

    @Override
    public void close() {}
  }

  private final MetadataReader reader =
      new MetadataReader(new Zeros(), 0, new FormatContext(8, 8, SIZE, Limits.defaults()));

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 8192, Long.MAX_VALUE})
  void theCostOfARequestIsBounded(long cost) {
    Storage storage =
        new ForwardingStorage(new Zeros()) {
          @Override
          public long requestCost() {
            return cost;
          }
        };
    long counts = new MetadataReader(storage, 0, reader.context()).requestCost();
    assertThat(counts).isEqualTo(Math.clamp(cost, 1, MetadataReader.MOST_COST));
    Runtime runtime = Runtime.getRuntime();
    long room = runtime.maxMemory() / 20 / runtime.availableProcessors();
    assertThat(counts).isLessThanOrEqualTo(Math.clamp(room, 8192, 8L << 20));
  }

  private static byte[] ones(int count) {
    byte[] ones = new byte[count];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }

  private byte[] read(long address, int length) {
    return reader.read(address, length, "block").bytes(length);
  }

  @ParameterizedTest
  @ValueSource(longs = {17, 1L << 31, (1L << 31) + 8, 1L << 32, (1L << 32) + 4, 3L << 32})
  void anEntryOfTheImageFarBelowABlockIsNoPartOfIt(long distance) {
    reader.useImage(new MetadataCacheImage(new TreeMap<>(Map.of(64L, ones(16)))));
    assertThat(read(64 + distance, 16)).containsOnly(0);
  }

  @Test
  void theImageCountsWhereItOverlapsABlock() {
    reader.useImage(new MetadataCacheImage(new TreeMap<>(Map.of(64L, ones(4), 72L, ones(8)))));
    assertThat(read(66, 8)).containsExactly(1, 1, 0, 0, 0, 0, 1, 1);
    assertThat(read(60, 4)).containsOnly(0);
    assertThat(read(68, 4)).containsOnly(0);
    assertThat(read(74, 4)).containsOnly(1);
  }

  @Test
  void aBlockMayHaveALimitOfItsOwn() {
    assertThat(reader.read(0, 65L << 20, 65L << 20, "object").remaining()).isEqualTo(65 << 20);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> reader.read(0, 65L << 20, "object"));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> reader.read(0, 1L << 32, Long.MAX_VALUE, "object"));
  }
}
