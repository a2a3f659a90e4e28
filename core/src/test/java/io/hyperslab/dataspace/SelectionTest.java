package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

  @Test
  void textSelectsWhatNumpySelects() {
    int read = 0;
    for (String[] row : SelectionCases.rows("selection-cases.tsv")) {
      long[] shape = SelectionCases.longs(row[2]);
      String name = row[1] + " of " + Arrays.toString(shape);
      if (row[3].equals("error")) {
        assertThatThrownBy(() -> Selection.of(row[1]).resolve(shape))
            .as(name)
            .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
        continue;
      }
      ResolvedSelection selection = Selection.of(row[1]).resolve(shape);
      long[] expected = SelectionCases.longs(row[4]);
      assertThat(selection.resultShape()).as(name).isEqualTo(SelectionCases.longs(row[3]));
      assertThat(SelectionCases.offsets(selection)).as(name).isEqualTo(expected);
      assertLookups(name, selection, expected);
      read++;
    }
    assertThat(read).isGreaterThan(1000);
  }

  @Test
  void printedSelectionReadsBackEqual() {
    for (String[] row : SelectionCases.rows("selection-cases.tsv")) {
      Selection selection = Selection.of(row[1]);
      String text = selection.toString();
      Selection again = Selection.of(text.equals("()") ? text : "(" + text + ")");
      assertThat(again).as(row[1]).isEqualTo(selection).hasSameHashCodeAs(selection);
    }
  }

  @Test
  void unionIsReadInTheOrderOfLibhdf5() {
    for (String[] row : SelectionCases.rows("union-cases.tsv")) {
      long[] shape = SelectionCases.longs(row[0]);
      Selection union = Selection.none();
      for (String slab : row[1].split("\\|", -1)) {
        String[] parts = slab.split(";", -1);
        union =
            union.union(
                Selection.hyperslab(
                    SelectionCases.longs(parts[0]),
                    SelectionCases.longs(parts[1]),
                    SelectionCases.longs(parts[2]),
                    SelectionCases.longs(parts[3])));
      }
      ResolvedSelection resolved = union.resolve(shape);
      long[] expected = SelectionCases.longs(row[2]);
      assertThat(SelectionCases.offsets(resolved)).as(row[1]).isEqualTo(expected);
      assertThat(resolved.resultShape()).containsExactly(expected.length);
      assertLookups(row[1], resolved, expected);
    }
  }

  @Test
  void boxesAreTheUnionOfTheirElements() {
    Selection boxes = Selection.boxes(2, 1, 1, 2, 3, 0, 0, 1, 1, 2, 4, 2, 4);
    ResolvedSelection resolved = boxes.resolve(new long[] {4, 5});
    long[] expected = {0, 1, 5, 6, 7, 8, 11, 12, 13, 14};
    assertThat(SelectionCases.offsets(resolved)).isEqualTo(expected);
    assertThat(((RunSelection) resolved).runCount()).isEqualTo(3);
    assertLookups("boxes", resolved, expected);
  }

  @Test
  void pointsKeepTheirOrderAndRepetitions() {
    long[] shape = {4, 5};
    Selection points =
        Selection.points(new long[][] {{3, 4}, {0, 0}, {0, 1}, {0, 2}, {-4, 1}, {1, -1}, {2, 0}});
    ResolvedSelection resolved = points.resolve(shape);
    long[] expected = {19, 0, 1, 2, 1, 9, 10};
    assertThat(resolved.resultShape()).containsExactly(7);
    assertThat(SelectionCases.offsets(resolved)).isEqualTo(expected);
    assertThat(((RunSelection) resolved).runCount()).isEqualTo(5);
    assertLookups("points", resolved, expected);
  }

  @Test
  void maskSelectsItsFlagsInOrder() {
    boolean[] flags = new boolean[24];
    long[] expected = {0, 3, 4, 5, 11, 12, 22, 23};
    for (long offset : expected) {
      flags[(int) offset] = true;
    }
    long[] shape = {2, 3, 4};
    ResolvedSelection resolved = Selection.mask(shape, flags).resolve(shape);
    assertThat(resolved.resultShape()).containsExactly(8);
    assertThat(SelectionCases.offsets(resolved)).isEqualTo(expected);
    // 3 and 4 lie in different rows of the last axis, as do 11 and 12
    assertThat(((RunSelection) resolved).runCount()).isEqualTo(6);
    assertLookups("mask", resolved, expected);
  }

  @Test
  void scalarCanBeMaskedLikeNumpys() {
    long[] scalar = {};
    assertThat(Selection.mask(scalar, true).resolve(scalar).resultShape()).containsExactly(1);
    assertThat(Selection.mask(scalar, false).resolve(scalar).resultShape()).containsExactly(0);
    assertThat(Selection.all().resolve(scalar).resultShape()).isEmpty();
    assertThat(Selection.all().resolve(scalar).elementCount()).isEqualTo(1);
  }

  @Test
  void typedEntriesEqualTheirText() {
    assertAll(
        () -> assertThat(Selection.at(3, -1)).isEqualTo(Selection.of("3, -1")),
        () -> assertThat(Selection.slice(-4, 9)).isEqualTo(Selection.of("-4:9")),
        () -> assertThat(Selection.all()).isEqualTo(Selection.of("()")),
        () ->
            assertThat(
                    Selection.axes(
                        Axis.from(2), Axis.until(-3), Axis.all().by(2), Axis.range(9, 1, -2)))
                .isEqualTo(Selection.of("2:, :-3, ::2, 9:1:-2")),
        () ->
            assertThat(Selection.axes(Axis.newAxis(), Axis.list(4, 0), Axis.ellipsis()))
                .isEqualTo(Selection.of("newaxis, [4, 0], ...")),
        () ->
            assertThat(Selection.axes(Axis.mask(true, false)))
                .isEqualTo(Selection.of("[True, False]")));
  }

  @Test
  void severalListsSelectTheirProduct() {
    ResolvedSelection selection =
        Selection.axes(Axis.list(2, 0), Axis.list(1, 3)).resolve(new long[] {3, 4});
    assertThat(selection.resultShape()).containsExactly(2, 2);
    assertThat(SelectionCases.offsets(selection)).containsExactly(9, 11, 1, 3);
  }

  @Test
  void blocksFollowMultiBlockSlice() {
    // h5py's own documentation: start 0, stride 4, count 3, block 2 of 12 elements
    long[] shape = {12};
    assertThat(SelectionCases.offsets(Selection.axes(Axis.blocks(0, 4, 3, 2)).resolve(shape)))
        .containsExactly(0, 1, 4, 5, 8, 9);
    assertThat(SelectionCases.offsets(Selection.axes(Axis.blocks(2, 4, 3)).resolve(shape)))
        .containsExactly(2, 3, 4, 6, 7, 8);
    assertThatThrownBy(() -> Selection.axes(Axis.blocks(0, 4, 4, 2)).resolve(shape))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("axis 0 with size 12");
    assertThatThrownBy(() -> Selection.axes(Axis.blocks(11, 4, 2)).resolve(shape))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Axis.blocks(0, 1, 1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Axis.blocks(-1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Axis.blocks(0, 1, 0, 1));
  }

  @Test
  void boxMustLieInside() {
    Selection box = Selection.box(new long[] {1, 2}, new long[] {2, 3});
    ResolvedSelection selection = box.resolve(new long[] {3, 5});
    assertThat(selection.resultShape()).containsExactly(2, 3);
    assertThat(SelectionCases.offsets(selection)).containsExactly(7, 8, 9, 12, 13, 14);
    assertThatThrownBy(() -> box.resolve(new long[] {3, 4}))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index 4 is out of bounds for axis 1 with size 4");
  }

  @Test
  void outOfBoundsNamesAxisAndSize() {
    assertThatThrownBy(() -> Selection.at(0, 7).resolve(new long[] {3, 7}))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index 7 is out of bounds for axis 1 with size 7");
    assertThatThrownBy(() -> Selection.of("[0, -4]").resolve(new long[] {3, 7}))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index -4 is out of bounds for axis 0 with size 3");
  }

  @Test
  void misfitIsRefused() {
    long[] shape = {2, 2};
    List<Selection> misfits =
        List.of(
            Selection.at(0, 0, 0),
            Selection.points(new long[] {0}),
            Selection.mask(new long[] {4}, new boolean[4]),
            Selection.boxes(1, 0, 0),
            Selection.box(new long[] {0}, new long[] {1}),
            Selection.axes(Axis.mask(true)));
    for (Selection misfit : misfits) {
      assertThatIllegalArgumentException()
          .as(misfit.toString())
          .isThrownBy(() -> misfit.resolve(shape));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.points(new long[] {0, 1}, new long[] {0}));
    assertThatIllegalArgumentException().isThrownBy(() -> Selection.boxes(1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Selection.boxes(2, 0, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.mask(new long[] {3}, new boolean[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.axes(Axis.ellipsis(), Axis.ellipsis()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.all().resolve(new long[] {3, -1}));
  }

  @Test
  void deepUnionDoesNotOverflowTheStack() {
    Selection union = Selection.none();
    for (long i = 0; i < 20_000; i += 2) {
      union = union.union(Selection.at(i));
    }
    ResolvedSelection resolved = union.resolve(new long[] {20_000});
    assertThat(SelectionCases.offsets(resolved))
        .isEqualTo(LongStream.range(0, 10_000).map(i -> 2 * i).toArray());
  }

  @Test
  void noneSelectsNothing() {
    ResolvedSelection none = Selection.none().resolve(new long[] {3, 4});
    assertThat(none.resultShape()).containsExactly(0);
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.low()).containsExactly(0, 0);
    assertThat(none.high()).containsExactly(-1, -1);
  }

  @Test
  void argumentsAreCopied() {
    long[] indices = {1, 3, 0};
    boolean[] flags = {true, false, true};
    Selection list = Selection.axes(Axis.list(indices));
    Selection mask = Selection.mask(new long[] {3}, flags);
    indices[0] = 99;
    flags[1] = true;
    assertThat(SelectionCases.offsets(list.resolve(new long[] {4}))).containsExactly(1, 3, 0);
    assertThat(SelectionCases.offsets(mask.resolve(new long[] {3}))).containsExactly(0, 2);
  }

  /// Compares every lookup with a search through the expected offsets.
  static void assertLookups(String name, ResolvedSelection selection, long[] expected) {
    long[] shape = selection.shape();
    long[] at = new long[shape.length];
    long rowLength = shape.length == 0 ? 1 : shape[shape.length - 1];
    long[] low = filled(shape.length, expected.length == 0 ? 0 : Long.MAX_VALUE);
    long[] high = filled(shape.length, -1);
    List<Long> found = new ArrayList<>(LongStream.of(expected).boxed().toList());
    for (int ordinal = 0; ordinal < expected.length; ordinal++) {
      selection.coordinatesOf(ordinal, at);
      for (int axis = 0; axis < shape.length; axis++) {
        low[axis] = Math.min(low[axis], at[axis]);
        high[axis] = Math.max(high[axis], at[axis]);
      }
      assertContiguous(name, selection.contiguousFrom(ordinal), ordinal, expected, rowLength);
    }
    assertThat(selection.low()).as(name).isEqualTo(low);
    assertThat(selection.high()).as(name).isEqualTo(high);
    long total = Extents.elementCount(shape);
    for (long offset = 0; offset < total; offset++) {
      long[] place = SelectionCases.coordinates(offset, shape);
      assertThat(selection.ordinalOf(place)).as(name).isEqualTo(found.indexOf(offset));
      long gap = 0;
      while (gap < rowLength - offset % rowLength && !found.contains(offset + gap)) {
        gap++;
      }
      boolean none = gap == rowLength - offset % rowLength;
      assertThat(selection.absentFrom(place)).as(name).isEqualTo(none ? Long.MAX_VALUE : gap);
    }
    if (total > 0) {
      boolean all = Arrays.equals(expected, LongStream.range(0, total).toArray());
      assertThat(selection.isAll()).as(name).isEqualTo(all);
    }
  }

  /// The run must be right; it may stop where the row or, in a list of runs, the run ends.
  private static void assertContiguous(
      String name, long run, int ordinal, long[] expected, long rowLength) {
    long longest = 1;
    while (ordinal + longest < expected.length
        && expected[(int) (ordinal + longest)] == expected[ordinal] + longest
        && (expected[ordinal] + longest) % rowLength != 0) {
      longest++;
    }
    assertThat(run).as(name).isEqualTo(longest);
  }

  private static long[] filled(int length, long value) {
    long[] array = new long[length];
    Arrays.fill(array, value);
    return array;
  }
}
