package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StructureCacheTest {
  private final AtomicInteger decoded = new AtomicInteger();

  private String get(StructureCache cache, long address, long weight) {
    return cache.get(
        address,
        String.class,
        () -> address + " made " + decoded.incrementAndGet(),
        value -> weight);
  }

  @Test
  void theLeastRecentlyUsedGoFirst() {
    StructureCache cache = new StructureCache(100_000);
    get(cache, 1, 40_000);
    get(cache, 2, 40_000);
    get(cache, 1, 40_000);
    get(cache, 3, 40_000);
    assertThat(get(cache, 1, 40_000)).isEqualTo("1 made 1");
    assertThat(get(cache, 3, 40_000)).isEqualTo("3 made 3");
    assertThat(get(cache, 2, 40_000)).isEqualTo("2 made 4");
  }

  @Test
  void filesShareTheRoomAndNothingElse() {
    StructureCache first = new StructureCache(100_000);
    StructureCache second = first.forAnotherFile();
    assertThat(get(first, 1, 40_000)).isEqualTo("1 made 1");
    assertThat(get(second, 1, 40_000)).isEqualTo("1 made 2");
    assertThat(get(first, 1, 40_000)).isEqualTo("1 made 1");
    get(second, 2, 40_000);
    assertThat(get(first, 1, 40_000)).isEqualTo("1 made 1");
    assertThat(get(second, 1, 40_000)).isEqualTo("1 made 4");
  }

  @Test
  void oneThatIsTooLargeDrivesOutNoOther() {
    StructureCache cache = new StructureCache(100_000);
    get(cache, 1, 40_000);
    get(cache, 2, 100_000);
    assertThat(get(cache, 1, 40_000)).isEqualTo("1 made 1");
    assertThat(get(cache, 2, 100_000)).isEqualTo("2 made 3");
  }

  @Test
  void anEntryTakesRoomEvenIfItsStructureIsStoredInNoByte() {
    StructureCache cache = new StructureCache(100_000);
    for (int address = 0; address < 10_000; address++) {
      get(cache, address, 0);
    }
    assertThat(get(cache, 0, 0)).isEqualTo("0 made 10001");
  }

  @Test
  void whatMayBeWantedOnceIsKeptFromTheSecondTimeOn() {
    StructureCache cache = new StructureCache(100_000);
    assertThat(getIfRepeated(cache, 1)).isEqualTo("1 made 1");
    assertThat(getIfRepeated(cache, 1)).isEqualTo("1 made 2");
    assertThat(getIfRepeated(cache, 1)).isEqualTo("1 made 2");
  }

  @Test
  void aWriterKeepsAllOfIt() {
    StructureCache cache = new StructureCache(100_000);
    cache.beginEditing();
    assertThat(getIfRepeated(cache, 1)).isEqualTo("1 made 1");
    assertThat(getIfRepeated(cache, 1)).isEqualTo("1 made 1");
  }

  @Test
  void whatIsForgottenWhileItIsDecodedIsNotKept() {
    StructureCache cache = new StructureCache(100_000);
    cache.beginEditing();
    assertThat(getWhile(cache, () -> cache.remove(1))).isEqualTo("1 made 1");
    assertThat(get(cache, 1, 100)).isEqualTo("1 made 2");
    assertThat(getWhile(cache, () -> cache.remove(1))).isEqualTo("1 made 2");
  }

  @Test
  void whatIsDecodedWhileEverythingIsForgottenIsNotKept() {
    StructureCache cache = new StructureCache(100_000);
    assertThat(getWhile(cache, cache::clear)).isEqualTo("1 made 1");
    assertThat(get(cache, 1, 100)).isEqualTo("1 made 2");
    cache.beginEditing();
    assertThat(getWhile(cache, cache::clear)).isEqualTo("1 made 3");
    assertThat(get(cache, 1, 100)).isEqualTo("1 made 4");
  }

  @Test
  void whatAWriterHasMadeMeanwhileIsKept() {
    StructureCache cache = new StructureCache(100_000);
    cache.beginEditing();
    assertThat(getWhile(cache, () -> cache.replace(1, String.class, "written", 100)))
        .isEqualTo("1 made 1");
    assertThat(get(cache, 1, 100)).isEqualTo("written");
  }

  @Test
  void norIsWhatMayBeWantedOnce() {
    StructureCache cache = new StructureCache(100_000);
    cache.beginEditing();
    String old =
        cache.getIfRepeated(
            1,
            String.class,
            () -> {
              cache.remove(1);
              return "old";
            },
            String::length);
    assertThat(old).isEqualTo("old");
    assertThat(getIfRepeated(cache, 1)).isEqualTo("1 made 1");
  }

  /// What is got while something else happens between the read and the decode.
  private String getWhile(StructureCache cache, Runnable meanwhile) {
    return cache.get(
        1,
        String.class,
        100,
        () -> {
          meanwhile.run();
          return "1 made " + decoded.incrementAndGet();
        });
  }

  private String getIfRepeated(StructureCache cache, long address) {
    return cache.getIfRepeated(
        address,
        String.class,
        () -> address + " made " + decoded.incrementAndGet(),
        value -> value.length());
  }
}
