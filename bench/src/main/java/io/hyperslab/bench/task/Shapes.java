package io.hyperslab.bench.task;

/// The sizes that do not grow with the scale.
public final class Shapes {
  /// Columns of `float64` and of `int32` in contiguous datasets.
  public static final int COLUMNS = 8192;

  /// Rows of chunked `float32` datasets.
  public static final int GRID_ROWS = 4096;

  /// Rows of their chunks, which have 512 KiB.
  public static final int CHUNK_ROWS = 256;

  /// Columns of their chunks.
  public static final int CHUNK_COLUMNS = 512;

  /// Columns of the dataset of tiles.
  public static final int TILE_COLUMNS = 16_384;

  /// Rows and columns of a tile and of a chunk of its dataset, which has 4 KiB.
  public static final int TILE = 64;

  /// Columns of a dataset that rows are appended to.
  public static final int APPEND_COLUMNS = 4;

  /// Rows of its chunks.
  public static final int APPEND_CHUNK = 4096;

  /// Rows that are read at once when a dataset is read by slabs.
  public static final int SLAB_ROWS = 1024;

  /// Rows of a block of half a megabyte.
  public static final int BLOCK_ROWS = 8;

  /// The first of the columns that are read one by one; they lie in two rows of chunks.
  public static final int FIRST_COLUMN = 400;

  private Shapes() {}
}
