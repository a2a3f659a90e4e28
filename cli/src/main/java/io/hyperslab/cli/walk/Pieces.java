package io.hyperslab.cli.walk;

import io.hyperslab.dataspace.Selection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Boxes that cover a shape once, in C order, each small enough to be held in memory.
public final class Pieces implements Iterator<Selection> {
  private final long[] shape;
  private final long[] extent;
  private final int splitAxis;
  private long @Nullable [] next;

  /// @param shape at least one axis, none of extent 0
  /// @param mostElements the most elements of a box, at least 1
  /// @param chunk where boxes had better end: the shape of a chunk, or of a single element
  public Pieces(long[] shape, long mostElements, long[] chunk) {
    this.shape = shape;
    extent = shape.clone();
    int axis = shape.length - 1;
    long inner = 1;
    while (axis > 0 && inner <= mostElements / shape[axis]) {
      inner *= shape[axis--];
    }
    splitAxis = axis;
    Arrays.fill(extent, 0, axis, 1);
    long rows = Math.min(shape[axis], Math.max(1, mostElements / inner));
    extent[axis] = rows > chunk[axis] ? rows - rows % chunk[axis] : rows;
    next = new long[shape.length];
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Selection next() {
    long[] offset = next;
    if (offset == null) {
      throw new NoSuchElementException();
    }
    long[] size = extent.clone();
    size[splitAxis] = Math.min(extent[splitAxis], shape[splitAxis] - offset[splitAxis]);
    next = after(offset);
    return Selection.box(offset, size);
  }

  private long @Nullable [] after(long[] offset) {
    long[] following = offset.clone();
    for (int axis = splitAxis; axis >= 0; axis--) {
      following[axis] += extent[axis];
      if (following[axis] < shape[axis]) {
        return following;
      }
      following[axis] = 0;
    }
    return null;
  }
}
