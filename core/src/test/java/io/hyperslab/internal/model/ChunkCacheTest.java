package io.hyperslab.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChunkCacheTest {
  private static ChunkCache.Key key(long address) {
    return new ChunkCache.Key(address, 10);
  }

  private static MemorySegment chunk(int size) {
    return MemorySegment.ofArray(new byte[size]);
  }

  private static long size(ChunkCache cache, long address) {
    return Objects.requireNonNull(cache.find(key(address))).byteSize();
  }

  @Test
  void keepsWhatItIsGiven() {
    ChunkCache cache = new ChunkCache(100);
    MemorySegment chunk = chunk(40);
    cache.keep(key(1), chunk);
    assertThat(cache.find(key(1))).isSameAs(chunk);
    assertThat(cache.find(key(2))).isNull();
    assertThat(cache.find(new ChunkCache.Key(1, 11))).isNull();
  }

  @Test
  void whatWasNotAskedForAgainGoesFirst() {
    ChunkCache cache = new ChunkCache(100);
    cache.keep(key(1), chunk(40));
    cache.keep(key(2), chunk(40));
    assertThat(cache.find(key(1))).isNotNull();
    cache.keep(key(3), chunk(40));
    assertThat(cache.find(key(2))).isNull();
    assertThat(cache.find(key(1))).isNotNull();
    assertThat(cache.find(key(3))).isNotNull();
  }

  @Test
  void neverHoldsMoreThanItsCapacity() {
    ChunkCache cache = new ChunkCache(100);
    for (int address = 0; address < 1000; address++) {
      cache.keep(key(address), chunk(1 + address % 50));
      cache.keep(key(address), chunk(1 + address % 50));
      long held =
          LongStream.rangeClosed(0, address)
              .mapToObj(known -> cache.find(key(known)))
              .filter(Objects::nonNull)
              .mapToLong(MemorySegment::byteSize)
              .sum();
      assertThat(held).isBetween(1L, 100L);
    }
  }

  @Test
  void filesShareTheRoomAndNothingElse() {
    ChunkCache first = new ChunkCache(100);
    ChunkCache second = first.forAnotherFile();
    first.keep(key(1), chunk(40));
    assertThat(second.find(key(1))).isNull();
    second.keep(key(1), chunk(41));
    assertThat(size(first, 1)).isEqualTo(40);
    assertThat(size(second, 1)).isEqualTo(41);
    second.keep(key(2), chunk(40));
    assertThat(first.find(key(1))).isNull();
    assertThat(second.find(key(1))).isNotNull();
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    ChunkCache cache = new ChunkCache(100);
    cache.keep(key(1), chunk(30));
    cache.keep(key(2), chunk(51));
    assertThat(cache.find(key(2))).isNull();
    assertThat(cache.find(key(1))).isNotNull();
    ChunkCache none = new ChunkCache(0);
    none.keep(key(1), chunk(1));
    assertThat(none.find(key(1))).isNull();
  }
}
