package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.GridSelection;
import java.util.Optional;
import java.util.function.LongConsumer;

/// What two grids over a virtual dataset share: the elements that a read wants, and those that a
/// mapping takes. All that is to be known of it is known axis by axis, so that it takes no time per
/// element, nor per gap.
final class GridOverlap {
  private final GridSelection place;
  private final AxisOverlap[] axes;

  /// How many indices are wanted along each axis.
  private final long[] wantedCounts;

  private GridOverlap(GridSelection place, AxisOverlap[] axes, long[] wantedCounts) {
    this.place = place;
    this.axes = axes;
    this.wantedCounts = wantedCounts;
  }

  /// What two grids of the same rank share; empty if only a walk through the runs can tell.
  ///
  /// @param walk told how many indices had to be looked at
  static Optional<GridOverlap> of(GridSelection wanted, GridSelection place, LongConsumer walk) {
    AxisOverlap[] axes = new AxisOverlap[wanted.rank()];
    long[] counts = new long[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      Optional<AxisOverlap> overlap = AxisOverlap.of(wanted.axis(axis), place.axis(axis), walk);
      if (overlap.isEmpty()) {
        return Optional.empty();
      }
      axes[axis] = overlap.get();
      counts[axis] = wanted.axis(axis).count();
    }
    return Optional.of(new GridOverlap(place, axes, counts));
  }

  /// Whether nothing is shared.
  boolean isEmpty() {
    for (AxisOverlap axis : axes) {
      if (axis.count() == 0) {
        return true;
      }
    }
    return false;
  }

  /// The elements of the source that the shared ones are, in their order; empty unless the source's
  /// axes are those of the mapping. Axes where either has a single index do not matter.
  ///
  /// @param from the elements that the mapping takes of the source, as many
  /// @param sourceShape the source's shape
  /// @throws IndexOutOfBoundsException if one of them lies outside of the source
  Optional<GridSelection> sources(GridSelection from, long[] sourceShape) {
    if (!hasSingleAxesOnce()) {
      return Optional.empty();
    }
    AxisIndices[] indices = new AxisIndices[from.rank()];
    int axis = -1;
    for (int sourceAxis = 0; sourceAxis < indices.length; sourceAxis++) {
      AxisIndices source = from.axis(sourceAxis);
      indices[sourceAxis] = source;
      if (source.count() != 1) {
        axis = nextAxis(axis);
        if (axis == axes.length || place.axis(axis).count() != source.count()) {
          return Optional.empty();
        }
        Optional<AxisIndices> through = axes[axis].through(source);
        if (through.isEmpty()) {
          return Optional.empty();
        }
        indices[sourceAxis] = through.get();
      }
    }
    return Optional.of(GridSelection.of(sourceShape, indices));
  }

  /// Whether no single index of the mapping is wanted several times.
  private boolean hasSingleAxesOnce() {
    for (int axis = 0; axis < axes.length; axis++) {
      if (place.axis(axis).count() == 1 && axes[axis].count() != 1) {
        return false;
      }
    }
    return true;
  }

  /// The next axis along which the mapping has several indices.
  private int nextAxis(int after) {
    int axis = after + 1;
    while (axis < axes.length && place.axis(axis).count() == 1) {
      axis++;
    }
    return axis;
  }

  /// Visits the shared elements in runs as long as they can be: their numbers among the shared
  /// ones, and in the result of the read.
  void forEachRun(RunVisitor visitor) {
    int inner = axes.length - 1;
    long piece = 1;
    while (inner >= 0 && axes[inner].isWhole(wantedCounts[inner])) {
      piece *= wantedCounts[inner];
      inner--;
    }
    if (inner < 0) {
      visitor.run(0, 0, piece);
      return;
    }
    long[] weights = Runs.weights(wantedCounts);
    long[] at = new long[inner];
    long shared = 0;
    int axis;
    do {
      long result = 0;
      for (int outer = 0; outer < inner; outer++) {
        result += axes[outer].wantedAt(at[outer]) * weights[outer];
      }
      shared = row(inner, piece, shared, result, visitor);
      axis = inner - 1;
      while (axis >= 0 && ++at[axis] == axes[axis].count()) {
        at[axis] = 0;
        axis--;
      }
    } while (axis >= 0);
  }

  /// Visits the runs along one axis; returns the number of the next shared element.
  private long row(int inner, long piece, long first, long result, RunVisitor visitor) {
    AxisOverlap axis = axes[inner];
    long shared = first;
    long step = 0;
    while (step < axis.count()) {
      long length = axis.runLength(step);
      visitor.run(shared, result + axis.wantedAt(step) * piece, length * piece);
      shared += length * piece;
      step += length;
    }
    return shared;
  }
}
