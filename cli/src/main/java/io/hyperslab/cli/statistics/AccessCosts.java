package io.hyperslab.cli.statistics;

import io.hyperslab.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// What typical reads of a dataset cost: with the chunks that it has, and with others. Follows from
/// the shapes, and from how many bytes an element takes in the file.
///
/// @param path of the dataset
/// @param current the dataset as it is
/// @param other with chunks of another shape; empty if there is none that makes a difference
public record AccessCosts(String path, Plan current, Optional<Plan> other) {
  /// A way to divide a dataset.
  ///
  /// @param chunkShape of a chunk; empty without chunks
  /// @param costs of the reads, the same reads for each plan
  public record Plan(List<Long> chunkShape, List<Cost> costs) {
    public Plan {
      chunkShape = List.copyOf(chunkShape);
      costs = List.copyOf(costs);
    }
  }

  /// What a read costs.
  ///
  /// @param read which one, in words
  /// @param requests chunks, or runs of elements, that it touches
  /// @param bytes that it takes from the file
  public record Cost(String read, double requests, double bytes) {}

  /// A read: a box of elements.
  private record Access(String name, long[] offset, long[] size) {}

  private static final long TILE_ELEMENTS = 1 << 16;
  private static final long LEAST_CHUNK = 256L << 10;
  private static final long MOST_CHUNK = 1L << 20;

  /// What reads of a dataset with at least one dimension cost.
  ///
  /// @param storedPerElement bytes that an element takes in the file, measured
  static AccessCosts of(Dataset dataset, double storedPerElement) {
    long[] shape = dataset.shape();
    long elementSize = dataset.datatype().size();
    List<Access> accesses = accesses(shape);
    Optional<long[]> chunks = dataset.chunkShape();
    Plan current =
        chunks
            .map(chunk -> chunked(accesses, chunk, storedPerElement))
            .orElseGet(() -> contiguous(accesses, shape, elementSize));
    long[] balanced = balanced(shape, elementSize, chunks);
    boolean same = chunks.isPresent() && Arrays.equals(chunks.get(), balanced);
    return new AccessCosts(
        dataset.path(),
        current,
        same ? Optional.empty() : Optional.of(chunked(accesses, balanced, storedPerElement)));
  }

  private static List<Access> accesses(long[] shape) {
    List<Access> accesses = new ArrayList<>();
    accesses.add(middle("one element", shape, ones(shape.length)));
    if (shape.length > 1) {
      for (int axis = 0; axis < shape.length; axis++) {
        long[] size = ones(shape.length);
        size[axis] = shape[axis];
        accesses.add(middle("a line along axis " + axis, shape, size));
      }
    }
    long edge = Math.max(1, Math.round(Math.pow(TILE_ELEMENTS, 1.0 / shape.length)));
    long[] tile = LongStream.of(shape).map(extent -> Math.min(extent, edge)).toArray();
    String name = LongStream.of(tile).boxed().map(String::valueOf).toList().toString();
    accesses.add(middle("a tile " + name.substring(1, name.length() - 1), shape, tile));
    return accesses;
  }

  private static long[] ones(int rank) {
    long[] size = new long[rank];
    Arrays.fill(size, 1);
    return size;
  }

  private static Access middle(String name, long[] shape, long[] size) {
    long[] offset = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      offset[axis] = (shape[axis] - size[axis]) / 2;
    }
    return new Access(name, offset, size);
  }

  private static Plan chunked(List<Access> accesses, long[] chunk, double storedPerElement) {
    double chunkBytes = storedPerElement;
    for (long extent : chunk) {
      chunkBytes *= extent;
    }
    List<Cost> costs = new ArrayList<>();
    for (Access access : accesses) {
      double touched = 1;
      for (int axis = 0; axis < chunk.length; axis++) {
        long first = access.offset()[axis] / chunk[axis];
        long last = (access.offset()[axis] + access.size()[axis] - 1) / chunk[axis];
        touched *= last - first + 1;
      }
      costs.add(new Cost(access.name(), touched, touched * chunkBytes));
    }
    return new Plan(LongStream.of(chunk).boxed().toList(), costs);
  }

  private static Plan contiguous(List<Access> accesses, long[] shape, long elementSize) {
    List<Cost> costs = new ArrayList<>();
    for (Access access : accesses) {
      double elements = 1;
      double runs = 1;
      boolean broken = false;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        elements *= access.size()[axis];
        runs *= broken ? access.size()[axis] : 1;
        broken |= access.size()[axis] < shape[axis];
      }
      costs.add(new Cost(access.name(), runs, elements * elementSize));
    }
    return new Plan(List.of(), costs);
  }

  /// Chunks such that a line along any axis touches about as many as one along any other.
  private static long[] balanced(long[] shape, long elementSize, Optional<long[]> chunks) {
    double now = elementSize;
    for (long extent : chunks.orElse(new long[0])) {
      now *= extent;
    }
    double room = Math.max(1, Math.clamp(now, LEAST_CHUNK, MOST_CHUNK) / elementSize);
    double[] chunk = new double[shape.length];
    boolean[] settled = new boolean[shape.length];
    boolean more = true;
    while (more) {
      double share = share(shape, settled, room);
      more = false;
      for (int axis = 0; axis < shape.length; axis++) {
        if (!settled[axis]) {
          chunk[axis] = Math.clamp(shape[axis] * share, 1, (double) shape[axis]);
          if (chunk[axis] == 1 || chunk[axis] == shape[axis]) {
            settled[axis] = true;
            room = Math.max(1, room / chunk[axis]);
            more = true;
          }
        }
      }
    }
    return Arrays.stream(chunk).mapToLong(Math::round).toArray();
  }

  /// The part of each axis that is not settled that a chunk covers.
  private static double share(long[] shape, boolean[] settled, double room) {
    double elements = 1;
    int axes = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (!settled[axis]) {
        elements *= shape[axis];
        axes++;
      }
    }
    return axes == 0 ? 1 : Math.pow(room / elements, 1.0 / axes);
  }
}
