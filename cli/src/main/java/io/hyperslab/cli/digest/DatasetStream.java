package io.hyperslab.cli.digest;

import io.hyperslab.Dataset;
import io.hyperslab.array.IndirectData;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Streams a dataset in C order, piece by piece, never whole.
final class DatasetStream {
  private static final long PIECE_BYTES = 16L << 20;

  private final Dataset dataset;
  private final Datatype type;
  private final Dataspace space;

  DatasetStream(Dataset dataset) {
    this.dataset = dataset;
    type = dataset.datatype();
    space = dataset.dataspace();
  }

  void into(DataHash hash, ReferenceTargets references) {
    IndirectData indirect =
        type.hasIndirectData()
            ? dataset.read(Selection.none()).indirectData()
            : IndirectData.none();
    ElementStream stream = new ElementStream(hash, indirect, references);
    long mostElements = Math.max(1, PIECE_BYTES / Math.max(1, type.size()));
    long bytes = Math.min(mostElements, space.elementCount()) * type.size();
    if (bytes <= PIECE_BYTES) {
      readAll(MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]), mostElements, stream);
      return;
    }
    // A single element that is larger than a small heap has room for.
    try (Arena arena = Arena.ofShared()) {
      readAll(arena.allocate(bytes, Long.BYTES), mostElements, stream);
    }
  }

  private void readAll(MemorySegment buffer, long mostElements, ElementStream stream) {
    if (space.rank() == 0) {
      readPiece(Selection.all(), 1, buffer, stream);
      return;
    }
    Pieces pieces = new Pieces(space.shape(), mostElements, chunkShape());
    while (pieces.hasNext()) {
      Selection piece = pieces.next();
      readPiece(piece, piece.resolve(space.shape()).elementCount(), buffer, stream);
    }
  }

  private void readPiece(
      Selection piece, long count, MemorySegment buffer, ElementStream stream) {
    dataset.readInto(buffer.asSlice(0, count * type.size()), piece);
    stream.add(type, buffer, 0, count);
  }

  private long[] chunkShape() {
    return dataset
        .chunkShape()
        .orElseGet(
            () -> {
              long[] single = new long[space.rank()];
              Arrays.fill(single, 1);
              return single;
            });
  }
}
