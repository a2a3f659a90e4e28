package io.hyperslab.cli.plot;

import io.hyperslab.Dataset;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.place.Step;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.NumericType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which axes of a dataset the dimensions of a part of it are, and what lies along them.
final class PlaceAxes {
  /// More of an irregular selection's indices are not looked up along a scale.
  private static final long MOST_LISTED = 1 << 20;

  private final Place place;
  private final long[] shape;
  private final Optional<GridSelection> selected;

  /// The axis of the dataset that each dimension is; -1 if nobody can tell.
  private final int[] axes;

  /// @param shape of the part, without dimensions of a single index unless it has no others
  PlaceAxes(Place place, long[] shape) {
    this.place = place;
    this.shape = shape;
    axes = new int[shape.length];
    Arrays.fill(axes, -1);
    selected = selected(place);
    selected.ifPresent(this::map);
  }

  /// The part of the dataset, if it is a product of indices along its axes.
  private static Optional<GridSelection> selected(Place place) {
    Selection selection = Selection.all();
    for (Step step : place.steps()) {
      if (step instanceof Step.Part part) {
        selection = selection.then(part.selection());
      }
    }
    long[] whole = place.whole().dataspace().shape();
    return whole.length > 0 && selection.resolve(whole) instanceof GridSelection grid
        ? Optional.of(grid)
        : Optional.empty();
  }

  private void map(GridSelection grid) {
    int next = 0;
    for (int axis = 0; axis < grid.rank(); axis++) {
      if (grid.axis(axis).count() != 1 && next < axes.length) {
        axes[next++] = axis;
      }
    }
    if (next == 0 && grid.rank() == 1) {
      axes[0] = 0;
    }
  }

  private Optional<Dataset> dataset() {
    return place.attribute().isEmpty() && place.object() instanceof Dataset dataset
        ? Optional.of(dataset)
        : Optional.empty();
  }

  /// The label of a dimension, if the file has one.
  Optional<String> label(int dimension) {
    return axes[dimension] < 0
        ? Optional.empty()
        : dataset().flatMap(dataset -> dataset.dimension(axes[dimension]).label());
  }

  /// The part of the dimension scale that says where along an axis each index is; empty if there is
  /// none with as many numbers.
  Optional<Place> scale(int dimension) {
    int axis = axes[dimension];
    if (axis < 0 || dataset().isEmpty()) {
      return Optional.empty();
    }
    Dataset dataset = dataset().get();
    return dataset.dimension(axis).scales().stream()
        .filter(scale -> hasNumbers(scale, dataset.shape()[axis]))
        .findFirst()
        .flatMap(scale -> part(scale, selected.orElseThrow().axis(axis)));
  }

  /// netCDF makes a scale without numbers for a dimension without coordinates; its name says so.
  private static boolean hasNumbers(Dataset scale, long size) {
    return Arrays.equals(scale.shape(), new long[] {size})
        && scale.datatype() instanceof NumericType
        && !scale.scaleName().orElse("").startsWith("This is a netCDF dimension but not");
  }

  private static Optional<Place> part(Dataset scale, AxisIndices indices) {
    Axis entry;
    if (indices instanceof IndexRange range && range.step() > 0) {
      entry = Axis.blocks(range.first(), range.step(), range.count(), 1);
    } else if (indices.count() <= MOST_LISTED) {
      long[] listed = new long[(int) indices.count()];
      Arrays.setAll(listed, indices::at);
      entry = Axis.list(listed);
    } else {
      return Optional.empty();
    }
    Step part = new Step.Part(Selection.axes(entry), "");
    return Optional.of(new Place(scale, Optional.empty(), List.of(part), scale.path()));
  }

  /// The index in the dataset of each index along a dimension, where they are evenly spaced.
  IndexRange indices(int dimension) {
    int axis = axes[dimension];
    return axis >= 0 && selected.orElseThrow().axis(axis) instanceof IndexRange range
        ? range
        : new IndexRange(0, 1, shape[dimension]);
  }

  /// How many indices of two dimensions a chunk has; of one row if there are no chunks.
  long[] chunk() {
    long[] chunk = {1, shape[1]};
    Optional<long[]> stored = dataset().flatMap(Dataset::chunkShape);
    for (int i = 0; i < 2 && stored.isPresent(); i++) {
      chunk[i] = axes[i] < 0 ? chunk[i] : Math.min(shape[i], stored.get()[axes[i]]);
    }
    return chunk;
  }
}
