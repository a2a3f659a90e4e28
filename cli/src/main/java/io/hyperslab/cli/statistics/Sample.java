package io.hyperslab.cli.statistics;

import io.hyperslab.ChunkInfo;
import io.hyperslab.Dataset;
import io.hyperslab.Hdf5File;
import io.hyperslab.StorageLayout;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Elements of a dataset, from places that are spread evenly over it: whole chunks, or pieces that
/// could be chunks.
///
/// @param type of the elements
/// @param chunkShape of each piece
/// @param pieces elements as stored, without filters
/// @param stored bytes that the same pieces take in the file
record Sample(Datatype type, long[] chunkShape, List<MemorySegment> pieces, long stored) {
  /// Places that are tried at most: few of a sparse dataset's chunks are stored.
  private static final int MOST_PLACES = 4096;

  private static final int MOST_PIECES = 256;
  private static final int LONGEST_PIECE = 1 << 28;

  /// Takes a sample.
  ///
  /// @param most bytes of all pieces, unless one alone is larger
  /// @param largest bytes of a piece
  /// @return empty if the dataset is not stored here, has elements that lead elsewhere, or pieces
  ///   that are too large
  static Optional<Sample> of(Dataset dataset, long most, long largest) {
    StorageLayout layout = dataset.layout();
    boolean here =
        layout == StorageLayout.CHUNKED
            || layout == StorageLayout.CONTIGUOUS && dataset.dataAddress().isPresent();
    if (!here || dataset.datatype().hasIndirectData() || dataset.size() == 0) {
      return Optional.empty();
    }
    long[] shape = dataset.shape();
    long[] chunk = shape.length == 0 ? shape : chunkShape(dataset);
    long bytes = bytes(chunk, dataset.datatype().size());
    if (shape.length == 0 || bytes > Math.min(largest, LONGEST_PIECE)) {
      return Optional.empty();
    }
    return of(dataset, chunk, (int) bytes, Math.clamp(most / bytes, 1, MOST_PIECES));
  }

  private static long[] chunkShape(Dataset dataset) {
    Optional<long[]> own = dataset.chunkShape();
    if (own.isPresent()) {
      return own.get();
    }
    try (Hdf5File file = Hdf5File.createInMemory()) {
      return file.root()
          .createDataset("shape")
          .type(dataset.datatype())
          .shape(dataset.shape())
          .autoChunks()
          .create()
          .chunkShape()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(long[] shape, long elementSize) {
    long bytes = elementSize;
    for (long extent : shape) {
      if (bytes > LONGEST_PIECE) {
        return bytes;
      }
      bytes *= Math.min(extent, LONGEST_PIECE);
    }
    return bytes;
  }

  private static Optional<Sample> of(Dataset dataset, long[] chunk, int bytes, long count) {
    long[] shape = dataset.shape();
    long[] grid = new long[shape.length];
    long all = 1;
    for (int axis = 0; axis < grid.length; axis++) {
      grid[axis] = (shape[axis] - 1) / chunk[axis] + 1;
      all = all > Long.MAX_VALUE / grid[axis] ? Long.MAX_VALUE : all * grid[axis];
    }
    long places = Math.min(all, Math.max(count, MOST_PLACES));
    // First the places of a sample that finds them all stored, then those between them.
    long step = Math.max(1, places / count);
    List<MemorySegment> pieces = new ArrayList<>();
    long stored = 0;
    for (long turn = 0; turn < step && pieces.size() < count; turn++) {
      for (long place = turn; place < places && pieces.size() < count; place += step) {
        long[] offset = offset((long) ((double) place / places * all), grid, chunk);
        Optional<Long> size = stored(dataset, offset, bytes);
        if (size.isPresent()) {
          pieces.add(piece(dataset, offset, chunk, bytes));
          stored += size.get();
        }
      }
    }
    return pieces.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sample(dataset.datatype(), chunk, pieces, stored));
  }

  private static long[] offset(long number, long[] grid, long[] chunk) {
    long[] offset = new long[grid.length];
    long rest = number;
    for (int axis = grid.length - 1; axis >= 0; axis--) {
      offset[axis] = rest % grid[axis] * chunk[axis];
      rest /= grid[axis];
    }
    return offset;
  }

  private static Optional<Long> stored(Dataset dataset, long[] offset, long bytes) {
    return dataset.layout() == StorageLayout.CHUNKED
        ? dataset.chunkAt(offset).map(ChunkInfo::storedSize)
        : Optional.of(bytes);
  }

  private static MemorySegment piece(Dataset dataset, long[] offset, long[] chunk, int bytes) {
    long[] shape = dataset.shape();
    long[] inside = new long[shape.length];
    boolean whole = true;
    for (int axis = 0; axis < inside.length; axis++) {
      inside[axis] = Math.min(chunk[axis], shape[axis] - offset[axis]);
      whole &= inside[axis] == chunk[axis];
    }
    Selection box = Selection.box(offset, inside);
    MemorySegment piece = MemorySegment.ofArray(new byte[bytes]);
    if (whole) {
      dataset.readInto(piece, box);
    } else {
      pad(dataset.read(box).segment(), inside, piece, chunk, dataset.datatype().size());
    }
    return piece;
  }

  /// Puts a box into the corner of a larger one.
  private static void pad(
      MemorySegment from, long[] inside, MemorySegment to, long[] chunk, long elementSize) {
    int last = inside.length - 1;
    long row = inside[last] * elementSize;
    long rows = from.byteSize() / Math.max(1, row);
    for (long number = 0; number < rows; number++) {
      long rest = number;
      long target = 0;
      long stride = chunk[last];
      for (int axis = last - 1; axis >= 0; axis--) {
        target += rest % inside[axis] * stride;
        rest /= inside[axis];
        stride *= chunk[axis];
      }
      MemorySegment.copy(from, number * row, to, target * elementSize, row);
    }
  }

  /// Bytes of all pieces without filters.
  long bytes() {
    return pieces.size() * pieces.getFirst().byteSize();
  }
}
