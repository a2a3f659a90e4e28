package io.hyperslab.bench.hyperslab;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.storage.Durability;
import java.io.IOException;
import java.nio.file.Path;

/// How files are opened and made.
public enum Variant {
  /// As they are unless something else is asked for.
  DEFAULT,
  /// Mapped into memory.
  MAPPED,
  /// On the calling thread alone.
  SINGLE,
  /// What is committed survives a loss of power.
  FULL;

  private OpenOptions options() {
    OpenOptions defaults = OpenOptions.defaults();
    return switch (this) {
      case DEFAULT -> defaults;
      case MAPPED -> defaults.memoryMapped();
      case SINGLE -> defaults.threads(1);
      case FULL -> defaults.durability(Durability.FULL);
    };
  }

  Hdf5File open(Path path) throws IOException {
    return Hdf5File.open(path, options());
  }

  Hdf5File openReadWrite(Path path) throws IOException {
    return Hdf5File.openReadWrite(path, options());
  }

  Hdf5File create(Path path) throws IOException {
    return Hdf5File.create(path, CreateOptions.defaults().open(options()));
  }
}
