package io.hyperslab.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  private final BoundedCache<Integer, String> cache = new BoundedCache<>(100);

  private String make(int key, long weight) {
    return cache.get(key, () -> "value " + key, _ -> weight);
  }

  private boolean holds(int key) {
    return cache.find(key) != null;
  }

  @Test
  void aScanLargerThanTheRoomDrivesOutNothingThatIsUsedAgainAndAgain() {
    for (int round = 0; round < 3; round++) {
      for (int hot = 0; hot < 8; hot++) {
        make(hot, 10);
      }
    }
    for (int scanned = 1000; scanned < 2000; scanned++) {
      make(scanned, 10);
    }
    for (int hot = 0; hot < 8; hot++) {
      assertThat(holds(hot)).isTrue();
    }
  }

  @Test
  void whatWasHotOnceGoesWhenOtherThingsAreUsed() {
    for (int round = 0; round < 10; round++) {
      for (int key = 0; key < 10; key++) {
        make(key, 10);
      }
    }
    for (int round = 0; round < 10; round++) {
      for (int key = 100; key < 108; key++) {
        make(key, 10);
      }
    }
    for (int key = 100; key < 108; key++) {
      assertThat(holds(key)).isTrue();
    }
  }

  @Test
  void allValuesTogetherNeverWeighMoreThanTheCapacity() {
    Random random = new Random(3);
    List<Long> weights = random.longs(200, 0, 60).boxed().toList();
    for (int i = 0; i < 5000; i++) {
      int key = random.nextInt(200);
      if (random.nextInt(10) == 0) {
        cache.remove(key);
      } else {
        make(key, weights.get(key));
        assertThat(holds(key)).isTrue();
      }
      long sum = 0;
      for (int each = 0; each < 200; each++) {
        sum += i % 50 == 0 && holds(each) ? weights.get(each) : 0;
      }
      assertThat(sum).isLessThanOrEqualTo(100);
    }
    cache.removeIf(key -> key % 2 == 0);
    for (int key = 0; key < 200; key += 2) {
      assertThat(holds(key)).isFalse();
    }
  }

  @Test
  void whatIsLargerThanTheRoomIsGivenButNotKept() {
    make(1, 50);
    assertThat(make(2, 101)).isEqualTo("value 2");
    assertThat(holds(2)).isFalse();
    assertThat(holds(1)).isTrue();
  }

  @Test
  void theFirstValueOfAKeyStays() {
    String first = "first";
    assertThat(cache.keep(1, first, 10)).isSameAs(first);
    assertThat(cache.keep(1, "second", 10)).isSameAs(first);
    assertThat(make(1, 10)).isSameAs(first);
  }

  @Test
  void whatFailsLeavesNothingBehind() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            cache.get(
                1,
                () -> {
                  throw new IllegalStateException("cannot");
                },
                _ -> 1));
    assertThat(make(1, 10)).isEqualTo("value 1");
  }

  @Test
  void severalThreadsThatWantTheSameMakeItOnce() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() ->
                  cache.get(
                      1,
                      () -> {
                        begun.countDown();
                        sleep();
                        return "made " + made.incrementAndGet();
                      },
                      _ -> 10)));
      begun.await();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(made).hasValue(1);
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
