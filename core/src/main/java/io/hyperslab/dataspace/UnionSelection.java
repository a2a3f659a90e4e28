package io.hyperslab.dataspace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The set of elements that at least one of the parts selects.
record UnionSelection(List<Selection> parts) implements Selection {

  UnionSelection {
    parts = List.copyOf(parts);
  }

  @Override
  public RunSelection resolve(long[] shape) {
    RunBuilder runs = new RunBuilder(shape);
    // Unions of unions grow by the caller's loops, so their depth must not be the stack's.
    Deque<Selection> open = new ArrayDeque<>(parts);
    while (!open.isEmpty()) {
      Selection part = open.pop();
      if (part instanceof UnionSelection union) {
        union.parts.forEach(open::push);
      } else {
        addAll(part.resolve(shape), runs);
      }
    }
    return runs.buildSet();
  }

  private static void addAll(ResolvedSelection part, RunBuilder runs) {
    if (part instanceof GridSelection grid && !grid.isEmpty()) {
      runs.requireRoomFor(rows(grid));
    }
    long[] at = new long[part.rank()];
    long ordinal = 0;
    while (ordinal < part.elementCount()) {
      part.coordinatesOf(ordinal, at);
      long length = part.contiguousFrom(ordinal);
      runs.add(at, length);
      ordinal += length;
    }
  }

  private static long rows(GridSelection grid) {
    long[] rows = new long[Math.max(grid.rank() - 1, 0)];
    for (int axis = 0; axis < rows.length; axis++) {
      rows[axis] = grid.axis(axis).count();
    }
    return Extents.product(rows, "rows of a selection");
  }

  @Override
  public boolean mayReach(long[] low, long[] high) {
    return !parts.isEmpty();
  }

  @Override
  public String toString() {
    return parts.isEmpty() ? "none" : "union of " + parts;
  }
}
