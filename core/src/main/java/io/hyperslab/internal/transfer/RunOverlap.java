package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunBuilder;
import io.hyperslab.dataspace.RunSelection;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// Finds the elements that a read wants among those of a mapping, run by run: for selections that
/// are no grids, or whose axes are not those of the source.
final class RunOverlap {
  private static final int STEPS_AT_ONCE = 1 << 12;

  private final ResolvedSelection from;
  private final ResolvedSelection place;
  private final long[] placeShape;
  private final long[] placeWeights;
  private final RunBuilder sources;
  private final LongConsumer walk;
  private final long[] at;
  private final long[] sourceAt;

  /// Where the gathered elements go: result position and length, in turn.
  private long[] places = new long[64];

  private int used;

  /// Steps that [#walk] was not told of.
  private int steps;

  /// @param wanted the elements of the virtual dataset that are read
  /// @param place those that the mapping takes
  /// @param from the elements of the source, as many
  /// @param sourceShape the source's shape
  /// @param walk told how many steps it took
  /// @throws IndexOutOfBoundsException if a wanted element lies outside of the source
  RunOverlap(
      ResolvedSelection wanted,
      ResolvedSelection place,
      ResolvedSelection from,
      long[] sourceShape,
      LongConsumer walk) {
    this.from = from;
    this.place = place;
    this.walk = walk;
    this.placeShape = place.shape();
    this.placeWeights = Runs.weights(placeShape);
    this.sources = new RunBuilder(sourceShape);
    this.at = new long[placeShape.length];
    this.sourceAt = new long[sourceShape.length];
    switch (wanted) {
      case GridSelection grid -> gatherGrid(grid);
      case RunSelection runs -> gatherRuns(runs);
    }
    walk.accept(steps);
  }

  /// The elements of the source that the shared ones are, in their order.
  RunSelection sources() {
    return sources.build();
  }

  /// Visits the shared elements: their numbers among the shared ones, and in the result of the
  /// read.
  void forEachRun(RunVisitor visitor) {
    long shared = 0;
    for (int i = 0; i < used; i += 2) {
      visitor.run(shared, places[i], places[i + 1]);
      shared += places[i + 1];
    }
  }

  private void gatherRuns(RunSelection wanted) {
    long[] shape = wanted.shape();
    long[] low = place.low();
    long[] high = place.high();
    for (int axis = 0; axis < shape.length; axis++) {
      high[axis] = Math.min(high[axis], shape[axis] - 1);
      if (low[axis] > high[axis]) {
        return;
      }
    }
    wanted.forEachRunNear(low, high, run -> gatherRun(wanted, run));
  }

  private void gatherRun(RunSelection wanted, int run) {
    wanted.coordinates(run, at);
    long done = 0;
    while (done < wanted.length(run)) {
      long length = piece(wanted.ordinal(run) + done, wanted.length(run) - done);
      done += length;
      if (at.length > 0) {
        at[at.length - 1] += length;
      }
    }
  }

  /// Only the steps inside the mapping's bounds are looked at. Elements are numbered in the
  /// mapping's shape, which may reach beyond the dataset's or end before it.
  private void gatherGrid(GridSelection wanted) {
    long[] low = place.low();
    long[] high = place.high();
    long[] first = new long[low.length];
    long[] last = new long[low.length];
    for (int axis = 0; axis < low.length; axis++) {
      AxisIndices.Span span = wanted.axis(axis).within(low[axis], high[axis]);
      first[axis] = span.from();
      last[axis] = span.to();
    }
    new Runs.Box(wanted, first, last, new long[low.length], placeShape).forEachRun(this::gather);
  }

  private void gather(long stored, long result, long length) {
    int axis = placeShape.length - 1;
    long done = 0;
    while (done < length) {
      if (place instanceof RunSelection runs) {
        // Elements are numbered alike on both sides here, so a gap can go on over any rows.
        done += Math.min(length - done, runs.absentFrom(stored + done));
        if (done == length) {
          countStep();
          return;
        }
      }
      long rest = stored + done;
      for (int i = 0; i <= axis; i++) {
        at[i] = rest / placeWeights[i];
        rest %= placeWeights[i];
      }
      long row = axis < 0 ? 1 : placeShape[axis] - at[axis];
      done += piece(result + done, Math.min(length - done, row));
    }
  }

  /// Takes some wanted elements from `at` on, all in one row; returns how many were dealt with.
  private long piece(long result, long length) {
    countStep();
    long absent = place.absentFrom(at);
    if (absent > 0) {
      return Math.min(absent, length);
    }
    long ordinal = place.ordinalOf(at);
    long together =
        Math.min(length, Math.min(place.contiguousFrom(ordinal), from.contiguousFrom(ordinal)));
    from.coordinatesOf(ordinal, sourceAt);
    sources.add(sourceAt, together);
    if (used > 0 && places[used - 2] + places[used - 1] == result) {
      places[used - 1] += together;
    } else {
      if (used == places.length) {
        places = Arrays.copyOf(places, 2 * used);
      }
      places[used++] = result;
      places[used++] = together;
    }
    return together;
  }

  private void countStep() {
    if (++steps == STEPS_AT_ONCE) {
      walk.accept(steps);
      steps = 0;
    }
  }
}
