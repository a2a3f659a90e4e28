package io.hyperslab;

import java.util.List;

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
}
