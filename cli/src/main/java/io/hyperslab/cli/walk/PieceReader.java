package io.hyperslab.cli.walk;

import io.hyperslab.Dataset;
import io.hyperslab.array.IndirectData;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatype;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Reads a dataset in C order, piece by piece, never whole.
public final class PieceReader {
  private static final long PIECE_BYTES = 16L << 20;

  /// Is handed the pieces.
  public interface Visitor {
    /// Takes a piece.
    ///
    /// @param elements the elements as stored, in C order; valid during the call only
    /// @param count how many elements there are
    void piece(MemorySegment elements, long count);
  }

  private final Dataset dataset;
  private final Datatype type;
  private final Dataspace space;

  /// @param dataset what to read
  public PieceReader(Dataset dataset) {
    this.dataset = dataset;
    type = dataset.datatype();
    space = dataset.dataspace();
  }

  /// Where data of variable length lies.
  public IndirectData indirectData() {
    return type.hasIndirectData()
        ? dataset.read(Selection.none()).indirectData()
        : IndirectData.none();
  }

  /// Reads all elements.
  public void readAll(Visitor visitor) {
    if (space.elementCount() == 0) {
      return;
    }
    long mostElements = Math.max(1, PIECE_BYTES / Math.max(1, type.size()));
    long bytes = Math.min(mostElements, space.elementCount()) * type.size();
    if (bytes <= PIECE_BYTES) {
      readAll(MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]), mostElements, visitor);
      return;
    }
    // A single element that is larger than a small heap has room for.
    try (Arena arena = Arena.ofShared()) {
      readAll(arena.allocate(bytes, Long.BYTES), mostElements, visitor);
    }
  }

  private void readAll(MemorySegment buffer, long mostElements, Visitor visitor) {
    if (space.rank() == 0) {
      readPiece(Selection.all(), 1, buffer, visitor);
      return;
    }
    Pieces pieces = new Pieces(space.shape(), mostElements, chunkShape());
    while (pieces.hasNext()) {
      Selection piece = pieces.next();
      readPiece(piece, piece.resolve(space.shape()).elementCount(), buffer, visitor);
    }
  }

  private void readPiece(Selection piece, long count, MemorySegment buffer, Visitor visitor) {
    dataset.readInto(buffer.asSlice(0, count * type.size()), piece);
    visitor.piece(buffer, count);
  }

  private long[] chunkShape() {
    return dataset
        .chunkShape()
        .orElseGet(() -> {
          long[] single = new long[space.rank()];
          Arrays.fill(single, 1);
          return single;
        });
  }
}
