package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Saturated;

/// Numbers the chunks of a dataset from 0, as the indexes do that are arrays (`FMT4 VII.B`): along
/// the fastest dimension first, over the largest size of the dataset, so that the number of a chunk
/// never changes. A dimension without a largest size counts as the slowest.
final class ChunkOrder {
  /// Stands for a position outside the largest size of the dataset.
  static final long OUTSIDE = -1;

  private final long[] counts;

  /// Dimensions from slowest to fastest, and how many chunks one step in each passes over.
  private final int[] dimensions;

  private final long[] strides;

  private ChunkOrder(long[] counts, int[] dimensions, long[] strides) {
    this.counts = counts;
    this.dimensions = dimensions;
    this.strides = strides;
  }

  /// The order over the largest size of a dataset.
  ///
  /// @throws MalformedFileException if more than one dimension has no largest size
  static ChunkOrder of(ChunkGeometry geometry) {
    long[] counts = geometry.maxChunkCounts();
    int[] dimensions = new int[counts.length];
    int unlimited = unlimitedDimension(counts);
    int next = 0;
    if (unlimited >= 0) {
      dimensions[next++] = unlimited;
    }
    for (int i = 0; i < counts.length; i++) {
      if (i != unlimited) {
        dimensions[next++] = i;
      }
    }
    long[] strides = new long[counts.length];
    long stride = 1;
    for (int i = counts.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride = Saturated.multiply(stride, Math.abs(counts[dimensions[i]]));
    }
    return new ChunkOrder(counts, dimensions, strides);
  }

  private static int unlimitedDimension(long[] counts) {
    int unlimited = -1;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == ChunkGeometry.UNLIMITED) {
        if (unlimited >= 0) {
          throw new MalformedFileException(
              null,
              -1,
              "chunk index type",
              "an array of chunks, for a dataset with two unlimited dimensions",
              "a B-tree");
        }
        unlimited = i;
      }
    }
    return unlimited;
  }

  /// Whether the largest size of the dataset is no elements at all.
  boolean isEmpty() {
    for (long count : counts) {
      if (count == 0) {
        return true;
      }
    }
    return false;
  }

  /// The number of a chunk, or [#OUTSIDE].
  long number(long[] scaled) {
    long number = 0;
    for (int i = 0; i < dimensions.length; i++) {
      int dimension = dimensions[i];
      if (counts[dimension] >= 0 && scaled[dimension] >= counts[dimension]) {
        return OUTSIDE;
      }
      number = Saturated.add(number, Saturated.multiply(scaled[dimension], strides[i]));
    }
    return number;
  }

  /// The position of a chunk of a dataset that is not empty.
  long[] scaled(long number) {
    long[] scaled = new long[dimensions.length];
    long rest = number;
    for (int i = 0; i < dimensions.length; i++) {
      scaled[dimensions[i]] = rest / strides[i];
      rest %= strides[i];
    }
    return scaled;
  }

  /// Whether a position lies inside the largest size.
  boolean contains(long[] scaled) {
    return number(scaled) != OUTSIDE;
  }
}
