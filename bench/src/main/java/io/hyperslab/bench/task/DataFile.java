package io.hyperslab.bench.task;

import java.util.Locale;

/// The files that are read, each with one dataset `/data` or with many small objects. libhdf5
/// writes them.
public enum DataFile {
  /// Contiguous `float64`, 1 GiB.
  DOUBLES(16_384, 1, 2),
  /// `float32` in chunks of 512 KiB, 256 MiB.
  CHUNKED(16_384, Shapes.CHUNK_COLUMNS, 2),
  /// The same, shuffled and deflated.
  SHUFFLED(16_384, Shapes.CHUNK_COLUMNS, 2),
  /// The same, deflated.
  DEFLATED(16_384, Shapes.CHUNK_COLUMNS, 2),
  /// The same, shuffled and compressed by LZF.
  LZF(16_384, Shapes.CHUNK_COLUMNS, 2),
  /// The same, with checksums.
  FLETCHER(16_384, Shapes.CHUNK_COLUMNS, 2),
  /// Bytes in deflated chunks of 4 KiB, 313 MiB.
  TILES(20_032, Shapes.TILE, 2),
  /// A group of groups and datasets, 100,000 together, in the earliest format.
  LIST_EARLIEST(100_000, 1, 10),
  /// The same in the latest format.
  LIST_LATEST(100_000, 1, 10),
  /// 20,000 datasets of four `int32` with an attribute each, in the earliest format.
  TINY_EARLIEST(20_000, 1, 10),
  /// The same in the latest format.
  TINY_LATEST(20_000, 1, 10),
  /// 1,000,000 texts of variable length.
  TEXTS(1_000_000, 1, 10),
  /// 2,000,000 records of 32 bytes.
  RECORDS(2_000_000, 1, 10),
  /// Contiguous big-endian `int32`, 256 MiB.
  BIG_ENDIAN(8192, 1, 2),
  /// Contiguous `float32`, 512 MiB.
  FLOATS(16_384, 1, 2);

  private final long size;
  private final long unit;
  private final long least;

  DataFile(long size, long unit, long least) {
    this.size = size;
    this.unit = unit;
    this.least = least;
  }

  /// How many rows, columns or objects it has.
  ///
  /// @param scale 1 for the sizes above
  public long size(double scale) {
    return Math.max(least, Math.round(size * scale / unit)) * unit;
  }

  /// The name of the file.
  public String fileName() {
    return name().toLowerCase(Locale.ROOT) + ".h5";
  }
}
