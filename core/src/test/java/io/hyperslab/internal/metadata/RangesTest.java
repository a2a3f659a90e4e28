package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static final int SPACE = 200;

  private final Random random = new Random(1);
  private final BitSet model = new BitSet();
  private final Ranges ranges = new Ranges();
  private final FreeSpace free = FreeSpace.withAlignment(4, 8);

  private BitSet seen() {
    BitSet seen = new BitSet();
    long[] last = {-1};
    ranges.forEach((from, to) -> {
      assertThat(from).as("apart from the one before").isGreaterThan(last[0]).isLessThan(to);
      last[0] = to;
      seen.set((int) from, (int) to);
    });
    return seen;
  }

  @Test
  void aRangeSetIsASetOfAddresses() {
    for (int i = 0; i < 20_000; i++) {
      int from = random.nextInt(SPACE);
      int to = random.nextInt(from, SPACE + 1);
      if (random.nextBoolean()) {
        ranges.add(from, to);
        model.set(from, to);
      } else {
        ranges.remove(from, to);
        model.clear(from, to);
      }
      assertThat(seen()).isEqualTo(model);
      look(random.nextInt(SPACE), random.nextInt(1, 40));
    }
  }

  @Test
  void whoeverLooksMeanwhileSeesAllThatStays() throws Exception {
    ranges.add(0, SPACE);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong missing = new AtomicLong();
    Thread looks =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                long[] parts = ranges.partsIn(100, 110);
                if (parts.length != 2 || parts[0] != 100 || parts[1] != 110) {
                  missing.incrementAndGet();
                }
              }
            });
    for (int i = 0; i < 300_000; i++) {
      ranges.remove(40, 60);
      ranges.remove(140, 160);
      ranges.add(40, 60);
      ranges.add(140, 160);
    }
    over.set(true);
    looks.join();
    assertThat(missing).hasValue(0);
  }

  private void look(int from, int length) {
    int to = Math.min(SPACE, from + length);
    BitSet window = new BitSet();
    window.set(from, to);
    BitSet in = new BitSet();
    BitSet gaps = new BitSet();
    ranges.forEachIn(from, to, (start, end) -> in.set((int) start, (int) end));
    ranges.forEachGap(from, to, (start, end) -> gaps.set((int) start, (int) end));
    BitSet expected = (BitSet) model.clone();
    expected.and(window);
    assertThat(in).isEqualTo(expected);
    long[] parts = ranges.partsIn(from, to);
    BitSet atOnce = new BitSet();
    for (int i = 0; i < parts.length; i += 2) {
      atOnce.set((int) parts[i], (int) parts[i + 1]);
    }
    assertThat(atOnce).isEqualTo(expected);
    window.andNot(model);
    assertThat(gaps).isEqualTo(window);
    assertThat(ranges.containsAll(from, to)).isEqualTo(window.isEmpty() || from == to);
    int start = model.get(to - 1) ? model.previousClearBit(to - 1) + 1 : to;
    assertThat(ranges.startOfRangeBefore(to)).isEqualTo(start);
  }

  @Test
  void freeSpaceGivesWhatItWasGivenAndNothingTwice() {
    for (int i = 0; i < 20_000; i++) {
      if (random.nextBoolean()) {
        int from = random.nextInt(SPACE);
        int to = random.nextInt(from, Math.min(SPACE, from + 20) + 1);
        free.add(from, to);
        model.set(from, to);
      } else if (random.nextInt(10) == 0) {
        int from = random.nextInt(SPACE);
        free.cut(from);
        model.clear(from, SPACE);
      } else {
        take(random.nextInt(1, 30), random.nextBoolean() ? 1 : 8);
      }
      BitSet seen = new BitSet();
      free.forEach((from, to) -> seen.set((int) from, (int) to));
      assertThat(seen).isEqualTo(model);
    }
  }

  private void take(int size, int alignment) {
    long address = alignment == 1 ? free.take(size) : free.takeByRule(size);
    if (address == FreeSpace.NONE) {
      for (int at = 0; at < SPACE; at++) {
        boolean fits = (at + 4) % alignment == 0 && model.nextClearBit(at) >= at + size;
        assertThat(fits).isFalse();
      }
      return;
    }
    assertThat((address + 4) % alignment).isZero();
    assertThat(model.nextClearBit((int) address)).isGreaterThanOrEqualTo((int) address + size);
    model.clear((int) address, (int) address + size);
  }
}
