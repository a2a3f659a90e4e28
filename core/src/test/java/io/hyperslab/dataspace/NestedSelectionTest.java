package io.hyperslab.dataspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedSelectionTest {
  private static final String[] SELECTIONS = {
    "...",
    "1",
    "-1",
    "1:",
    ":-1",
    "::2",
    "::-1",
    "[0]",
    "[1, 0]",
    "[0, 0, 1]",
    "None, ...",
    "..., None",
    ":, 1",
    "..., 0",
    ":, ::2",
    "1:1",
    "0, None",
    "..., [1, 0, 1]",
    "None, 1:, None"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Results of numpy for arange(40).reshape(5, 8)[first][second]: shape, elements.
        "1:4         | 1          | 8            | 16 17 18 19 20 21 22 23",
        "::2, 1::3   | 1:, ::-1   | 2 3          | 23 20 17 39 36 33",
        "2           | 2:5        | 3            | 18 19 20",
        "[4, 0, 2]   | ::2, 3     | 2            | 35 19",
        "None, 1, 2: | 0, [1, 5]  | 2            | 11 15",
        ":, 3        | [0, 0, 4]  | 3            | 3 3 35",
        "::-1, ::-2  | 0, 1:3     | 2            | 37 35"
      })
  void takesWhatNumpyTakesOfTheResult(String first, String second, String shape, String elements) {
    ResolvedSelection resolved =
        Selection.of(first.strip()).then(Selection.of(second.strip())).resolve(new long[] {5, 8});
    assertThat(resolved.resultShape()).isEqualTo(SelectionCases.longs(shape, " "));
    assertThat(SelectionCases.offsets(resolved)).isEqualTo(SelectionCases.longs(elements, " "));
  }

  @Test
  void isOneSelectionAfterTheOther() {
    int compared = 0;
    long[] shape = {4, 3};
    for (String first : SELECTIONS) {
      ResolvedSelection outer = Selection.of(first).resolve(shape);
      long[] between = SelectionCases.offsets(outer);
      for (String second : SELECTIONS) {
        ResolvedSelection inner;
        try {
          inner = Selection.of(second).resolve(outer.resultShape());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          continue;
        }
        ResolvedSelection both = Selection.of(first).then(Selection.of(second)).resolve(shape);
        long[] expected =
            Arrays.stream(SelectionCases.offsets(inner)).map(i -> between[(int) i]).toArray();
        String name = first + " then " + second;
        assertThat(SelectionCases.offsets(both)).as(name).isEqualTo(expected);
        assertThat(both.shape()).as(name).isEqualTo(shape);
        if (both instanceof GridSelection) {
          assertThat(both.resultShape()).as(name).isEqualTo(inner.resultShape());
        }
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(150);
  }

  @Test
  void pointsAndMasksCanBeTakenFrom() {
    long[] shape = {6, 7};
    boolean[] flags = new boolean[42];
    Random random = new Random(5);
    for (int i = 0; i < flags.length; i++) {
      flags[i] = random.nextBoolean();
    }
    Selection[] outers = {
      Selection.mask(shape, flags),
      Selection.points(new long[][] {{3, 2}, {0, 0}, {-1, 6}, {3, 3}, {3, 4}, {3, 2}}),
      Selection.box(new long[] {1, 1}, new long[] {2, 3}).union(Selection.of("5"))
    };
    for (Selection outer : outers) {
      long[] between = SelectionCases.offsets(outer.resolve(shape));
      for (String inner : new String[] {"1:5", "::-1", "[4, 0, 0]", "2:2", ":"}) {
        long[] expected =
            Arrays.stream(
                    SelectionCases.offsets(
                        Selection.of(inner).resolve(new long[] {between.length})))
                .map(i -> between[(int) i])
                .toArray();
        ResolvedSelection both = outer.then(Selection.of(inner)).resolve(shape);
        assertThat(SelectionCases.offsets(both)).as(outer + inner).isEqualTo(expected);
      }
    }
  }

  @Test
  void thousandsOfLevelsNeedNoStack() {
    Selection selection = Selection.of("1:");
    for (int i = 0; i < 3000; i++) {
      selection = selection.then(Selection.of("1:"));
    }
    ResolvedSelection resolved = selection.resolve(new long[] {3003});
    assertThat(SelectionCases.offsets(resolved)).containsExactly(3001, 3002);
  }

  @Test
  void whatTheFirstDoesNotHaveIsRefused() {
    Selection nested = Selection.of("1:3").then(Selection.of("2"));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> nested.resolve(new long[] {10}));
    assertThat(Selection.all().then(Selection.of("2"))).isEqualTo(Selection.of("2"));
    assertThat(Selection.of("2").then(Selection.all())).isEqualTo(Selection.of("2"));
    assertThat(nested).hasToString("[1:3][2]");
  }
}
