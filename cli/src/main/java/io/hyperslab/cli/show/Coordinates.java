package io.hyperslab.cli.show;

import java.util.List;

/// Where along an axis indices are.
///
/// @param name of the axis, its units included; empty if it has none
/// @param values one for each index that is shown; empty if they are not known
record Coordinates(String name, List<String> values) {
  Coordinates {
    values = List.copyOf(values);
  }

  /// Those of an axis of which nothing is known.
  static Coordinates none() {
    return new Coordinates("", List.of());
  }
}
