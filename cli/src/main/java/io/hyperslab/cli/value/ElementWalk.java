package io.hyperslab.cli.value;

import io.hyperslab.TypedData;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.walk.Pieces;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import java.util.Arrays;

/// Goes through elements in C order, reading a piece at a time.
public final class ElementWalk {
  private static final long PIECE_BYTES = 4L << 20;

  private final TypedData data;
  private final Dataspace space;

  /// @param data a dataset, an attribute, or a part of one
  public ElementWalk(TypedData data) {
    this.data = data;
    space = data.dataspace();
  }

  /// Takes pieces.
  @FunctionalInterface
  public interface PieceVisitor {
    /// Takes one.
    ///
    /// @param elements at least one; behind the axes of the dataspace those of an array datatype
    /// @param first ordinal of the first of them, in C order
    void piece(NdArray elements, long first);
  }

  /// Takes elements.
  @FunctionalInterface
  public interface Visitor {
    /// Takes one.
    void element(Value value);
  }

  /// Shows all pieces, in C order.
  public void forEachPiece(PieceVisitor visitor) {
    if (space.elementCount() == 0) {
      return;
    }
    if (space.rank() == 0) {
      visitor.piece(data.read(), 0);
      return;
    }
    long most = Math.max(1, PIECE_BYTES / Math.max(1, data.datatype().size()));
    long[] single = new long[space.rank()];
    Arrays.fill(single, 1);
    Pieces pieces = new Pieces(space.shape(), most, single);
    long first = 0;
    while (pieces.hasNext()) {
      Selection piece = pieces.next();
      visitor.piece(data.read(piece), first);
      first += piece.resolve(space.shape()).elementCount();
    }
  }

  /// Shows all elements, in C order; of an array datatype the elements of the arrays.
  public void forEach(Columns columns, Visitor visitor) {
    forEachPiece((elements, _) -> {
      Column column = columns.of(elements);
      long[] shape = elements.shape();
      long[] index = new long[shape.length];
      do {
        visitor.element(column.at(index));
      } while (next(index, shape));
    });
  }

  /// The shape of all elements that [#forEach(Columns, Visitor)] shows: with the dimensions of an
  /// array datatype.
  public long[] shape() {
    long[] outer = space.shape();
    if (!(data.datatype() instanceof ArrayType array)) {
      return outer;
    }
    long[] all = Arrays.copyOf(outer, outer.length + array.dimensions().size());
    for (int axis = outer.length; axis < all.length; axis++) {
      all[axis] = array.dimensions().get(axis - outer.length);
    }
    return all;
  }

  /// Steps to the next index in C order.
  ///
  /// @return whether there is one
  public static boolean next(long[] index, long[] shape) {
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return true;
      }
      index[axis] = 0;
    }
    return false;
  }
}
