package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.ShapeBoxes;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Takes a dataset apart into rows or boxes, each read when the stream gets to it.
final class RowStream {
  private static final long TARGET_BYTES = 1 << 20;

  private final Dataset dataset;
  private final DatasetReader reader;
  private final long[] shape;

  RowStream(Dataset dataset, DatasetReader reader) {
    this.dataset = dataset;
    this.reader = reader;
    this.shape = reader.dataspace().shape();
  }

  Stream<NdArray> rows() {
    if (shape.length == 0) {
      throw new IllegalStateException("the dataset has no dimensions, and so no rows");
    }
    long height = batch();
    long batches = shape[0] / height + (shape[0] % height == 0 ? 0 : 1);
    return LongStream.range(0, batches).boxed().flatMap(batch -> batch(batch * height, height));
  }

  private Stream<NdArray> batch(long first, long height) {
    long count = Math.min(height, shape[0] - first);
    long[] offset = new long[shape.length];
    offset[0] = first;
    long[] extent = shape.clone();
    extent[0] = count;
    NdArray rows = dataset.read(Selection.box(offset, extent));
    return LongStream.range(0, count).mapToObj(row -> rows.view(Selection.at(row)));
  }

  /// Rows to read at once: as many as a chunk is high, or about a megabyte.
  private long batch() {
    long rowBytes = rowBytes();
    long most = Math.max(1, TARGET_BYTES / Math.max(1, rowBytes));
    return reader
        .chunked()
        .map(chunks -> Math.max(1, Math.min(chunks.chunkShape()[0], 64 * most)))
        .orElse(most);
  }

  private long rowBytes() {
    double bytes = reader.dataset().datatype().size();
    for (int axis = 1; axis < shape.length; axis++) {
      bytes *= shape[axis];
    }
    return (long) Math.min(bytes, Long.MAX_VALUE);
  }

  Stream<Dataset.Piece> pieces() {
    if (reader.dataspace().isNull()) {
      return Stream.empty();
    }
    ShapeBoxes boxes =
        reader
            .chunked()
            .map(chunks -> ShapeBoxes.of(shape, chunks.chunkShape()))
            .orElseGet(
                () -> ShapeBoxes.of(shape, TARGET_BYTES / reader.dataset().datatype().size()));
    return LongStream.range(0, boxes.count()).mapToObj(number -> piece(boxes, number));
  }

  private Dataset.Piece piece(ShapeBoxes boxes, long number) {
    long[] offset = boxes.offset(number);
    NdArray elements =
        dataset.read(
            shape.length == 0 ? Selection.all() : Selection.box(offset, boxes.extent(offset)));
    return new Dataset.Piece(LongStream.of(offset).boxed().toList(), elements);
  }
}
