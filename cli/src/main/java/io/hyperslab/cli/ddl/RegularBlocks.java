package io.hyperslab.cli.ddl;

import io.hyperslab.dataspace.Hyperslab;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tells whether boxes are those of a regular hyperslab, which files may store as a list.
final class RegularBlocks {
  private RegularBlocks() {}

  /// The hyperslab that the boxes are, if they are one.
  static Optional<Hyperslab> of(List<RegionBlocks.Block> blocks) {
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    int rank = blocks.getFirst().low().length;
    long[] start = blocks.getFirst().low().clone();
    long[] stride = new long[rank];
    long[] count = new long[rank];
    long[] length = new long[rank];
    long boxes = 1;
    for (int axis = 0; axis < rank; axis++) {
      int at = axis;
      long[] lows = blocks.stream().mapToLong(b -> b.low()[at]).distinct().sorted().toArray();
      long[] lengths =
          blocks.stream().mapToLong(b -> b.high()[at] - b.low()[at] + 1).distinct().toArray();
      stride[axis] = lows.length > 1 ? lows[1] - lows[0] : 1;
      if (lengths.length != 1 || !isEven(lows, stride[axis])) {
        return Optional.empty();
      }
      count[axis] = lows.length;
      length[axis] = lengths[0];
      boxes *= lows.length;
    }
    return boxes == blocks.size()
        ? Optional.of(Hyperslab.of(start, stride, count, length))
        : Optional.empty();
  }

  private static boolean isEven(long[] sorted, long stride) {
    long[] expected = new long[sorted.length];
    Arrays.setAll(expected, i -> sorted[0] + i * stride);
    return Arrays.equals(sorted, expected);
  }
}
