package io.hyperslab.error;

import java.util.Optional;

/// The file is in use by another program, or elsewhere in this one, in a way that excludes what was
/// asked for: any number may read a file, or one may write it. Trying again later may succeed.
public final class FileLockedException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  private final String holder;

  /// @param file the file's name
  /// @param holder who has it, such as `process 4711 (python3)`; empty if that is not known
  /// @param expected what would have to be true of the file
  public FileLockedException(String file, Optional<String> holder, String expected) {
    super(null, -1, "file", "in use by " + holder.orElse("another program"), expected);
    this.holder = holder.orElse("");
    inFile(file);
  }

  /// Who has the file, such as `process 4711 (python3)` or `this Java VM, which writes it`; empty
  /// if the system does not tell.
  public Optional<String> holder() {
    return holder.isEmpty() ? Optional.empty() : Optional.of(holder);
  }
}
