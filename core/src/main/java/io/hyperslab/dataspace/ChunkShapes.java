package io.hyperslab.dataspace;

/// Shapes for the chunks of datasets whose creator names none.
public final class ChunkShapes {
  private static final double BASE_BYTES = 16 * 1024;
  private static final double FEWEST_BYTES = 8 * 1024;
  private static final double MOST_BYTES = 1024 * 1024;
  private static final double MIB = 1024 * 1024;

  /// What a dimension without elements is taken to grow to.
  private static final long GROWN = 1024;

  private ChunkShapes() {}

  /// A shape that serves most access patterns tolerably: chunks of 8 KiB to 1 MiB, more the larger
  /// the dataset is, with all dimensions cut about equally often. It is the shape that h5py
  /// guesses.
  ///
  /// @param shape sizes of the dataset, slowest first; at least one. A size of 0 counts as 1024
  /// @param elementSize bytes of an element, at least 1
  /// @throws IllegalArgumentException if `shape` has no dimensions or a negative one, or
  ///   `elementSize` is less than 1
  public static long[] guess(long[] shape, long elementSize) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("a scalar dataset has no chunks");
    }
    if (elementSize < 1) {
      throw new IllegalArgumentException("element size " + elementSize + ", expected at least 1");
    }
    double[] chunk = new double[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] < 0) {
        throw new IllegalArgumentException("size " + shape[axis] + " of dimension " + axis);
      }
      chunk[axis] = shape[axis] == 0 ? GROWN : shape[axis];
    }
    double target = targetBytes(product(chunk) * elementSize);
    double elements = product(chunk);
    for (int axis = 0; elements > 1 && !isGood(elements * elementSize, target); axis++) {
      int halved = axis % chunk.length;
      chunk[halved] = Math.ceil(chunk[halved] / 2);
      elements = product(chunk);
    }
    long[] result = new long[chunk.length];
    for (int axis = 0; axis < chunk.length; axis++) {
      result[axis] = (long) chunk[axis];
    }
    return result;
  }

  private static double targetBytes(double datasetBytes) {
    double target = BASE_BYTES * Math.pow(2, Math.log10(datasetBytes / MIB));
    return Math.clamp(target, FEWEST_BYTES, MOST_BYTES);
  }

  private static boolean isGood(double bytes, double target) {
    return bytes < MOST_BYTES && (bytes < target || Math.abs(bytes - target) / target < 0.5);
  }

  private static double product(double[] sizes) {
    double product = 1;
    for (double size : sizes) {
      product *= size;
    }
    return product;
  }
}
