package io.hyperslab.internal.index;

/// Where one chunk is stored.
///
/// @param scaled the chunk's position in units of chunks, slowest dimension first
/// @param address where its bytes are, defined
/// @param storedSize its bytes as stored
/// @param filterMask bit n is set when filter n of the pipeline was skipped
public record ChunkRecord(long[] scaled, long address, long storedSize, int filterMask) {}
