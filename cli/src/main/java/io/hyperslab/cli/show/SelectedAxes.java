package io.hyperslab.cli.show;

import io.hyperslab.cli.place.Step;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which indices of which axes of a dataset those of a part of it are.
final class SelectedAxes {
  private SelectedAxes() {}

  /// An axis of the part.
  ///
  /// @param axis that of the dataset
  /// @param indices what is taken of it
  record Origin(int axis, ResolvedSelection indices) {
    /// The index of the dataset's axis.
    long index(long ofPart) {
      long[] coordinates = new long[1];
      indices.coordinatesOf(ofPart, coordinates);
      return coordinates[0];
    }
  }

  /// The origins of the part's axes, in order; empty where that is not simple.
  ///
  /// @param steps how the part is taken
  /// @param shape of the dataset
  static Optional<List<Origin>> of(List<Step> steps, long[] shape) {
    List<Step.Part> parts =
        steps.stream().filter(Step.Part.class::isInstance).map(Step.Part.class::cast).toList();
    if (parts.isEmpty()) {
      return origins(List.of("..."), shape);
    }
    String text = parts.getFirst().text().strip();
    return parts.size() > 1 || text.startsWith("(") || text.contains("None")
        ? Optional.empty()
        : origins(entries(text), shape);
  }

  /// The entries between commas that are not in brackets.
  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        entries.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    entries.add(text.substring(start).strip());
    entries.removeIf(String::isEmpty);
    return entries;
  }

  private static Optional<List<Origin>> origins(List<String> given, long[] shape) {
    List<String> entries = new ArrayList<>(given);
    int ellipsis = entries.indexOf("...");
    int place = ellipsis < 0 ? entries.size() : ellipsis;
    if (ellipsis >= 0) {
      entries.remove(ellipsis);
    }
    if (entries.size() > shape.length) {
      return Optional.empty();
    }
    while (entries.size() < shape.length) {
      entries.add(place, ":");
    }
    List<Origin> origins = new ArrayList<>();
    for (int axis = 0; axis < shape.length; axis++) {
      if (!entries.get(axis).matches("[-+]?\\s*\\d+")) {
        origins.add(
            new Origin(axis, Selection.of(entries.get(axis)).resolve(new long[] {shape[axis]})));
      }
    }
    return Optional.of(origins);
  }
}
