package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.IndexRange;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.PooledMemory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.FileModel;
import java.util.Arrays;
import java.util.Optional;

/// Reads selected elements box by box, so that what is made of them needs little memory besides
/// itself.
///
/// @param reader of the dataset
/// @param selection which elements
public record PieceReader(DatasetReader reader, Selection selection) {
  /// Bytes of a piece, unless chunks are larger.
  private static final long PIECE = 4L << 20;

  /// The same where several threads have pieces at the same time.
  private static final long CHUNKED_PIECE = 1L << 20;

  /// Bytes of a piece that stays in a processor's second cache while it is converted; more only
  /// where requests cost so much that this does not count.
  private static final long CACHED_PIECE = 1L << 19;

  /// Takes one piece.
  @FunctionalInterface
  public interface Visitor {
    /// Takes one piece.
    ///
    /// @param box where it is in the result's shape; of all axes
    void piece(Selection box, NdArray elements);
  }

  /// Visits all pieces.
  public void forEach(Visitor visitor) {
    long[] shape = reader.dataspace().shape();
    ResolvedSelection whole = selection.resolve(shape);
    ShapeBoxes boxes = boxes(whole, PIECE);
    if (boxes.count() == 1) {
      visitor.piece(Selection.all(), reader.read(whole));
      return;
    }
    for (long number = 0; number < boxes.count(); number++) {
      Selection box = boxes.selection(number);
      try {
        visitor.piece(box, reader.read(selection.then(box).resolve(shape)));
      } catch (DatatypeMismatchException e) {
        // What it says of an element counts from the first of the piece.
        e.inStructure("elements from " + Arrays.toString(boxes.offset(number)), -1);
        throw e;
      }
    }
  }

  /// Visits all pieces in any order, several at the same time: the visitor is called by several
  /// threads, and must not keep the elements, whose memory is used again.
  public void forEachInAnyOrder(Visitor visitor) {
    ResolvedSelection whole = selection.resolve(reader.dataspace().shape());
    ShapeBoxes boxes = smallBoxes(whole);
    boolean together =
        boxes.count() > 1
            && boxes.count() <= Integer.MAX_VALUE
            && !(reader.layout() instanceof Layout.Virtual);
    if (!together) {
      forEach(visitor);
      return;
    }
    Workers.run(
        reader.dataset().file().settings().parallelism(),
        (int) boxes.count(),
        number -> {
          Selection box = boxes.selection(number);
          ResolvedSelection part = selection.then(box).resolve(whole.shape());
          long size = Math.multiplyExact(part.elementCount(), reader.datatype().size());
          try (PooledMemory memory = PooledMemory.take(size)) {
            visitor.piece(box, reader.read(part, memory.segment()));
          }
        });
  }

  /// The boxes of pieces that several threads may read at the same time.
  public ShapeBoxes smallBoxes() {
    return smallBoxes(selection.resolve(reader.dataspace().shape()));
  }

  private ShapeBoxes smallBoxes(ResolvedSelection whole) {
    FileModel file = reader.dataset().file();
    long size = Saturated.multiply(whole.elementCount(), reader.datatype().size());
    long least = file.settings().parallelism().leastPart(file.reader().requestCost(), size);
    return boxes(
        whole, Math.max(reader.chunked().isPresent() ? CHUNKED_PIECE : CACHED_PIECE, least));
  }

  private ShapeBoxes boxes(ResolvedSelection whole, long piece) {
    long[] result = whole.resultShape();
    long most = Math.max(1, piece / reader.datatype().size());
    if (whole.elementCount() <= most) {
      return ShapeBoxes.of(result, Math.max(1, whole.elementCount()));
    }
    Optional<Layout.Chunked> chunks = reader.chunked();
    return chunks.isPresent() && isBox(whole)
        ? alongChunks(result, whole.low(), chunks.get().chunkShape(), most)
        : ShapeBoxes.of(result, most);
  }

  private static boolean isBox(ResolvedSelection whole) {
    boolean box =
        whole instanceof GridSelection && whole.resultShape().length == whole.shape().length;
    for (int axis = 0; box && axis < whole.rank(); axis++) {
      box =
          ((GridSelection) whole).axis(axis) instanceof IndexRange range
              && range.step() == 1
              && range.count() == whole.resultShape()[axis];
    }
    return box;
  }

  /// Boxes of whole chunks, so that none is decoded twice.
  private static ShapeBoxes alongChunks(long[] shape, long[] low, long[] chunk, long most) {
    long[] box = chunk.clone();
    long[] lead = new long[box.length];
    long left = most;
    for (int axis = 0; axis < box.length; axis++) {
      left /= Math.min(box[axis], shape[axis]);
    }
    for (int axis = box.length - 1; axis >= 0; axis--) {
      long fitting = Math.max(1, Math.min(left, shape[axis] / box[axis] + 1));
      box[axis] *= fitting;
      left /= fitting;
      lead[axis] = Math.min(box[axis] - low[axis] % chunk[axis], shape[axis]);
    }
    return ShapeBoxes.of(shape, box, lead);
  }
}
