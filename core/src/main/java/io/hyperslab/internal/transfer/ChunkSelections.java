package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.index.ChunkGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What a selection takes of each chunk, as selections of their own.
public final class ChunkSelections {
  private final GridSelection grid;
  private final AxisChunks[] axes;

  private ChunkSelections(GridSelection grid, long[] chunkShape) {
    this.grid = grid;
    this.axes = new AxisChunks[grid.rank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = AxisChunks.of(grid.axis(axis), chunkShape[axis]);
    }
  }

  /// The parts of a selection, in the C order of the chunks; backwards along an axis that the
  /// selection takes backwards. Parts of a product of axes have all axes of the shape, also those
  /// that the selection drops.
  public static Stream<Selection> of(ResolvedSelection selection, ChunkGeometry geometry) {
    if (selection.isEmpty()) {
      return Stream.empty();
    }
    return switch (selection) {
      case GridSelection grid -> new ChunkSelections(grid, geometry.chunkDims()).parts();
      case RunSelection runs -> ofRuns(runs, geometry);
    };
  }

  private Stream<Selection> parts() {
    long chunks = 1;
    for (AxisChunks axis : axes) {
      chunks = Saturated.multiply(chunks, axis.count());
    }
    return LongStream.range(0, chunks).mapToObj(this::part);
  }

  private Selection part(long number) {
    Axis[] entries = new Axis[axes.length];
    long rest = number;
    for (int axis = axes.length - 1; axis >= 0; axis--) {
      long at = rest % axes[axis].count();
      rest /= axes[axis].count();
      entries[axis] = entry(grid.axis(axis), axes[axis].from(at), axes[axis].to(at));
    }
    return Selection.axes(entries);
  }

  /// The indices that some steps of a walk stand for, in the order of their positions.
  private static Axis entry(AxisIndices axis, long from, long to) {
    if (axis instanceof IndexRange range) {
      IndexRange part = range.slice(from, to);
      // One that goes backwards to index 0 has no stop that would not count from the end.
      return part.step() > 0
          ? Axis.range(part.first(), part.high() + 1, part.step())
          : part.low() > 0
              ? Axis.range(part.first(), part.low() - 1, part.step())
              : Axis.from(part.first()).by(part.step());
    }
    return Axis.list(
        LongStream.range(from, to).map(axis::walkPosition).sorted().map(axis::at).toArray());
  }

  private static Stream<Selection> ofRuns(RunSelection runs, ChunkGeometry geometry) {
    List<Selection> parts = new ArrayList<>();
    new ChunkParts(geometry)
        .forEach(runs, part -> parts.add(part(part, geometry, runs.isAscending())));
    return parts.stream();
  }

  /// The elements of a part: as boxes, which are read in C order, or else one by one.
  private static Selection part(ChunkPart part, ChunkGeometry geometry, boolean ascending) {
    long[] chunkShape = geometry.chunkDims();
    long[] weights = Runs.weights(chunkShape);
    int last = weights.length - 1;
    LongStream.Builder corners = LongStream.builder();
    List<long[]> points = new ArrayList<>();
    part.runs()
        .forEachRun((stored, _, length) -> {
          long[] first = new long[weights.length];
          long rest = stored;
          for (int axis = 0; axis <= last; axis++) {
            first[axis] = part.scaled()[axis] * chunkShape[axis] + rest / weights[axis];
            rest %= weights[axis];
          }
          for (long i = 0; i < length && !ascending; i++) {
            long[] point = first.clone();
            point[last] += i;
            points.add(point);
          }
          if (ascending) {
            LongStream.of(first).forEach(corners);
            first[last] += length - 1;
            LongStream.of(first).forEach(corners);
          }
        });
    return ascending
        ? Selection.boxes(weights.length, corners.build().toArray())
        : Selection.points(points.toArray(long[][]::new));
  }
}
