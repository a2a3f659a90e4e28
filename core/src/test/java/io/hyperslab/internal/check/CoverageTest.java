package io.hyperslab.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final int END = 20_000;

  private static List<String> holes(Coverage coverage, long end) {
    List<String> holes = new ArrayList<>();
    coverage.forEachHole(end, (address, size) -> holes.add(address + "+" + size));
    return holes;
  }

  @Test
  void whatNothingHasIsFound() {
    Coverage coverage = new Coverage();
    coverage.add(10, 5);
    coverage.add(15, 5);
    coverage.add(0, 4);
    coverage.add(12, 2);
    coverage.add(30, 100);

    assertThat(coverage.covered()).isEqualTo(114);
    assertThat(holes(coverage, 50)).containsExactly("4+6", "20+10");
    assertThat(holes(coverage, 135)).containsExactly("4+6", "20+10", "130+5");
  }

  @Test
  void blocksThatCannotBeAreLeftOut() {
    Coverage coverage = new Coverage();
    coverage.add(-1, 5);
    coverage.add(5, 0);
    coverage.add(5, Long.MAX_VALUE);

    assertThat(coverage.covered()).isZero();
    assertThat(holes(coverage, 8)).containsExactly("0+8");
  }

  @Test
  void manyBlocksInAnyOrderAreTheSameAsBits() {
    Coverage coverage = new Coverage();
    BitSet bits = new BitSet(END);
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      int address = random.nextInt(END - 10);
      int size = random.nextInt(4);
      coverage.add(address, size);
      bits.set(address, address + size);
    }
    List<String> expected = new ArrayList<>();
    for (int at = bits.nextClearBit(0); at < END; ) {
      int end = bits.nextSetBit(at);
      end = end < 0 ? END : end;
      expected.add(at + "+" + (end - at));
      at = bits.nextClearBit(end);
    }

    assertThat(coverage.covered()).isEqualTo(bits.cardinality());
    assertThat(holes(coverage, END)).isEqualTo(expected);
  }
}
