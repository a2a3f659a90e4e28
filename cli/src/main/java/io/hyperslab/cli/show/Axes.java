package io.hyperslab.cli.show;

import io.hyperslab.Dataset;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.ValueText;
import java.util.List;
import java.util.Optional;

/// What is known about the axes of elements: where they are a dataset's own.
final class Axes {
  private final Optional<Dataset> dataset;
  private final List<SelectedAxes.Origin> origins;
  private final References references;
  private final Columns columns;
  private final ValueText text;

  /// @param place the elements
  /// @param references say what scales are called
  /// @param columns read their values
  /// @param text writes them
  Axes(Place place, References references, Columns columns, ValueText text) {
    this.references = references;
    this.columns = columns;
    this.text = text;
    dataset =
        place.attribute().isEmpty() && place.object() instanceof Dataset found
            ? Optional.of(found)
            : Optional.empty();
    origins =
        dataset.flatMap(found -> SelectedAxes.of(place.steps(), found.shape())).orElse(List.of());
  }

  /// What the elements are called.
  String title() {
    return dataset
        .map(found -> Quoted.printable(Words.withUnits(found.name(), Words.units(found))))
        .orElse("");
  }

  /// Where along an axis indices are.
  Coordinates of(int axis, Ends ends) {
    if (dataset.isEmpty() || axis >= origins.size()) {
      return Coordinates.none();
    }
    SelectedAxes.Origin origin = origins.get(axis);
    long[] indices = new long[ends.count()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = origin.index(ends.index(i));
    }
    return new CoordinateFinder(dataset.get(), references, columns, text)
        .of(origin.axis(), indices);
  }
}
