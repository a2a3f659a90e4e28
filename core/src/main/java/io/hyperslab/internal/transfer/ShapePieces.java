package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;

/// Takes a shape apart into boxes, each of which holds elements that follow each other in C order.
///
/// @param shape without an extent of 0 there are no pieces
/// @param most elements of a piece, at least 1
record ShapePieces(long[] shape, long most) {
  /// Takes one piece.
  @FunctionalInterface
  interface Visitor {
    /// Takes one piece.
    ///
    /// @param first the number of its first element in C order
    void piece(Selection box, long first, long count);
  }

  /// Visits all pieces in C order.
  void forEach(Visitor visitor) {
    int cut = shape.length;
    long inner = 1;
    while (cut > 0 && shape[cut - 1] <= most / Math.max(1, inner)) {
      inner *= shape[--cut];
    }
    if (inner == 0 || Broadcast.count(shape) == 0) {
      return;
    }
    if (cut == 0) {
      visitor.piece(Selection.all(), 0, inner);
      return;
    }
    long height = Math.max(1, most / inner);
    long[] at = new long[cut];
    long first = 0;
    int axis = cut - 1;
    while (axis >= 0) {
      long rows = Math.min(height, shape[cut - 1] - at[cut - 1]);
      visitor.piece(box(at, rows), first, rows * inner);
      first += rows * inner;
      at[cut - 1] += rows;
      axis = cut - 1;
      while (axis >= 0 && at[axis] == shape[axis]) {
        at[axis--] = 0;
        if (axis >= 0) {
          at[axis]++;
        }
      }
    }
  }

  /// Rows along the last of the given axes; those behind it are taken whole.
  private static Selection box(long[] at, long rows) {
    Axis[] entries = new Axis[at.length];
    for (int axis = 0; axis < at.length; axis++) {
      long length = axis == at.length - 1 ? rows : 1;
      entries[axis] = Axis.range(at[axis], at[axis] + length);
    }
    return Selection.axes(entries);
  }
}
