package io.hyperslab;

/// What finds the chunks of a dataset, and where it is.
///
/// @param type what it is
/// @param address of the index, or where there is none of the first chunk, in bytes from the file's
///   base address
public record ChunkIndex(ChunkIndexType type, long address) {}
