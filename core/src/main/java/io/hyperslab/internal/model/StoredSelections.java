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
import java.util.Arrays;

/// Turns selections as files store them into selections of a shape, and back.
public final class StoredSelections {
  /// As many as an array holds.
  private static final int MOST_COORDINATES = Integer.MAX_VALUE - 8;

  private StoredSelections() {}

  /// The selection in a dataspace of that shape. Blocks that are a regular hyperslab keep its axes.
  ///
  /// @throws IndexOutOfBoundsException if it reaches beyond the shape
  /// @throws IllegalArgumentException if its rank differs
  public static ResolvedSelection resolve(SerializedSelection stored, long[] shape) {
    Selection selection = selection(stored);
    return stored instanceof SerializedSelection.BlockList blocks
        ? RegularBlocks.of(blocks).<Selection>map(slab -> slab).orElse(selection).resolve(shape)
        : selection.resolve(shape);
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
      default -> stored(selection.resolve(shape), selection.equals(Selection.all()));
    };
  }

  /// A selection as mappings of virtual datasets have it: libhdf5 opens no dataset whose mappings
  /// have points, so that single elements are blocks, whose order cannot be chosen.
  ///
  /// @param shape of the dataspace, for a selection that depends on it
  /// @throws IndexOutOfBoundsException if it reaches beyond the shape
  /// @throws IllegalArgumentException if its elements are not in ascending order, or repeat
  public static SerializedSelection mapped(Selection selection, long[] shape) {
    SerializedSelection stored =
        selection instanceof PointSelection
            ? stored(selection.resolve(shape), false)
            : stored(selection, shape);
    return stored instanceof SerializedSelection.Points points ? rows(points, selection) : stored;
  }

  /// Blocks of one element, or of several that follow each other along the last axis.
  private static SerializedSelection.BlockList rows(
      SerializedSelection.Points points, Selection selection) {
    int rank = points.rank();
    long[] from = points.coordinates();
    long[] starts = new long[from.length];
    long[] ends = new long[from.length];
    int length = 0;
    for (int at = 0; at < from.length; at += rank) {
      if (at > 0) {
        int axis = Arrays.mismatch(from, at - rank, at, from, at, at + rank);
        if (axis < 0 || from[at + axis] < from[at - rank + axis]) {
          throw new IllegalArgumentException(
              "mapping of " + selection + ", expected elements in ascending order");
        }
        if (axis == rank - 1 && from[at + axis] == from[at - rank + axis] + 1) {
          ends[length - 1]++;
          continue;
        }
      }
      System.arraycopy(from, at, starts, length, rank);
      System.arraycopy(from, at, ends, length, rank);
      length += rank;
    }
    return new SerializedSelection.BlockList(
        rank, Arrays.copyOf(starts, length), Arrays.copyOf(ends, length));
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

  /// @param everything whether all elements are meant, whatever the shape will be
  private static SerializedSelection stored(ResolvedSelection resolved, boolean everything) {
    if (resolved.isEmpty()) {
      return new SerializedSelection.None();
    }
    if (resolved.isAll()) {
      // What reaches every element now must not reach those with which the dataset grows.
      return everything || resolved.rank() == 0
          ? new SerializedSelection.All()
          : box(resolved.shape());
    }
    return switch (resolved) {
      case GridSelection grid when isRegular(grid) -> slab(grid);
      // Any other order or choice of elements: one by one, as points, keep their order.
      case GridSelection _, RunSelection _ -> points(resolved);
    };
  }

  private static SerializedSelection box(long[] shape) {
    long[] ones = new long[shape.length];
    Arrays.fill(ones, 1);
    return new SerializedSelection.RegularHyperslab(
        new long[shape.length], shape.clone(), ones, shape.clone());
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
    if (resolved.elementCount() > MOST_COORDINATES / Math.max(1, rank)) {
      throw new IllegalArgumentException(
          "a selection of " + resolved.elementCount() + " single elements cannot be stored");
    }
    int count = (int) resolved.elementCount();
    long[] coordinates = new long[count * rank];
    long[] at = new long[rank];
    for (int i = 0; i < count; i++) {
      resolved.coordinatesOf(i, at);
      System.arraycopy(at, 0, coordinates, i * rank, rank);
    }
    return new SerializedSelection.Points(rank, coordinates);
  }
}
