package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HyperslabTest {

  private static Hyperslab line(long start, long stride, long count, long block) {
    return Hyperslab.of(
        new long[] {start}, new long[] {stride}, new long[] {count}, new long[] {block});
  }

  @Test
  void virtualDatasetsReachAsFarAsInLibhdf5() {
    for (String[] row : SelectionCases.rows("vds-cases.tsv")) {
      String name = String.join(" ", row[0], row[1], "from", row[2], "of", row[3]);
      long[] v = SelectionCases.longs(row[1], " ");
      long[] s = SelectionCases.longs(row[2], " ");
      Hyperslab virtual = line(v[0], v[1], v[2], v[3]);
      Hyperslab source = line(s[0], s[1], s[2], s[3]);
      long sourceExtent = Long.parseLong(row[3]);
      boolean withGap = row[0].equals("first-missing");
      long extent = virtual.extentMatching(source, sourceExtent, withGap);
      assertThat(extent).as(name).isEqualTo(Long.parseLong(row[4]));
      assertThat(mapped(virtual, extent, source, sourceExtent))
          .as(name)
          .isEqualTo(SelectionCases.longs(row[5]));
    }
  }

  /// The data of a virtual dataset whose source counts up from 0 and whose fill value is -1.
  private static long[] mapped(Hyperslab virtual, long extent, Hyperslab source, long available) {
    ResolvedSelection to = virtual.resolve(new long[] {extent});
    ResolvedSelection from = source.resolve(new long[] {available});
    assertThat(to.elementCount()).isEqualTo(from.elementCount());
    long[] data = new long[(int) extent];
    for (int i = 0; i < data.length; i++) {
      long ordinal = to.ordinalOf(new long[] {i});
      long[] at = {-1};
      if (ordinal >= 0) {
        from.coordinatesOf(ordinal, at);
      }
      data[i] = at[0];
    }
    return data;
  }

  @Test
  void partialFirstBlockCountsWhatIsThere() {
    // libhdf5 says 5 here and then fails to read
    Hyperslab source = line(0, 10, Hyperslab.UNLIMITED, 5);
    Hyperslab virtual = line(0, 1, Hyperslab.UNLIMITED, 1);
    assertThat(virtual.extentMatching(source, 3, false)).isEqualTo(3);
    assertThat(source.slices(3)).isEqualTo(3);
  }

  @Test
  void clippingTakesWhatLiesInside() {
    for (long start = 0; start < 4; start++) {
      for (long block = 1; block < 4; block++) {
        for (long stride = block; stride < 6; stride++) {
          Hyperslab slab = line(start, stride, Hyperslab.UNLIMITED, block);
          for (long extent = 0; extent < 25; extent++) {
            assertClipped(slab, start, stride, block, extent);
          }
        }
      }
    }
  }

  private static void assertClipped(
      Hyperslab slab, long start, long stride, long block, long extent) {
    long[] expected =
        LongStream.range(start, extent).filter(i -> (i - start) % stride < block).toArray();
    String name = slab + " clipped to " + extent;
    assertThat(SelectionCases.offsets(slab.resolve(new long[] {extent})))
        .as(name)
        .isEqualTo(expected);
    assertThat(slab.slices(extent)).as(name).isEqualTo(expected.length);
    long tight = slab.extentOf(expected.length, false);
    assertThat(tight).as(name).isEqualTo(expected.length == 0 ? 0 : last(expected) + 1);
    long wide = slab.extentOf(expected.length, true);
    assertThat(slab.slices(wide)).as(name).isEqualTo(expected.length);
    assertThat(slab.slices(wide + 1)).as(name).isEqualTo(expected.length + 1L);
  }

  private static long last(long[] values) {
    return values[values.length - 1];
  }

  @Test
  void unlimitedBlockTakesTheRest() {
    Hyperslab slab =
        Hyperslab.of(new long[] {1, 2}, new long[] {1, 1}, new long[] {2, 1}, new long[] {1, -1});
    assertThat(slab.unlimitedAxis()).isEqualTo(1);
    assertThat(slab.elementsPerSlice()).isEqualTo(2);
    GridSelection selection = slab.resolve(new long[] {3, 5});
    assertThat(SelectionCases.offsets(selection)).containsExactly(7, 8, 9, 12, 13, 14);
    assertThat(slab.extentOf(4, false)).isEqualTo(6);
    assertThat(slab.resolve(new long[] {3, 2}).isEmpty()).isTrue();
  }

  @Test
  void blocksAlongTheUnlimitedAxis() {
    Hyperslab slab = line(2, 5, Hyperslab.UNLIMITED, 3);
    assertThat(slab.blockAt(0)).isEqualTo(line(2, 5, 1, 3));
    assertThat(slab.blockAt(4)).isEqualTo(line(22, 5, 1, 3)).hasSameHashCodeAs(line(22, 5, 1, 3));
    // whole blocks end at 5, 10, 15, ...
    long[] expected = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3};
    for (int extent = 0; extent < expected.length; extent++) {
      assertThat(slab.firstIncompleteBlock(extent)).as("%d", extent).isEqualTo(expected[extent]);
    }
  }

  @Test
  void fixedAxesMustFit() {
    Hyperslab slab =
        Hyperslab.of(new long[] {0, 1}, new long[] {2, 4}, new long[] {-1, 2}, new long[] {1, 3});
    assertThat(slab.fitsIn(new long[] {0, 8})).isTrue();
    assertThat(slab.fitsIn(new long[] {9, 7})).isFalse();
    assertThatThrownBy(() -> slab.resolve(new long[] {9, 7}))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index 7 is out of bounds for axis 1 with size 7");
    assertThat(slab.resolve(new long[] {3, 8}).resultShape()).containsExactly(2, 6);
  }

  @Test
  void emptyHyperslabSelectsNothing() {
    assertThat(line(9, 1, 0, 4).resolve(new long[] {3}).isEmpty()).isTrue();
    assertThat(line(9, 1, 4, 0).resolve(new long[] {3}).resultShape()).containsExactly(0);
  }

  @Test
  void badParametersAreRefused() {
    long[][] bad = {
      {-1, 1, 1, 1},
      {0, 0, 1, 1},
      {0, 1, -2, 1},
      {0, 1, 1, -2},
      {0, 2, 2, 3},
      {0, 1, -1, -1},
      {0, 1, 2, -1},
      {0, 1, -1, 2},
      {0, 1, -1, 0},
      {1, 1, 1, Long.MAX_VALUE},
      {0, 1L << 62, 3, 1},
      {Long.MAX_VALUE, 1, 2, 1},
      {0, Long.MAX_VALUE, Long.MAX_VALUE, 1}
    };
    for (long[] p : bad) {
      assertThatIllegalArgumentException()
          .as(Arrays.toString(p))
          .isThrownBy(() -> line(p[0], p[1], p[2], p[3]));
    }
    long[] two = {1, 1};
    long[] unlimited = {-1, -1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hyperslab.of(two, two, unlimited, two))
        .withMessageContaining("both unlimited");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hyperslab.of(two, two, two, new long[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hyperslab.of(new long[33], new long[33], new long[33], new long[33]));
  }

  @Test
  void farExtentsSaturate() {
    Hyperslab slab = line(5, 1L << 40, Hyperslab.UNLIMITED, 2);
    assertThat(slab.extentOf(Long.MAX_VALUE, false)).isEqualTo(Long.MAX_VALUE);
    assertThat(line(5, 1, 1, Hyperslab.UNLIMITED).extentOf(Long.MAX_VALUE, true))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(slab.slices(Long.MAX_VALUE)).isEqualTo(1L << 24);
    assertThatIllegalArgumentException().isThrownBy(() -> slab.blockAt(1L << 40));
    Hyperslab wide =
        Hyperslab.of(
            new long[3],
            new long[] {1, 1, 1},
            new long[] {1, 1, -1},
            new long[] {1L << 40, 1L << 40, 1});
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(wide::elementsPerSlice);
  }

  @Test
  void limitedHyperslabHasNoSlices() {
    assertThatIllegalStateException().isThrownBy(() -> line(0, 1, 1, 4).slices(3));
    assertThatIllegalStateException().isThrownBy(() -> line(0, 1, 1, -1).blockAt(0));
    assertThat(line(0, 1, 1, 4).unlimitedAxis()).isEqualTo(-1);
  }
}
