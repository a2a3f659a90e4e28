package io.hyperslab.cli.ddl;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.error.LimitExceededException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A selection as boxes, in the order in which libhdf5 lists them: along each axis, neighbours that
/// select the same of the following axes are one.
public final class RegionBlocks {
  /// A box by its corners, both inclusive.
  ///
  /// @param low the smallest indices
  /// @param high the largest ones
  public record Block(long[] low, long[] high) {
    @Override
    public String toString() {
      return point(low) + "-" + point(high);
    }
  }

  private static final int MOST_RUNS = 1 << 20;

  private record Run(long[] start, long length) {}

  private final List<Run> runs;
  private final int rank;

  private RegionBlocks(List<Run> runs, int rank) {
    this.runs = runs;
    this.rank = rank;
  }

  /// Coordinates in parentheses.
  public static String point(long[] at) {
    return Arrays.toString(at).replace("[", "(").replace("]", ")").replace(" ", "");
  }

  /// The elements of a selection, each as a box.
  public static List<Block> points(ResolvedSelection selection) {
    List<Block> points = new ArrayList<>();
    for (long ordinal = 0; ordinal < selection.elementCount(); ordinal++) {
      long[] at = new long[selection.rank()];
      selection.coordinatesOf(ordinal, at);
      points.add(new Block(at, at));
    }
    return points;
  }

  /// The boxes of a selection that ascends.
  ///
  /// @throws LimitExceededException if it has more than 1 Mi rows: a few bytes of a file can select
  ///   more than any memory holds
  public static List<Block> of(ResolvedSelection selection) {
    if (selection.rank() == 0) {
      return selection.isEmpty() ? List.of() : List.of(new Block(new long[0], new long[0]));
    }
    List<Run> runs = new ArrayList<>();
    long ordinal = 0;
    while (ordinal < selection.elementCount()) {
      if (runs.size() == MOST_RUNS) {
        throw new LimitExceededException(
            null, -1, "number of rows of a selection", "larger", String.valueOf(MOST_RUNS));
      }
      long[] at = new long[selection.rank()];
      selection.coordinatesOf(ordinal, at);
      long length = Math.max(1, selection.contiguousFrom(ordinal));
      runs.add(new Run(at, length));
      ordinal += length;
    }
    return new RegionBlocks(runs, selection.rank()).blocks(0, runs.size(), 0);
  }

  /// The boxes of the runs `[from, to)`, which agree in the axes before `axis`.
  private List<Block> blocks(int from, int to, int axis) {
    List<Block> all = new ArrayList<>();
    if (axis >= rank - 1) {
      for (Run run : runs.subList(from, to)) {
        long[] high = run.start().clone();
        high[rank - 1] += run.length() - 1;
        all.add(new Block(run.start().clone(), high));
      }
      return all;
    }
    List<Block> last = List.of();
    int at = from;
    while (at < to) {
      long index = runs.get(at).start()[axis];
      int end = at;
      while (end < to && runs.get(end).start()[axis] == index) {
        end++;
      }
      List<Block> slice = blocks(at, end, axis + 1);
      if (continues(last, slice, axis, index)) {
        last.forEach(block -> block.high()[axis] = index);
      } else {
        all.addAll(slice);
        last = slice;
      }
      at = end;
    }
    return all;
  }

  private static boolean continues(List<Block> last, List<Block> slice, int axis, long index) {
    if (last.isEmpty()
        || last.size() != slice.size()
        || last.getFirst().high()[axis] != index - 1) {
      return false;
    }
    for (int i = 0; i < last.size(); i++) {
      int next = axis + 1;
      if (!Arrays.equals(tail(last.get(i).low(), next), tail(slice.get(i).low(), next))
          || !Arrays.equals(tail(last.get(i).high(), next), tail(slice.get(i).high(), next))) {
        return false;
      }
    }
    return true;
  }

  private static long[] tail(long[] coordinates, int from) {
    return Arrays.copyOfRange(coordinates, from, coordinates.length);
  }
}
