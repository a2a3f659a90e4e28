package io.hyperslab.error;

import org.jspecify.annotations.Nullable;

/// No object, link or attribute of that name. [#objectPath()] is the path that was asked for,
/// [#found()] says how far it resolved.
public final class NoSuchObjectException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// See the parameters of [Hdf5Exception].
  public NoSuchObjectException(
      @Nullable String structure, long address, String item, String found, String expected) {
    super(structure, address, item, found, expected);
  }
}
