package io.hyperslab.cli.ddl;

import io.hyperslab.dataspace.Hyperslab;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The rows of a hyperslab, in the order in which h5dump prints them: all rows of a plane of the
/// last two dimensions, then the next plane.
final class SubsetRows implements Iterator<SubsetRows.Row> {
  /// A row, along the last dimension.
  ///
  /// @param selection its elements
  /// @param isLast whether it is the last one of its plane
  record Row(Hyperslab selection, boolean isLast) {}

  private final Subset.Complete all;
  private final int rowAxis;
  private final long rows;
  private final long[] start;
  private long row;
  private long inBlock;
  private boolean ended;

  SubsetRows(Subset.Complete all) {
    this.all = all;
    int rank = all.start().length;
    rowAxis = Math.max(0, rank - 2);
    rows = rank == 1 ? 1 : all.count()[rowAxis] * all.block()[rowAxis];
    start = all.start().clone();
    ended = rows == 0;
    for (int axis = 0; axis < rowAxis; axis++) {
      ended |= all.count()[axis] == 0;
    }
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Row next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    Row next = new Row(selection(), row == rows - 1);
    if (++row < rows) {
      nextRow();
    } else {
      row = 0;
      inBlock = 0;
      start[rowAxis] = all.start()[rowAxis];
      nextPlane();
    }
    return next;
  }

  private void nextRow() {
    long block = all.block()[rowAxis];
    if (block == 1) {
      start[rowAxis] += all.stride()[rowAxis];
    } else if (++inBlock < block) {
      start[rowAxis]++;
    } else {
      inBlock = 0;
      start[rowAxis] += all.stride()[rowAxis] - block + 1;
    }
  }

  private void nextPlane() {
    for (int axis = rowAxis - 1; axis >= 0; axis--) {
      long done = (start[axis] - all.start()[axis]) / all.stride()[axis] + 1;
      if (done < all.count()[axis]) {
        start[axis] += all.stride()[axis];
        return;
      }
      start[axis] = all.start()[axis];
    }
    ended = true;
  }

  private Hyperslab selection() {
    long[] count = all.count().clone();
    long[] block = all.block().clone();
    for (int axis = 0; axis < start.length - 1; axis++) {
      count[axis] = 1;
      block[axis] = axis < rowAxis ? block[axis] : 1;
    }
    return Hyperslab.of(start, all.stride(), count, block);
  }
}
