package io.hyperslab.cli.digest;

import io.hyperslab.ChunkInfo;
import io.hyperslab.Dataset;
import io.hyperslab.StorageLayout;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.walk.PieceReader;
import io.hyperslab.dataspace.Selection;
import java.util.Arrays;
import java.util.Optional;

/// The elements of a dataset that are stored, wherever they are.
///
/// @param dataset whose elements
/// @param references how the paths of what they lead to are found
record StoredElements(Dataset dataset, ReferenceTargets references) {
  /// The first element of the first stored part that another dataset of the same shape has
  /// otherwise.
  Optional<String> firstDifference(StoredElements other) {
    if (dataset.layout() == StorageLayout.VIRTUAL) {
      return Optional.empty();
    }
    if (dataset.layout() == StorageLayout.CHUNKED) {
      return firstDifferentChunk(other);
    }
    boolean unwritten =
        dataset.dataAddress().isEmpty()
            && dataset.layout() == StorageLayout.CONTIGUOUS
            && dataset.externalSegments().isEmpty();
    return unwritten || all().equals(other.all()) ? Optional.empty() : Optional.of("the first");
  }

  private Optional<String> firstDifferentChunk(StoredElements other) {
    long[] shape = dataset.shape();
    long[] chunk = dataset.chunkShape().orElseThrow();
    for (ChunkInfo info : dataset.storedChunks()) {
      long[] offset = info.offset().stream().mapToLong(Long::longValue).toArray();
      long[] size = new long[shape.length];
      for (int axis = 0; axis < size.length; axis++) {
        size[axis] = Math.min(chunk[axis], shape[axis] - offset[axis]);
      }
      if (Arrays.stream(size).allMatch(s -> s > 0)) {
        Selection box = Selection.box(offset, size);
        if (!part(box).equals(other.part(box))) {
          return Optional.of(Arrays.toString(offset));
        }
      }
    }
    return Optional.empty();
  }

  private DataHash.Result part(Selection box) {
    NdArray elements = dataset.read(box);
    DataHash hash = new DataHash(0, Long.MAX_VALUE);
    new ElementStream(hash, elements.indirectData(), references)
        .add(elements.datatype(), elements.segment(), 0, elements.size());
    return hash.finish();
  }

  private DataHash.Result all() {
    PieceReader reader = new PieceReader(dataset);
    DataHash hash = new DataHash(0, Long.MAX_VALUE);
    ElementStream stream = new ElementStream(hash, reader.indirectData(), references);
    reader.readAll((elements, count) -> stream.add(dataset.datatype(), elements, 0, count));
    return hash.finish();
  }
}
