package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.bytes.Saturated;
import java.util.Arrays;

/// Takes a shape apart into a grid of boxes, numbered in C order.
public final class ShapeBoxes {
  private final long[] shape;
  private final long[] box;
  private final long[] lead;
  private final long[] counts;
  private final long count;

  private ShapeBoxes(long[] shape, long[] box, long[] lead) {
    this.shape = shape;
    this.box = box;
    this.lead = lead;
    this.counts = new long[shape.length];
    long boxes = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      long rest = Math.max(0, shape[axis] - lead[axis]);
      counts[axis] = shape[axis] == 0 ? 0 : 1 + rest / box[axis] + (rest % box[axis] == 0 ? 0 : 1);
      boxes = Saturated.multiply(boxes, counts[axis]);
    }
    this.count = boxes;
  }

  /// Boxes of one shape, the last along each axis as small as need be.
  ///
  /// @param box extents of at least 1
  public static ShapeBoxes of(long[] shape, long[] box) {
    return new ShapeBoxes(shape.clone(), box.clone(), box.clone());
  }

  /// Boxes of one shape, the first along each axis smaller: so they can keep to chunks that begin
  /// before the shape does.
  ///
  /// @param lead the extents of the first, at least 1 and at most those of the others
  static ShapeBoxes of(long[] shape, long[] box, long[] lead) {
    return new ShapeBoxes(shape.clone(), box.clone(), lead.clone());
  }

  /// Boxes of about so many elements: whole rows where they fit.
  ///
  /// @param most elements of a box
  public static ShapeBoxes of(long[] shape, long most) {
    long[] box = new long[shape.length];
    Arrays.fill(box, 1);
    long left = Math.max(1, most);
    for (int axis = shape.length - 1; axis >= 0 && left > 1; axis--) {
      box[axis] = Math.max(1, Math.min(shape[axis], left));
      left /= box[axis];
    }
    return of(shape, box);
  }

  /// How many boxes there are; none where an extent is 0.
  public long count() {
    return count;
  }

  /// The first element of a box.
  public long[] offset(long number) {
    long[] offset = new long[shape.length];
    long rest = number;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      long at = rest % counts[axis];
      offset[axis] = at == 0 ? 0 : lead[axis] + (at - 1) * box[axis];
      rest /= counts[axis];
    }
    return offset;
  }

  /// The extents of a box.
  ///
  /// @param offset its first element
  public long[] extent(long[] offset) {
    long[] extent = new long[shape.length];
    for (int axis = 0; axis < extent.length; axis++) {
      long whole = offset[axis] == 0 ? lead[axis] : box[axis];
      extent[axis] = Math.min(whole, shape[axis] - offset[axis]);
    }
    return extent;
  }

  /// A box as a selection of the shape, or of one that has more axes behind these.
  public Selection selection(long number) {
    long[] offset = offset(number);
    long[] extent = extent(offset);
    Axis[] entries = new Axis[offset.length];
    for (int axis = 0; axis < entries.length; axis++) {
      entries[axis] = Axis.range(offset[axis], offset[axis] + extent[axis]);
    }
    return Selection.axes(entries);
  }
}
