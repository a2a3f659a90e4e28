package io.hyperslab.internal.transfer;

import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.index.ChunkGeometry;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// What several grids want of chunks, chunk by chunk in C order. A want is one number until
/// somebody asks for it, so a batch of very many takes little time and memory before the first
/// chunk is read.
///
/// Immutable; safe for use by any number of threads.
final class ChunkBatch {
  private final List<ChunkParts.Grid> grids;
  private final List<MemorySegment> targets;

  /// The number of each grid's first part among all parts.
  private final long[] firsts;

  /// The number of a part below that of its chunk, ascending.
  private final long[] keys;

  private final long partMask;

  private ChunkBatch(
      List<ChunkParts.Grid> grids,
      List<MemorySegment> targets,
      long[] firsts,
      long[] keys,
      long partMask) {
    this.grids = grids;
    this.targets = targets;
    this.firsts = firsts;
    this.keys = keys;
    this.partMask = partMask;
  }

  /// Whether the chunks of a dataset can be numbered beside so many parts.
  static boolean canNumber(ChunkGeometry geometry, long parts) {
    long chunks = 1;
    for (long each : geometry.chunkCounts()) {
      chunks = Saturated.multiply(chunks, each);
    }
    return chunks <= Long.MAX_VALUE >>> shift(parts);
  }

  private static int shift(long parts) {
    return Long.SIZE - Long.numberOfLeadingZeros(parts);
  }

  /// @param grids each with at least one part; all parts can be numbered
  /// @param targets for each of them the whole result
  static ChunkBatch of(
      ChunkGeometry geometry, List<ChunkParts.Grid> grids, List<MemorySegment> targets) {
    long[] firsts = new long[grids.size()];
    long count = 0;
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = count;
      count += grids.get(i).count();
    }
    int shift = shift(count);
    long[] weights = Runs.weights(geometry.chunkCounts());
    long[] keys = new long[Math.toIntExact(count)];
    int part = 0;
    for (ChunkParts.Grid grid : grids) {
      for (long number = 0; number < grid.count(); number++) {
        keys[part] = grid.chunkNumber(number, weights) << shift | part;
        part++;
      }
    }
    Arrays.sort(keys);
    return new ChunkBatch(
        List.copyOf(grids), List.copyOf(targets), firsts, keys, (1L << shift) - 1);
  }

  /// How many wants there are.
  int count() {
    return keys.length;
  }

  /// A want, made anew with each call; those of the same chunk come one after the other.
  ChunkWant want(int position) {
    long part = keys[position] & partMask;
    int found = Arrays.binarySearch(firsts, part);
    int grid = found < 0 ? -found - 2 : found;
    return new ChunkWant(grids.get(grid).part(part - firsts[grid]), targets.get(grid));
  }
}
