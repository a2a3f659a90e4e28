package io.hyperslab.error;

import org.jspecify.annotations.Nullable;

/// The file uses a legal feature that this version cannot read exactly. [#item()] names it.
public final class UnsupportedFeatureException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// See the parameters of [Hdf5Exception].
  public UnsupportedFeatureException(
      @Nullable String structure, long address, String item, String found, String expected) {
    super(structure, address, item, found, expected);
  }
}
