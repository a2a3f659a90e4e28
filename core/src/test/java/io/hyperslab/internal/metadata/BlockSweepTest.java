package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockSweepTest {
  private static final int SIZE = 3_000_017;
  private static final int LENGTH = 100;

  private final byte[] image = new byte[SIZE];
  private final Random random = new Random(11);
  private int requests;
  private int longest = Integer.MAX_VALUE;

  BlockSweepTest() {
    random.nextBytes(image);
  }

  private final class Medium extends ForwardingStorage {
    Medium() {
      super(Storage.memory(image));
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      requests++;
      if (target.byteSize() > longest) {
        throw new IOException("made for a test");
      }
      return super.read(position, target);
    }
  }

  private MetadataReader reader() {
    return new MetadataReader(new Medium(), 0, new FormatContext(8, 8, SIZE, Limits.defaults()));
  }

  private static int[] inOrder(int count) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private List<byte[]> read(long[] addresses) {
    List<byte[]> blocks = new ArrayList<>();
    try (BlockSweep sweep =
        reader()
            .sweep(addresses, inOrder(addresses.length), 0, addresses.length, LENGTH, "block")) {
      for (int i = 0; i < addresses.length; i++) {
        Cursor block = sweep.next();
        blocks.add(block.bytes(block.remaining()));
      }
    }
    return blocks;
  }

  private void requireRead(long[] addresses) {
    List<byte[]> blocks = read(addresses);
    for (int i = 0; i < addresses.length; i++) {
      int from = (int) addresses[i];
      assertThat(blocks.get(i))
          .isEqualTo(Arrays.copyOfRange(image, from, Math.min(SIZE, from + LENGTH)));
    }
  }

  private long[] randomAddresses(int count) {
    return random.longs(count, 0, SIZE).sorted().toArray();
  }

  @Test
  void blocksAreThoseOfTheFile() {
    requireRead(randomAddresses(5000));
    requireRead(randomAddresses(20));
    requireRead(new long[] {7, 7, 8, SIZE - LENGTH, SIZE - 1});
  }

  @Test
  void neighboursAreOneRequest() {
    long[] addresses = new long[1000];
    Arrays.setAll(addresses, i -> i * 200L);
    requireRead(addresses);
    assertThat(requests).isEqualTo(1);
  }

  @Test
  void whatLiesFarApartIsReadForItself() {
    requireRead(new long[] {0, 1 << 20, 2 << 20});
    assertThat(requests).isEqualTo(3);
  }

  @Test
  void whatTheMediumRefusesInOneRequestIsReadBlockByBlock() {
    longest = LENGTH;
    requireRead(new long[] {0, 150, 300, 1 << 20});
  }

  @Test
  void theOrderIsThatOfTheIndices() {
    long[] addresses = {500, 20, 90_000};
    try (BlockSweep sweep = reader().sweep(addresses, new int[] {1, 0, 2}, 1, 3, LENGTH, "block")) {
      assertThat(sweep.next().structureAddress()).isEqualTo(500);
      assertThat(sweep.next().structureAddress()).isEqualTo(90_000);
    }
  }

  @Test
  void aBlockBehindTheEndOfTheFileIsRefused() {
    long[] addresses = {10, SIZE + 5L};
    try (BlockSweep sweep = reader().sweep(addresses, inOrder(2), 0, 2, LENGTH, "block")) {
      assertThat(sweep.next().remaining()).isEqualTo(LENGTH);
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(sweep::next)
          .withMessageContaining("block");
    }
  }
}
