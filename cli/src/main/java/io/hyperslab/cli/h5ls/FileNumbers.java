package io.hyperslab.cli.h5ls;

import io.hyperslab.Hdf5File;
import java.util.IdentityHashMap;

/// The numbers that libhdf5 gives files: it counts each time that it opens one. A file that it has
/// open keeps its number; that which an external link leads to is opened anew for every question
/// about it, so each question is told here.
final class FileNumbers {
  private final IdentityHashMap<Hdf5File, Integer> held = new IdentityHashMap<>();
  private int opened;

  /// That many files are opened, one after the other.
  void open(int files) {
    opened += files;
  }

  /// A file that was just opened stays open.
  ///
  /// @return whether it was not open already
  boolean hold(Hdf5File file) {
    return held.putIfAbsent(file, opened) == null;
  }

  /// A file that stayed open is closed.
  void release(Hdf5File file) {
    held.remove(file);
  }

  /// The number of a file: of one that is not held, the last that was opened.
  int of(Hdf5File file) {
    return held.getOrDefault(file, opened);
  }
}
