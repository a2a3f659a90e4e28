package io.hyperslab;

import io.hyperslab.internal.index.ChunkRecord;
import io.hyperslab.internal.layout.Layout;
import java.util.List;
import java.util.stream.LongStream;

/// One chunk that is stored in the file.
///
/// @param offset its first element in the dataset, one coordinate per dimension
/// @param address where its bytes are, from the file's base address
/// @param storedSize how many bytes are stored, after the filters
/// @param filterMask bit n set: filter n of the pipeline was not applied
public record ChunkInfo(List<Long> offset, long address, long storedSize, long filterMask) {
  /// Copies the list.
  public ChunkInfo {
    offset = List.copyOf(offset);
  }

  static ChunkInfo of(Layout.Chunked layout, ChunkRecord chunk) {
    long[] offset = layout.offset(chunk);
    return new ChunkInfo(
        LongStream.of(offset).boxed().toList(),
        chunk.address(),
        chunk.storedSize(),
        Integer.toUnsignedLong(chunk.filterMask()));
  }
}
