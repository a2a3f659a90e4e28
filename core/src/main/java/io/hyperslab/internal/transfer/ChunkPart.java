package io.hyperslab.internal.transfer;

/// What a transfer wants of one chunk.
///
/// @param scaled the chunk's position in units of chunks
/// @param runs visits the wanted elements
/// @param whole whether they are as many as the chunk has inside the dataset
record ChunkPart(long[] scaled, RunSource runs, boolean whole) {
  /// Visits runs.
  @FunctionalInterface
  interface RunSource {
    void forEachRun(RunVisitor visitor);
  }
}
