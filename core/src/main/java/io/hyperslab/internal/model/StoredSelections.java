package io.hyperslab.internal.model;

import io.hyperslab.dataspace.BoxSelection;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.PointSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.format.selection.SerializedSelection;

/// Turns selections as files store them into selections of a shape, and back.
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

  /// A selection as files store it.
  ///
  /// @param shape of the dataspace, for a selection that depends on it
  /// @throws IndexOutOfBoundsException if it reaches beyond the shape
  public static SerializedSelection stored(Selection selection, long[] shape) {
    return switch (selection) {
      case Hyperslab slab ->
          new SerializedSelection.RegularHyperslab(
              slab.start(), slab.stride(), slab.count(), slab.block());
      case PointSelection points ->
          new SerializedSelection.Points(points.rank(), points.coordinates());
      case BoxSelection boxes -> blocks(boxes);
      default -> stored(selection.resolve(shape));
    };
  }

  private static SerializedSelection.BlockList blocks(BoxSelection boxes) {
    int rank = boxes.rank();
    long[] corners = boxes.corners();
    long[] starts = new long[corners.length / 2];
    long[] ends = new long[corners.length / 2];
    for (int i = 0; i < corners.length / (2 * rank); i++) {
      System.arraycopy(corners, 2 * i * rank, starts, i * rank, rank);
      System.arraycopy(corners, (2 * i + 1) * rank, ends, i * rank, rank);
    }
    return new SerializedSelection.BlockList(rank, starts, ends);
  }

  private static SerializedSelection stored(ResolvedSelection resolved) {
    if (resolved.isEmpty()) {
      return new SerializedSelection.None();
    }
    if (resolved.isAll()) {
      return new SerializedSelection.All();
    }
    return switch (resolved) {
      case GridSelection grid when isRegular(grid) -> slab(grid);
      // Any other order or choice of elements: one by one, as points, keep their order.
      case GridSelection _, RunSelection _ -> points(resolved);
    };
  }

  private static boolean isRegular(GridSelection grid) {
    for (int axis = 0; axis < grid.rank(); axis++) {
      if (!(grid.axis(axis) instanceof IndexRange range) || range.step() < 1) {
        return false;
      }
    }
    return true;
  }

  private static SerializedSelection slab(GridSelection grid) {
    int rank = grid.rank();
    long[] start = new long[rank];
    long[] stride = new long[rank];
    long[] count = new long[rank];
    long[] block = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      IndexRange range = (IndexRange) grid.axis(axis);
      boolean together = range.step() == 1;
      start[axis] = range.first();
      stride[axis] = together ? range.count() : range.step();
      count[axis] = together ? 1 : range.count();
      block[axis] = together ? range.count() : 1;
    }
    return new SerializedSelection.RegularHyperslab(start, stride, count, block);
  }

  private static SerializedSelection points(ResolvedSelection resolved) {
    int rank = resolved.rank();
    int count = Math.toIntExact(resolved.elementCount());
    long[] coordinates = new long[Math.multiplyExact(count, rank)];
    long[] at = new long[rank];
    for (int i = 0; i < count; i++) {
      resolved.coordinatesOf(i, at);
      System.arraycopy(at, 0, coordinates, i * rank, rank);
    }
    return new SerializedSelection.Points(rank, coordinates);
  }
}
