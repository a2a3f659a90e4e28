package io.hyperslab.dataspace;

import java.util.Arrays;

/// The elements whose flag is set.
final class MaskSelection implements Selection {
  private final long[] shape;
  private final boolean[] flags;

  MaskSelection(long[] shape, boolean[] flags) {
    if (Extents.elementCount(shape) != flags.length) {
      throw new IllegalArgumentException(
          flags.length + " flags for the shape " + Arrays.toString(shape));
    }
    this.shape = shape.clone();
    this.flags = flags.clone();
  }

  @Override
  public RunSelection resolve(long[] other) {
    if (!Arrays.equals(shape, other)) {
      throw new IllegalArgumentException(
          "the mask has shape " + Arrays.toString(shape) + ", not " + Arrays.toString(other));
    }
    RunBuilder runs = new RunBuilder(shape);
    for (int i = 0; i < flags.length; i++) {
      if (flags[i]) {
        runs.add(i, 1);
      }
    }
    return runs.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaskSelection that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(flags, that.flags);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(flags);
  }

  @Override
  public String toString() {
    return "mask of shape " + Arrays.toString(shape);
  }
}
