package io.hyperslab.internal.index;

/// A key of a version 1 B-tree of chunks.
///
/// @param chunkSize bytes of the chunk as stored
/// @param filterMask filters that were skipped
/// @param offsets of the chunk in elements; the last is an offset within an element
record ChunkTreeKey(long chunkSize, int filterMask, long[] offsets) {}
