package io.hyperslab.dataspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One entry for each axis, as Python writes it.
record AxesSelection(List<Axis> entries) implements Selection {
  /// Every element.
  static final AxesSelection ALL = new AxesSelection(List.of());

  AxesSelection {
    entries = List.copyOf(entries);
    if (entries.indexOf(Axis.Filler.ELLIPSIS) != entries.lastIndexOf(Axis.Filler.ELLIPSIS)) {
      throw new IllegalArgumentException("more than one ellipsis in " + join(entries));
    }
  }

  // What a record has by itself is made at run time, at its first use: see docs/decisions/0020.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AxesSelection selection && entries.equals(selection.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public GridSelection resolve(long[] shape) {
    Extents.elementCount(shape);
    List<Axis> complete = complete(shape);
    AxisIndices[] axes = new AxisIndices[shape.length];
    long[] resultShape = new long[complete.size()];
    int rank = 0;
    int axis = 0;
    for (Axis entry : complete) {
      if (entry == Axis.Filler.NEW_AXIS) {
        resultShape[rank++] = 1;
        continue;
      }
      axes[axis] = resolve(entry, axis, shape[axis]);
      if (!(entry instanceof Axis.Index)) {
        resultShape[rank++] = axes[axis].count();
      }
      axis++;
    }
    return GridSelection.of(shape, axes, Arrays.copyOf(resultShape, rank));
  }

  /// Where each entry says where it ends, counted from the front.
  @Override
  public Optional<long[]> leastShape() {
    long[] shape = new long[entries.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      long end =
          switch (entries.get(axis)) {
            case Axis.Index(long index) -> index < 0 ? -1 : index + 1;
            case Axis.Slice(OptionalLong start, OptionalLong stop, long _) ->
                start.orElse(0) < 0 ? -1 : stop.orElse(-1);
            default -> -1;
          };
      if (end < 0) {
        return Optional.empty();
      }
      shape[axis] = end;
    }
    return Optional.of(shape);
  }

  /// The entries with whole axes in the place of the ellipsis, which is the end when there is none.
  private List<Axis> complete(long[] shape) {
    int given = 0;
    for (Axis entry : entries) {
      given += entry instanceof Axis.Filler ? 0 : 1;
    }
    if (given == shape.length && given == entries.size()) {
      return entries;
    }
    if (given > shape.length) {
      throw new IllegalArgumentException(
          given
              + " axes are selected, but the shape "
              + Arrays.toString(shape)
              + " has "
              + shape.length);
    }
    List<Axis> complete = new ArrayList<>(entries);
    int ellipsis = complete.indexOf(Axis.Filler.ELLIPSIS);
    if (ellipsis >= 0) {
      complete.remove(ellipsis);
    }
    for (int missing = given; missing < shape.length; missing++) {
      complete.add(ellipsis >= 0 ? ellipsis : complete.size(), Axis.all());
    }
    return complete;
  }

  private static AxisIndices resolve(Axis entry, int axis, long size) {
    // The frequent ones first, without the switch: see docs/decisions/0020.
    if (entry instanceof Axis.Slice slice) {
      return resolve(slice, size);
    }
    if (entry instanceof Axis.Index one) {
      return resolve(one, axis, size);
    }
    return switch (entry) {
      case Axis.Slice slice -> resolve(slice, size);
      case Axis.Index one -> resolve(one, axis, size);
      case Axis.Blocks blocks -> resolve(blocks, axis, size);
      case Axis.Listed list -> resolve(list.indices(), axis, size);
      case Axis.Mask mask -> resolve(mask.flags(), axis, size);
      case Axis.Filler filler -> throw new IllegalStateException(filler + " stands for no axis");
    };
  }

  private static IndexRange resolve(Axis.Index one, int axis, long size) {
    return new IndexRange(Extents.resolveIndex(one.index(), axis, size), 1, 1);
  }

  /// Python's `slice.indices`: bounds are clipped to where the step can begin and end.
  private static IndexRange resolve(Axis.Slice slice, long size) {
    boolean backwards = slice.step() < 0;
    long lowest = backwards ? -1 : 0;
    long highest = backwards ? size - 1 : size;
    long start = clip(slice.start(), backwards ? highest : lowest, lowest, highest, size);
    long stop = clip(slice.stop(), backwards ? lowest : highest, lowest, highest, size);
    long span = backwards ? start - stop : stop - start;
    if (span <= 0) {
      return new IndexRange(0, 1, 0);
    }
    // Long.MIN_VALUE has no absolute value, but one step of it leaves every axis all the same.
    long distance = Math.abs(Math.max(slice.step(), -Long.MAX_VALUE));
    return new IndexRange(start, slice.step(), (span - 1) / distance + 1);
  }

  private static long clip(OptionalLong bound, long absent, long low, long high, long size) {
    if (bound.isEmpty()) {
      return absent;
    }
    long value = bound.getAsLong();
    return Math.clamp(value < 0 ? value + size : value, low, high);
  }

  private static AxisIndices resolve(Axis.Blocks blocks, int axis, long size) {
    long room = size - blocks.start() - blocks.block();
    if (room < 0) {
      long last = blocks.start() + blocks.block() - 1;
      throw Extents.outOfBounds(last < 0 ? Long.MAX_VALUE : last, axis, size);
    }
    long fitting = room / blocks.stride() + 1;
    long count = blocks.count().orElse(fitting);
    if (count > fitting) {
      throw new IndexOutOfBoundsException(
          blocks + " is out of bounds for axis " + axis + " with size " + size);
    }
    return AxisIndices.ofBlocks(blocks.start(), blocks.stride(), count, blocks.block());
  }

  private static AxisIndices resolve(long[] indices, int axis, long size) {
    for (int i = 0; i < indices.length; i++) {
      indices[i] = Extents.resolveIndex(indices[i], axis, size);
    }
    return AxisIndices.ofList(indices);
  }

  private static AxisIndices resolve(boolean[] flags, int axis, long size) {
    if (flags.length != size) {
      throw new IllegalArgumentException(
          "the mask for axis "
              + axis
              + " has "
              + flags.length
              + " flags, but the axis has size "
              + size);
    }
    long[] indices = new long[flags.length];
    int count = 0;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i]) {
        indices[count++] = i;
      }
    }
    return AxisIndices.ofList(Arrays.copyOf(indices, count));
  }

  @Override
  public String toString() {
    return entries.isEmpty() ? "()" : join(entries);
  }

  private static String join(List<Axis> entries) {
    StringBuilder text = new StringBuilder();
    for (Axis entry : entries) {
      text.append(text.isEmpty() ? "" : ", ").append(entry);
    }
    return text.toString();
  }
}
