package io.hyperslab.internal.check;

import io.hyperslab.dataspace.Selection;
import java.util.NoSuchElementException;

/// Boxes that cover a shape once, in C order: rows of the last dimensions, so many as fit.
final class Boxes {
  private final long[] shape;
  private final long[] box;
  private final long[] next;
  private boolean more = true;

  /// @param shape at least one dimension, none empty
  /// @param elements the most of one box, at least 1
  Boxes(long[] shape, long elements) {
    this.shape = shape;
    this.box = new long[shape.length];
    this.next = new long[shape.length];
    long room = elements;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      box[axis] = Math.clamp(room, 1, shape[axis]);
      room = box[axis] == shape[axis] ? room / shape[axis] : 1;
    }
  }

  boolean hasNext() {
    return more;
  }

  Selection next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    long[] size = new long[shape.length];
    for (int axis = 0; axis < size.length; axis++) {
      size[axis] = Math.min(box[axis], shape[axis] - next[axis]);
    }
    Selection found = Selection.box(next.clone(), size);
    more = false;
    for (int axis = shape.length - 1; axis >= 0 && !more; axis--) {
      next[axis] += box[axis];
      more = next[axis] < shape[axis];
      next[axis] = more ? next[axis] : 0;
    }
    return found;
  }
}
