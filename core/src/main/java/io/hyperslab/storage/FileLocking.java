package io.hyperslab.storage;

import java.util.Map;

/// Whether a file is locked against other programs while it is open, as libhdf5 does it: shared by
/// those that read it, exclusively by one that writes it.
public enum FileLocking {
  /// A file system without locks is an error.
  REQUIRED,

  /// Where the file system has no locks the file is opened without; [FileGuard#isLocked()] tells.
  BEST_EFFORT,

  /// The system is not asked for a lock. Within this Java VM a file that is open for writing is
  /// nevertheless open once only.
  NONE,

  /// What the environment variable `HDF5_USE_FILE_LOCKING` says: `TRUE` or `1` is [#REQUIRED],
  /// `BEST_EFFORT` is [#BEST_EFFORT], `FALSE` or `0` is [#NONE]. Without it, or with any other
  /// value, [#BEST_EFFORT], which is libhdf5's default too.
  FROM_ENVIRONMENT;

  /// The variable that libhdf5 obeys. Like there, its values are in capitals.
  static final String VARIABLE = "HDF5_USE_FILE_LOCKING";

  /// What is to be done in the environment of this process.
  FileLocking resolve() {
    return resolve(System.getenv());
  }

  FileLocking resolve(Map<String, String> environment) {
    if (this != FROM_ENVIRONMENT) {
      return this;
    }
    return switch (environment.getOrDefault(VARIABLE, "")) {
      case "TRUE", "1" -> REQUIRED;
      case "FALSE", "0" -> NONE;
      default -> BEST_EFFORT;
    };
  }
}
