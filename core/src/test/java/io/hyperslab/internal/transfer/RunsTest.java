package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
  private record Run(long stored, long result, long length) {}

  private static List<Run> runs(ResolvedSelection selection) {
    List<Run> runs = new ArrayList<>();
    Runs.forEach(selection, (stored, result, length) -> runs.add(new Run(stored, result, length)));
    return runs;
  }

  private static List<Run> runs(String selection, long... shape) {
    return runs(Selection.of(selection).resolve(shape));
  }

  @Test
  void weightsAreThoseOfTheCOrder() {
    assertThat(Runs.weights(new long[] {2, 3, 4})).containsExactly(12, 4, 1);
    assertThat(Runs.weights(new long[0])).isEmpty();
  }

  @Test
  void runsAreAsLongAsTheyCanBe() {
    assertThat(runs("...", 2, 3, 4)).containsExactly(new Run(0, 0, 24));
    assertThat(runs("1", 2, 3, 4)).containsExactly(new Run(12, 0, 12));
    assertThat(runs(":, 1:", 2, 3, 4)).containsExactly(new Run(4, 0, 8), new Run(16, 8, 8));
    assertThat(runs("0, 1:3, :2", 2, 3, 4)).containsExactly(new Run(4, 0, 2), new Run(8, 2, 2));
    assertThat(runs("()")).containsExactly(new Run(0, 0, 1));
    assertThat(runs("0:0", 5)).isEmpty();
  }

  @Test
  void runsKnowTheirPlaceInTheResult() {
    assertThat(runs("::-1", 3))
        .containsExactly(new Run(2, 0, 1), new Run(1, 1, 1), new Run(0, 2, 1));
    assertThat(runs("[2, 0]", 3, 5)).containsExactlyInAnyOrder(new Run(10, 0, 5), new Run(0, 5, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1:, ::2, [3, 0, 0]; 3 4 5",
        "::-2, 1, ...; 4 3 2 2",
        "..., 1:3; 2 2 2 4",
        "[True, False, True], None, -1; 3 6",
        "2:0:-1, [1, 0]; 3 2"
      })
  void runsCoverTheSelection(String text, String extents) {
    long[] shape = Arrays.stream(extents.split(" ")).mapToLong(Long::parseLong).toArray();
    assertCovered(Selection.of(text).resolve(shape));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 40})
  void runsCoverPointsAndUnions(long extent) {
    long[] shape = {extent, 7};
    Selection points = Selection.points(new long[] {0, 6}, new long[] {extent - 1, 0});
    assertCovered(points.resolve(shape));
    assertCovered(points.union(Selection.of("0, 2:5")).resolve(shape));
  }

  /// Each element of the result is in one run, at the place that its coordinates say.
  private static void assertCovered(ResolvedSelection selection) {
    long[] shape = selection.shape();
    long[] weights = Runs.weights(shape);
    long[] storedByResult = new long[Math.toIntExact(selection.elementCount())];
    Arrays.fill(storedByResult, -1);
    for (Run run : runs(selection)) {
      for (long i = 0; i < run.length(); i++) {
        int result = Math.toIntExact(run.result() + i);
        assertThat(storedByResult[result]).isEqualTo(-1);
        storedByResult[result] = run.stored() + i;
      }
    }
    long[] at = new long[shape.length];
    for (int ordinal = 0; ordinal < storedByResult.length; ordinal++) {
      selection.coordinatesOf(ordinal, at);
      long stored = 0;
      for (int axis = 0; axis < at.length; axis++) {
        stored += at[axis] * weights[axis];
      }
      assertThat(storedByResult[ordinal]).isEqualTo(stored);
    }
  }
}
