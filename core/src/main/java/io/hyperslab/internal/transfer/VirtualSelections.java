package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.BoxSelection;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.PointSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.layout.VirtualMapping;
import java.util.Arrays;

/// Handles the selections of mappings; what is wrong with one is said of its mapping.
///
/// @param address the virtual dataset's address
/// @param budget what resolving may take
record VirtualSelections(long address, VirtualBudget budget) {
  /// Refuses a mapping whose virtual selection has another rank than the dataset.
  void requireRank(VirtualMapping mapping, int rank) {
    int found =
        switch (mapping.target()) {
          case Hyperslab slab -> slab.rank();
          case BoxSelection boxes -> boxes.rank();
          case PointSelection points -> points.count() == 0 ? rank : points.rank();
          default -> rank;
        };
    if (found != rank) {
      throw mapping.malformed(
          address, "rank of the virtual selection", String.valueOf(found), String.valueOf(rank));
    }
  }

  /// A selection as the file has it. It may reach beyond the dataset, whose size may have changed
  /// since; such elements are never asked for.
  ResolvedSelection resolve(VirtualMapping mapping, Selection stored, long[] shape) {
    Selection selection = stored;
    if (stored instanceof BoxSelection boxes) {
      // A grid takes no time for each row.
      selection = boxes.asHyperslab().<Selection>map(slab -> slab).orElse(boxes);
    }
    try {
      budget.steps(runs(selection), address);
      return selection.resolve(room(selection, shape));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw mapping.malformed(
          address,
          "selection",
          selection + " (" + e.getMessage() + ")",
          "one of a dataspace of shape " + Arrays.toString(shape));
    } catch (Hdf5Exception e) {
      throw e.inStructure(VirtualMapping.STRUCTURE, address);
    }
  }

  /// How many runs a selection may take apart into.
  private static long runs(Selection selection) {
    return switch (selection) {
      case BoxSelection boxes -> boxes.rowCount();
      case PointSelection points -> points.count();
      default -> 0;
    };
  }

  /// A shape that is large enough for a selection.
  private static long[] room(Selection selection, long[] shape) {
    if (selection instanceof Hyperslab slab && slab.fitsIn(shape)) {
      return shape;
    }
    long[] room = shape.clone();
    raise(selection, room);
    return room;
  }

  /// Raises a shape, of the same rank, to what a selection needs along axes where it has an end.
  static void raise(Selection selection, long[] shape) {
    if (selection instanceof Hyperslab slab) {
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = Math.max(shape[axis], slab.reach(axis));
      }
    } else {
      selection
          .leastShape()
          .ifPresent(least -> {
            for (int axis = 0; axis < Math.min(shape.length, least.length); axis++) {
              shape[axis] = Math.max(shape[axis], least[axis]);
            }
          });
    }
  }

  /// The extent of the axis of a source along which a mapping has no end.
  long unlimitedExtent(VirtualMapping mapping, SourceReader source, Hyperslab selection) {
    long[] shape = source.dataspace().shape();
    if (shape.length != selection.rank()) {
      throw mapping.malformed(
          address,
          "rank of the source",
          String.valueOf(shape.length),
          selection.rank() + ", that of the source selection");
    }
    return shape[selection.unlimitedAxis()];
  }

  /// Refuses a mapping that has no end, though neither its source has none nor are there blocks to
  /// number.
  void requirePattern(VirtualMapping mapping, Hyperslab target) {
    if (!SourceFinder.isPattern(mapping)) {
      throw mapping.malformed(
          address,
          "unlimited virtual selection",
          "with a limited source",
          "an unlimited source selection, or a name with %b");
    }
    if (target.count()[target.unlimitedAxis()] != Hyperslab.UNLIMITED) {
      throw mapping.malformed(
          address,
          "unlimited virtual selection",
          "a single block without end",
          "an unlimited number of blocks, one for each source that the name stands for");
    }
  }

  /// One block of a pattern.
  Hyperslab block(VirtualMapping mapping, Hyperslab pattern, long number) {
    try {
      return pattern.blockAt(number);
    } catch (IllegalArgumentException e) {
      throw mapping.malformed(
          address,
          "virtual selection",
          pattern.toString(),
          "a block " + number + " that begins and ends below 2^63, for the source of that number");
    }
  }
}
