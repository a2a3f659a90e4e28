package io.hyperslab.cli.show;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the coordinates of the axes of a dataset: its dimension scales, or what the group of NeXus
/// that it is the signal of names as axes.
///
/// @param dataset whose axes they are
/// @param references say what scales are called
/// @param columns read their values
/// @param text writes them
record CoordinateFinder(Dataset dataset, References references, Columns columns, ValueText text) {
  /// NetCDF-4 stores a dimension without a variable as a scale without values of this name.
  private static final String PLACEHOLDER = "This is a netCDF dimension but not a netCDF variable";

  /// Those of an axis.
  ///
  /// @param indices of the dataset along the axis
  Coordinates of(int axis, long... indices) {
    try {
      Optional<Dataset> scale = scale(axis);
      if (scale.isEmpty()) {
        return new Coordinates(
            Quoted.printable(dataset.dimension(axis).label().orElse("")), List.of());
      }
      String path = references.path(scale.get().reference());
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (scale.get().scaleName().orElse("").startsWith(PLACEHOLDER)) {
        return new Coordinates(Quoted.printable(name), List.of());
      }
      return new Coordinates(
          Quoted.printable(Words.withUnits(name, Words.units(scale.get()))),
          values(scale.get(), indices));
    } catch (Hdf5Exception | UncheckedIOException | IndexOutOfBoundsException e) {
      // A dataset with a broken scale is shown as one without.
      return Coordinates.none();
    }
  }

  private Optional<Dataset> scale(int axis) {
    List<Dataset> scales = dataset.dimension(axis).scales();
    return scales.isEmpty() ? axisOfNexus(axis) : Optional.of(scales.getFirst());
  }

  private Optional<Dataset> axisOfNexus(int axis) {
    if (!dataset.path().startsWith("/")) {
      return Optional.empty();
    }
    Group group = dataset.parent();
    boolean isSignal =
        texts(group, "signal").equals(List.of(dataset.name()))
            || dataset.attributes().contains("signal");
    List<String> names = isSignal ? texts(group, "axes") : List.of();
    if (names.isEmpty() && isSignal) {
      names =
          texts(dataset, "axes").stream()
              .flatMap(all -> Arrays.stream(all.split("[:,]", -1)))
              .toList();
    }
    if (names.size() != dataset.shape().length) {
      return Optional.empty();
    }
    String name = names.get(axis).replaceAll("[\\[\\]\\s]", "");
    Optional<Hdf5Object> found =
        name.isEmpty() || name.equals(".") ? Optional.empty() : group.find(name);
    return found.isPresent() && found.get() instanceof Dataset coordinates
        ? Optional.of(coordinates)
        : Optional.empty();
  }

  private static List<String> texts(Hdf5Object object, String attribute) {
    Optional<Attribute> found =
        object.attributes().find(attribute).filter(one -> one.datatype() instanceof StringType);
    return found.map(one -> List.of(one.readStrings())).orElse(List.of());
  }

  /// The values of a scale with one axis that is long enough.
  private List<String> values(Dataset scale, long... indices) {
    if (scale.shape().length != 1 || Arrays.stream(indices).anyMatch(i -> i >= scale.size())) {
      return List.of();
    }
    Column column = columns.of(scale.read(Selection.axes(Axis.list(indices))), 1);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < indices.length; i++) {
      values.add(Quoted.printable(text.plain(column.at(i))));
    }
    return values;
  }
}
