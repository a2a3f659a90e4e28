package io.hyperslab.cli.plot;

import java.util.List;
import java.util.Optional;

/// All that a picture shows.
///
/// @param title stands above it; may be empty
/// @param x the horizontal axis
/// @param y the vertical axis
/// @param layers from the back to the front
/// @param isSquare whether one unit is as long along both axes, as pixels of an image are
public record Chart(String title, Axis x, Axis y, List<Layer> layers, boolean isSquare) {
  /// Colors of series that people tell apart whatever colors they see (Okabe and Ito).
  private static final int[] SERIES = {
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x555555
  };

  public Chart {
    layers = List.copyOf(layers);
  }

  /// The color of a layer, as `0xrrggbb`.
  static int color(int layer) {
    return SERIES[layer % SERIES.length];
  }

  /// The layer of colored rectangles, if there is one.
  Optional<Layer.Cells> cells() {
    return layers.stream()
        .filter(Layer.Cells.class::isInstance)
        .map(Layer.Cells.class::cast)
        .findFirst();
  }

  /// The names of its series, if they have to be told apart.
  List<String> legend() {
    return layers.size() < 2 ? List.of() : layers.stream().map(Chart::name).toList();
  }

  private static String name(Layer layer) {
    return switch (layer) {
      case Layer.Line line -> line.name();
      case Layer.Points points -> points.name();
      case Layer.Bars _, Layer.Cells _ -> "";
    };
  }
}
