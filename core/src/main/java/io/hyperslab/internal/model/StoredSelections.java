package io.hyperslab.internal.model;

import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.selection.SerializedSelection;

/// Turns selections as files store them into selections of a shape.
public final class StoredSelections {
  private StoredSelections() {}

  /// The selection in a dataspace of that shape.
  ///
  /// @throws IndexOutOfBoundsException if it reaches beyond the shape
  /// @throws IllegalArgumentException if its rank differs
  public static ResolvedSelection resolve(SerializedSelection stored, long[] shape) {
    return selection(stored).resolve(shape);
  }

  /// The selection, not yet of any shape.
  ///
  /// @throws MalformedFileException if no dataspace has such a selection
  public static Selection selection(SerializedSelection stored) {
    try {
      return switch (stored) {
        case SerializedSelection.None _ -> Selection.none();
        case SerializedSelection.All _ -> Selection.all();
        case SerializedSelection.Points points -> points(points);
        case SerializedSelection.RegularHyperslab slab -> hyperslab(slab);
        case SerializedSelection.BlockList blocks -> blocks(blocks);
      };
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          "dataspace selection",
          -1,
          "selection",
          String.valueOf(e.getMessage()),
          "one of some dataspace");
    }
  }

  private static Hyperslab hyperslab(SerializedSelection.RegularHyperslab slab) {
    return Hyperslab.of(slab.start(), slab.stride(), slab.count(), slab.block());
  }

  private static Selection points(SerializedSelection.Points points) {
    long[][] coordinates = new long[points.count()][points.rank()];
    for (int i = 0; i < coordinates.length; i++) {
      System.arraycopy(points.coordinates(), i * points.rank(), coordinates[i], 0, points.rank());
    }
    return Selection.points(coordinates);
  }

  private static Selection blocks(SerializedSelection.BlockList blocks) {
    int rank = blocks.rank();
    long[] corners = new long[2 * blocks.starts().length];
    for (int i = 0; i < blocks.count(); i++) {
      System.arraycopy(blocks.starts(), i * rank, corners, 2 * i * rank, rank);
      System.arraycopy(blocks.ends(), i * rank, corners, (2 * i + 1) * rank, rank);
    }
    return Selection.boxes(rank, corners);
  }
}
