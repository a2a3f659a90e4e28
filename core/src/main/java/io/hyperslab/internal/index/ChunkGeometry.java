package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Saturated;
import java.util.Arrays;

/// What a chunk index must know of its dataset.
///
/// @param dims present size of the dataset in elements
/// @param maxDims largest size in elements; [#UNLIMITED] where there is none
/// @param chunkDims size of a chunk in elements
/// @param elementSize bytes of an element
/// @param filtered whether the dataset has a filter pipeline with at least one filter
public record ChunkGeometry(
    long[] dims, long[] maxDims, long[] chunkDims, long elementSize, boolean filtered) {
  /// Stands for a dimension without a largest size.
  public static final long UNLIMITED = -1;

  /// @throws MalformedFileException if the numbers cannot belong to a chunked dataset
  public ChunkGeometry {
    int rank = chunkDims.length;
    require(rank > 0 && dims.length == rank && maxDims.length == rank, "chunk rank", rank);
    require(elementSize > 0, "element size", elementSize);
    for (int i = 0; i < rank; i++) {
      require(chunkDims[i] > 0, "chunk dimension", chunkDims[i]);
      require(dims[i] >= 0, "dimension", dims[i]);
      require(maxDims[i] >= UNLIMITED, "maximum dimension", maxDims[i]);
    }
  }

  private static void require(boolean sound, String item, long found) {
    if (!sound) {
      throw new MalformedFileException(
          null, -1, item, String.valueOf(found), "what fits the dataspace of a chunked dataset");
    }
  }

  /// Dimensions.
  public int rank() {
    return chunkDims.length;
  }

  /// Bytes of a chunk without filters; the largest `long` if they do not fit one.
  public long chunkBytes() {
    long bytes = elementSize;
    for (long dim : chunkDims) {
      bytes = Saturated.multiply(bytes, dim);
    }
    return bytes;
  }

  /// Whether a position lies inside the largest size.
  ///
  /// @param scaled in units of chunks
  boolean contains(long[] scaled) {
    for (int i = 0; i < scaled.length; i++) {
      long limit = maxDims[i] == UNLIMITED ? Long.MAX_VALUE : maxDims[i];
      // The last chunk may reach beyond the edge, its first element may not.
      if (limit == 0 || scaled[i] > (limit - 1) / chunkDims[i]) {
        return false;
      }
    }
    return true;
  }

  /// Checks a record that is going to be put into an index.
  ///
  /// @throws IllegalArgumentException if it cannot belong to this dataset
  void requireRecord(ChunkRecord record) {
    long[] scaled = record.scaled();
    boolean inside = scaled.length == rank() && contains(scaled);
    for (long position : scaled) {
      inside &= position >= 0;
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "position " + Arrays.toString(scaled) + " lies outside the dataset's largest size");
    }
    if (record.address() < 0 || record.storedSize() <= 0) {
      throw new IllegalArgumentException("a chunk has an address and a size: " + record);
    }
    if (!filtered && (record.storedSize() != chunkBytes() || record.filterMask() != 0)) {
      throw new IllegalArgumentException(
          "without filters a chunk has %d bytes and no filter mask, not %d bytes and mask %x"
              .formatted(chunkBytes(), record.storedSize(), record.filterMask()));
    }
  }

  /// Chunks that the present size needs in each dimension.
  public long[] chunkCounts() {
    return counts(dims);
  }

  /// Chunks that the largest size needs in each dimension; [#UNLIMITED] where there is none.
  public long[] maxChunkCounts() {
    return counts(maxDims);
  }

  private long[] counts(long[] sizes) {
    long[] counts = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      counts[i] =
          sizes[i] == UNLIMITED
              ? UNLIMITED
              : sizes[i] / chunkDims[i] + (sizes[i] % chunkDims[i] == 0 ? 0 : 1);
    }
    return counts;
  }
}
