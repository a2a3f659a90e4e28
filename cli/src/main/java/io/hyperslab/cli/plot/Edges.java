package io.hyperslab.cli.plot;

import io.hyperslab.dataspace.IndexRange;
import java.util.Optional;

/// Where the rows or the columns of a chart of colors begin and end.
///
/// @param places the places: half way between those of two rows; one more than there are rows
/// @param isMeasured whether a dimension scale says so; otherwise they are indices
/// @param label what they are, with the unit; may be empty
record Edges(double[] places, boolean isMeasured, String label) {

  /// The edges of blocks along a dimension.
  ///
  /// @param blocks how many blocks there are
  /// @param indicesOfBlock how many indices each has; the last one may have fewer
  static Edges along(Source source, int dimension, int blocks, long indicesOfBlock) {
    long size = source.shape()[dimension];
    Optional<Source> scale = source.scale(dimension);
    double[] places = new double[blocks + 1];
    if (scale.isPresent()) {
      for (int i = 0; i <= blocks; i++) {
        places[i] = place(scale.get(), Math.min(size, i * indicesOfBlock), size);
      }
      if (isMonotone(places)) {
        return new Edges(places, true, scale.get().label());
      }
    }
    IndexRange indices = source.indices(dimension);
    for (int i = 0; i <= blocks; i++) {
      places[i] = indices.first() + indices.step() * (Math.min(size, i * indicesOfBlock) - 0.5);
    }
    String label = scale.isPresent() ? "" : source.axisLabel(dimension).orElse("");
    return new Edges(places, false, label);
  }

  /// The place between two indices; at the ends as far outside as the next one is inside.
  private static double place(Source scale, long index, long size) {
    if (size == 1) {
      return scale.part(0, 1)[0] + (index == 0 ? -0.5 : 0.5);
    }
    double[] two = scale.part(Math.clamp(index - 1, 0, size - 2), 2);
    double between = (two[0] + two[1]) / 2;
    if (index == 0) {
      return 2 * two[0] - between;
    }
    return index == size ? 2 * two[1] - between : between;
  }

  private static boolean isMonotone(double[] places) {
    boolean ascends = places[0] < places[places.length - 1];
    for (int i = 1; i < places.length; i++) {
      if (!(ascends ? places[i - 1] < places[i] : places[i - 1] > places[i])) {
        return false;
      }
    }
    return true;
  }
}
