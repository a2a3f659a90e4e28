package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// How the elements of an array lie in the chunks and blocks of a Blosc 2 frame: its metalayer
/// `b2nd`, in MessagePack.
///
/// The array is a grid of chunks, in C order, those at its upper edges padded to full size. A chunk
/// is a grid of blocks, in C order, again padded. A block is its elements in C order.
///
/// | bytes | field |
/// |---|---|
/// | 3 | marker, version, rank |
/// | 1 + 9 per dimension | marker; marker and big-endian extent of the array |
/// | 1 + 5 per dimension | marker; marker and big-endian extent of a chunk |
/// | 1 + 5 per dimension | marker; marker and big-endian extent of a block |
final class B2ndLayout {
  private static final int LARGEST_RANK = 16;

  /// Bytes that blocks may waste, besides as many as the array has, where they reach beyond an
  /// array that is smaller than they are. Writers do not make such blocks, and padding need not
  /// take any bytes of the frame, but takes time to decode.
  private static final long MOST_WASTE = 1 << 20;

  private final long[] shape;
  private final long[] chunkShape;
  private final long[] blockShape;
  private final int typesize;

  private B2ndLayout(long[] shape, long[] chunkShape, long[] blockShape, int typesize) {
    this.shape = shape;
    this.chunkShape = chunkShape;
    this.blockShape = blockShape;
    this.typesize = typesize;
  }

  /// Reads the content of the metalayer.
  ///
  /// @param typesize bytes of an element
  static B2ndLayout decode(EncodedBytes content, int typesize) {
    FilterContext context = content.context();
    int rank = content.unsignedByte(2);
    if (rank < 1 || rank > LARGEST_RANK) {
      throw context.malformed("rank of an array", rank, "1 to " + LARGEST_RANK);
    }
    long[] shape = new long[rank];
    long[] chunkShape = new long[rank];
    long[] blockShape = new long[rank];
    long chunks = 4L + (1L + Long.BYTES) * rank;
    long blocks = chunks + 1 + (1L + Integer.BYTES) * rank;
    for (int i = 0; i < rank; i++) {
      shape[i] = content.bigEndianLong(5L + (1L + Long.BYTES) * i);
      chunkShape[i] = content.bigEndianInt(chunks + 2 + (1L + Integer.BYTES) * i);
      blockShape[i] = content.bigEndianInt(blocks + 2 + (1L + Integer.BYTES) * i);
      if (shape[i] < 1 || blockShape[i] < 1 || chunkShape[i] < blockShape[i]) {
        String found = shape[i] + ", " + chunkShape[i] + ", " + blockShape[i];
        throw context.malformed("extents of array, chunk, block", found, "block within chunk");
      }
    }
    B2ndLayout layout = new B2ndLayout(shape, chunkShape, blockShape, typesize);
    layout.requireSizes(context);
    layout.requireLittleWaste(context);
    return layout;
  }

  private void requireSizes(FilterContext context) {
    requireSize("array", shape, context.maximumSize(), context);
    requireSize("block", blockShape, context.maximumSize(), context);
    requireSize("chunk", paddedChunkShape(), Integer.MAX_VALUE, context);
  }

  private void requireSize(String item, long[] extents, long largest, FilterContext context) {
    long size = typesize;
    for (long extent : extents) {
      if (extent > largest / size) {
        throw context.malformed("extents of the " + item, Arrays.toString(extents), largest);
      }
      size *= extent;
    }
  }

  private void requireLittleWaste(FilterContext context) {
    long[] useful = blockShape.clone();
    Arrays.setAll(useful, i -> Math.min(useful[i], shape[i]));
    long waste = blockSize() - typesize * product(useful);
    if (waste > (size() + MOST_WASTE) / blockCount()) {
      throw context.malformed(
          "extents of a block",
          Arrays.toString(blockShape),
          "within the array's, " + Arrays.toString(shape));
    }
  }

  /// How many blocks of all chunks have elements of the array: no more than there are elements.
  private long blockCount() {
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      long whole = shape[i] / chunkShape[i];
      long rest = shape[i] % chunkShape[i];
      count *=
          whole * Math.ceilDiv(chunkShape[i], blockShape[i]) + Math.ceilDiv(rest, blockShape[i]);
    }
    return count;
  }

  /// Size of the array in bytes.
  long size() {
    return typesize * product(shape);
  }

  /// Size of a chunk in bytes, with padding.
  int chunkSize() {
    return (int) (typesize * product(paddedChunkShape()));
  }

  /// Size of a block in bytes, with padding.
  int blockSize() {
    return (int) (typesize * product(blockShape));
  }

  /// How many chunks there are in each dimension.
  long[] chunkGrid() {
    return grid(shape, chunkShape);
  }

  /// How many blocks of a chunk have elements of the array, in each dimension: the first ones.
  ///
  /// @param chunk its place in the grid of chunks
  long[] blocksInside(long[] chunk) {
    long[] inside = new long[shape.length];
    Arrays.setAll(inside, i -> Math.min(chunkShape[i], shape[i] - chunk[i] * chunkShape[i]));
    return grid(inside, blockShape);
  }

  /// The number of a block among all blocks of its chunk.
  ///
  /// @param block its place in the chunk
  int blockNumber(long[] block) {
    long[] grid = grid(chunkShape, blockShape);
    long number = 0;
    for (int i = 0; i < grid.length; i++) {
      number = number * grid[i] + block[i];
    }
    return (int) number;
  }

  /// Where in the array block `block` of chunk `chunk` is, given by their places in their grids.
  Box box(long[] chunk, long[] block) {
    long[] origin = new long[shape.length];
    long[] extent = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      long inChunk = block[i] * blockShape[i];
      origin[i] = chunk[i] * chunkShape[i] + inChunk;
      long inside = Math.min(chunkShape[i] - inChunk, shape[i] - origin[i]);
      extent[i] = Math.min(blockShape[i], inside);
    }
    return new Box(origin, extent);
  }

  /// Copies from a decoded block to the array what is not padding.
  void copy(MemorySegment block, MemorySegment array, Box box) {
    int last = shape.length - 1;
    long[] rows = box.extent().clone();
    rows[last] = 1;
    long[] row = new long[shape.length];
    long length = box.extent()[last] * typesize;
    do {
      long from = 0;
      long to = 0;
      for (int i = 0; i <= last; i++) {
        from = from * blockShape[i] + row[i];
        to = to * shape[i] + box.origin()[i] + row[i];
      }
      MemorySegment.copy(block, from * typesize, array, to * typesize, length);
    } while (advance(row, rows));
  }

  /// Moves `place` on in C order.
  ///
  /// @return whether there was a next place; else `place` is the first again
  static boolean advance(long[] place, long[] grid) {
    for (int i = grid.length - 1; i >= 0; i--) {
      place[i]++;
      if (place[i] < grid[i]) {
        return true;
      }
      place[i] = 0;
    }
    return false;
  }

  static long product(long[] extents) {
    long product = 1;
    for (long extent : extents) {
      product *= extent;
    }
    return product;
  }

  private long[] paddedChunkShape() {
    long[] padded = grid(chunkShape, blockShape);
    Arrays.setAll(padded, i -> padded[i] * blockShape[i]);
    return padded;
  }

  private static long[] grid(long[] whole, long[] part) {
    long[] grid = new long[whole.length];
    Arrays.setAll(grid, i -> Math.ceilDiv(whole[i], part[i]));
    return grid;
  }

  /// A part of the array.
  record Box(long[] origin, long[] extent) {}
}
