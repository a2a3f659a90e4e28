package io.hyperslab.cli.h5diff;

import java.util.Optional;

/// Which element of an extent a number in C order is.
final class ElementPosition {
  private final long[] extent;
  private final long[] strides;
  private final long[] origin;
  private final Optional<SubsetRequest> subset;

  /// @param extent of the whole
  /// @param origin what is added to every position
  ElementPosition(long[] extent, long[] origin) {
    this(extent, origin, Optional.empty());
  }

  private ElementPosition(long[] extent, long[] origin, Optional<SubsetRequest> subset) {
    this.subset = subset;
    this.extent = extent.clone();
    this.origin = origin.clone();
    strides = new long[extent.length];
    long stride = 1;
    for (int axis = extent.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, extent[axis]);
    }
  }

  /// The same for elements that are numbered within a hyperslab.
  ElementPosition within(Optional<SubsetRequest> request) {
    return new ElementPosition(
        extent, origin, request.map(hyperslab -> hyperslab.complete(extent.length)));
  }

  long[] extent() {
    return extent.clone();
  }

  int rank() {
    return extent.length;
  }

  /// The indices of an element, each with a blank behind it.
  String text(long number) {
    StringBuilder text = new StringBuilder();
    long rest = subset.map(hyperslab -> unpacked(hyperslab, number)).orElse(number);
    for (int axis = 0; axis < strides.length; axis++) {
      text.append(rest / strides[axis] + origin[axis]).append(' ');
      rest %= strides[axis];
    }
    return text.toString();
  }

  /// The number in the whole extent of an element that has a number in a hyperslab, as the program
  /// finds it.
  private long unpacked(SubsetRequest hyperslab, long number) {
    long[] counts = hyperslab.count().orElseThrow();
    long[] blocks = hyperslab.block().orElseThrow();
    long[] distances = hyperslab.stride().orElseThrow();
    long position = 0;
    long rest = number;
    long rows = 0;
    long distance = 1;
    long inner = 1;
    long outerInner = 1;
    for (int axis = extent.length - 1; axis >= 0 && number > 0; axis--) {
      long selected = Math.max(1, counts[axis] * blocks[axis]);
      distance = distances[axis];
      rows = rest / selected;
      position += rest % selected * distance * inner;
      if (rows == 0) {
        break;
      }
      rest = rows * outerInner;
      outerInner *= extent[axis];
      if (axis > 0) {
        inner *= extent[axis];
      }
    }
    return rows > 0 ? position + rows * distance * inner : position;
  }
}
