package io.hyperslab.array;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.ResolvedSelection;
import java.util.Arrays;

/// Selections that only change offset, strides and shape.
final class Views {
  private Views() {}

  /// The strides of what is selected.
  ///
  /// @throws IllegalArgumentException if the selection is no product of ranges, or of another shape
  static Strides of(Strides strides, ResolvedSelection selection) {
    if (!Arrays.equals(strides.shape, selection.shape())) {
      throw new IllegalArgumentException(
          "a selection in shape %s does not apply to shape %s"
              .formatted(Arrays.toString(selection.shape()), Arrays.toString(strides.shape)));
    }
    if (!(selection instanceof GridSelection grid)) {
      throw noView(selection);
    }
    int rank = strides.rank();
    long[] first = new long[rank];
    long[] step = new long[rank];
    long[] count = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      if (!(grid.axis(axis) instanceof IndexRange range)) {
        throw noView(selection);
      }
      first[axis] = range.first();
      step[axis] = range.step();
      count[axis] = range.count();
    }
    return strides.sliced(first, step, count).squeezed(grid.resultShape());
  }

  private static IllegalArgumentException noView(ResolvedSelection selection) {
    return new IllegalArgumentException(
        selection + " is not made of indices and slices alone, so it cannot be a view");
  }
}
