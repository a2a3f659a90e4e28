package io.hyperslab.bench.task;

import java.io.IOException;
import java.util.Optional;

/// A library that reads and writes HDF5, by the fastest way that its public interface has.
public interface Library {
  /// How it does a workload; empty if it cannot.
  Optional<Trial> trial(Task task);

  /// The checksum of the file that a write left, read from the file.
  long readBack(Task task) throws IOException;
}
