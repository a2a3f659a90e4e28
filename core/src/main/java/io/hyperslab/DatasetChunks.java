package io.hyperslab;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.transfer.ChunkSelections;
import io.hyperslab.internal.transfer.DatasetReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The chunks of a dataset.
///
/// @param reader of the dataset
record DatasetChunks(DatasetReader reader) {
  /// Those that are stored, in the order of the index.
  List<ChunkInfo> stored() {
    List<ChunkInfo> chunks = new ArrayList<>();
    reader.chunked().ifPresent(layout -> layout.forEach(c -> chunks.add(ChunkInfo.of(layout, c))));
    return chunks;
  }

  /// What finds them, if any was ever stored.
  Optional<ChunkIndex> index() {
    OptionalLong address = reader.chunkIndexAddress();
    return address.isEmpty()
        ? Optional.empty()
        : reader
            .chunked()
            .flatMap(ChunkIndexType::of)
            .map(type -> new ChunkIndex(type, address.getAsLong()));
  }

  /// The one that an element is in, if it is stored.
  Optional<ChunkInfo> at(long... element) {
    Layout.Chunked layout = layout();
    Optional<ChunkRecord> found = reader.chunkOf(element);
    return found.map(chunk -> ChunkInfo.of(layout, chunk));
  }

  /// The part of a selection in each chunk.
  Stream<Selection> selections(Selection selection) {
    Layout.Chunked layout = layout();
    return ChunkSelections.of(reader.resolve(selection), layout.geometry());
  }

  private Layout.Chunked layout() {
    return reader
        .chunked()
        .orElseThrow(() -> new IllegalStateException("the dataset is not chunked"));
  }
}
