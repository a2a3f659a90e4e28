package io.hyperslab.cli.exchange;

import io.hyperslab.DataView;
import io.hyperslab.Dataset;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.json.NdArrays;
import io.hyperslab.cli.walk.Pieces;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Datatype;
import java.util.Arrays;
import java.util.function.Consumer;

/// The selected elements of a dataset, in C order, piece by piece.
final class PieceSource {
  private static final long PIECE_BYTES = 4L << 20;

  private final Dataset dataset;
  private final DataView view;
  private final ExchangeProgress progress;

  PieceSource(Dataset dataset, Selection selection, ExchangeProgress progress) {
    this.dataset = dataset;
    this.view = dataset.select(selection);
    this.progress = progress;
  }

  /// The dataset that the elements are of.
  Dataset dataset() {
    return dataset;
  }

  /// The datatype of the elements.
  Datatype datatype() {
    return view.datatype();
  }

  /// The datatype of the elements, or of those of their arrays.
  Datatype base() {
    Datatype type = view.datatype();
    while (type instanceof ArrayType array) {
      type = array.base();
    }
    return type;
  }

  /// Whether there is no element, because the dataspace is null.
  boolean isNull() {
    return dataset.dataspace().isNull();
  }

  /// The shape that was selected, without the dimensions of an array datatype.
  long[] shape() {
    return view.dataspace().shape();
  }

  /// The shape that was selected, with the dimensions of an array datatype behind it.
  long[] fullShape() {
    return NdArrays.withArrayDimensions(shape(), view.datatype());
  }

  /// All elements at once.
  NdArray whole() {
    NdArray all = view.read();
    long size = view.dataspace().elementCount();
    progress.progress(size, size);
    return all;
  }

  /// A part of the selected elements.
  NdArray read(Selection part) {
    return view.read(part);
  }

  /// Says how much of another measure is done.
  ///
  /// @param done of `of` parts
  void report(long done, long of) {
    long size = view.dataspace().elementCount();
    progress.progress(size / of * done, size);
  }

  /// Goes through all elements.
  ///
  /// @param visitor is handed the pieces, in order
  void forEach(Consumer<NdArray> visitor) {
    long[] shape = shape();
    long size = view.dataspace().elementCount();
    if (size == 0) {
      return;
    }
    if (shape.length == 0) {
      visitor.accept(whole());
      return;
    }
    long most = Math.max(1, PIECE_BYTES / Math.max(1, view.datatype().size()));
    Pieces pieces = new Pieces(shape, most, chunk(shape.length));
    long done = 0;
    while (pieces.hasNext()) {
      Selection piece = pieces.next();
      NdArray elements = view.read(piece);
      visitor.accept(elements);
      done += piece.resolve(shape).elementCount();
      progress.progress(done, size);
    }
  }

  private long[] chunk(int rank) {
    long[] single = new long[rank];
    Arrays.fill(single, 1);
    return dataset.chunkShape().filter(chunk -> chunk.length == rank).orElse(single);
  }
}
