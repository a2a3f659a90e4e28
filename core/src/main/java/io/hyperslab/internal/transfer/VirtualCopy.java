package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.AxisIndices;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.RunBuilder;
import io.hyperslab.dataspace.RunSelection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.convert.RawConverter;
import io.hyperslab.internal.model.DatasetModel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Copies what a read wants of one mapping: finds the wanted elements among those of the virtual
/// selection, reads the ones of the same ordinals from the source at once, and puts each in its
/// place.
final class VirtualCopy implements RunVisitor {
  private final ResolvedSelection from;
  private final ResolvedSelection place;
  private final long[] placeShape;
  private final long[] placeWeights;
  private final RunBuilder sources;
  private final long[] sourceShape;
  private final long[] at;
  private final long[] sourceAt;

  /// Where the gathered elements go: result position and length, in turn.
  private long[] places = new long[64];

  private int used;

  /// @param from the elements of the source
  /// @param place the elements of the virtual dataset, as many
  /// @param sourceShape the source's shape
  VirtualCopy(ResolvedSelection from, ResolvedSelection place, long[] sourceShape) {
    this.from = from;
    this.place = place;
    this.placeShape = place.shape();
    this.placeWeights = Runs.weights(placeShape);
    this.sourceShape = sourceShape.clone();
    this.sources = new RunBuilder(sourceShape);
    this.at = new long[placeShape.length];
    this.sourceAt = new long[sourceShape.length];
  }

  /// Gathers what a read wants.
  void gather(ResolvedSelection wanted) {
    switch (wanted) {
      case GridSelection grid -> gatherGrid(grid);
      case RunSelection runs -> gatherRuns(runs);
    }
  }

  private void gatherRuns(RunSelection wanted) {
    for (int run = 0; run < wanted.runCount(); run++) {
      long done = 0;
      wanted.coordinates(run, at);
      while (done < wanted.length(run)) {
        long length = piece(wanted.ordinal(run) + done, wanted.length(run) - done);
        done += length;
        if (at.length > 0) {
          at[at.length - 1] += length;
        }
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
    new Runs.Box(wanted, first, last, new long[low.length], placeShape).forEachRun(this);
  }

  @Override
  public void run(long stored, long result, long length) {
    int axis = placeShape.length - 1;
    long done = 0;
    while (done < length) {
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
    long absent = place.absentFrom(at);
    if (absent > 0) {
      return Math.min(absent, length);
    }
    long ordinal = place.ordinalOf(at);
    long together =
        Math.min(length, Math.min(place.contiguousFrom(ordinal), from.contiguousFrom(ordinal)));
    from.coordinatesOf(ordinal, sourceAt);
    requireInside(together);
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

  /// The source may have become smaller since it was mapped.
  private void requireInside(long length) {
    for (int axis = 0; axis < sourceShape.length; axis++) {
      long last = sourceAt[axis] + (axis == sourceShape.length - 1 ? length - 1 : 0);
      if (last >= sourceShape[axis]) {
        throw new MalformedFileException(
            "virtual dataset mapping",
            -1,
            "element of the source",
            Arrays.toString(sourceAt),
            "inside the source, which has shape " + Arrays.toString(sourceShape));
      }
    }
  }

  /// Reads what was gathered from the source and puts it in its places.
  void transfer(
      SourceReader source, DatasetModel virtual, SourceHeaps heaps, MemorySegment target) {
    RunSelection wanted = sources.build();
    if (wanted.isEmpty()) {
      return;
    }
    Datatype sourceType = source.datatype();
    Datatype type = virtual.datatype();
    NdArray read = source.read(wanted);
    MemorySegment elements = read.segment();
    if (sourceType.hasIndirectData()) {
      heaps.adopt(elements, sourceType, source.file());
    }
    RawConverter converter = RawConverter.of(sourceType, type);
    long from = 0;
    for (int i = 0; i < used; i += 2) {
      long count = places[i + 1];
      converter.convert(elements, from * sourceType.size(), target, places[i] * type.size(), count);
      from += count;
    }
  }
}
