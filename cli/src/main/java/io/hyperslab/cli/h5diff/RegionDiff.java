package io.hyperslab.cli.h5diff;

import io.hyperslab.StoredReference.ToRegion;
import io.hyperslab.cli.ddl.RegionBlocks;
import io.hyperslab.dataspace.PointSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Compares what two region references select.
final class RegionDiff {
  private final DiffOutput out;
  private final DiffState state;

  RegionDiff(DiffOutput out, DiffState state) {
    this.out = out;
    this.state = state;
  }

  /// Compares two.
  ///
  /// @return how many blocks or points differ
  long compare(ToRegion one, ToRegion other) {
    boolean arePoints = one.stored() instanceof PointSelection;
    if (arePoints != other.stored() instanceof PointSelection) {
      state.notComparable();
      return 0;
    }
    return arePoints
        ? points((PointSelection) one.stored(), (PointSelection) other.stored())
        : blocks(one, other);
  }

  private long blocks(ToRegion one, ToRegion other) {
    List<RegionBlocks.Block> a = one.selection().map(RegionBlocks::of).orElse(List.of());
    List<RegionBlocks.Block> b = other.selection().map(RegionBlocks::of).orElse(List.of());
    if (a.size() != b.size() || !a.isEmpty() && a.get(0).low().length != b.get(0).low().length) {
      state.notComparable();
      return 0;
    }
    if (a.isEmpty()) {
      return 0;
    }
    int rank = Math.max(1, a.getFirst().low().length);
    long found = 0;
    for (int i = 0; i < a.size(); i++) {
      for (int axis = 0; axis < a.get(i).low().length; axis++) {
        boolean same =
            a.get(i).low()[axis] == b.get(i).low()[axis]
                && a.get(i).high()[axis] == b.get(i).high()[axis];
        found += same ? 0 : 1;
      }
    }
    if (found > 0 && out.options().verbose()) {
      out.line(
          "Referenced dataset      "
              + one.target().address()
              + "            "
              + other.target().address());
      out.line("------------------------------------------------------------");
      out.line("Region blocks");
      for (int i = 0; i < a.size(); i++) {
        out.line("block #" + i + block(a.get(i)) + block(b.get(i)));
      }
    }
    return found / rank;
  }

  private static String block(RegionBlocks.Block block) {
    return "           (" + joined(block.low()) + ")-(" + joined(block.high()) + ")";
  }

  private long points(PointSelection one, PointSelection other) {
    int rank = one.rank();
    long[] a = one.coordinates();
    long[] b = other.coordinates();
    if (a.length != b.length || rank != other.rank()) {
      state.notComparable();
      return 0;
    }
    List<String> lines = new ArrayList<>();
    long found = 0;
    for (int i = 0; i < a.length / rank; i++) {
      long[] first = Arrays.copyOfRange(a, i * rank, (i + 1) * rank);
      long[] second = Arrays.copyOfRange(b, i * rank, (i + 1) * rank);
      for (int axis = 0; axis < rank; axis++) {
        found += first[axis] == second[axis] ? 0 : 1;
      }
      if (!Arrays.equals(first, second)) {
        lines.add("point #" + i + point(first) + point(second));
      }
    }
    if (found > 0 && out.options().verbose()) {
      out.line("Region points");
      lines.forEach(out::line);
    }
    return found / rank;
  }

  private static String point(long[] at) {
    return "              (" + joined(at) + ")";
  }

  private static String joined(long[] at) {
    return Arrays.toString(at).replaceAll("[\\[\\] ]", "");
  }
}
