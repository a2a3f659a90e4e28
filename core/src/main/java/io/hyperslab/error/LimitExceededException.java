package io.hyperslab.error;

import org.jspecify.annotations.Nullable;

/// A structure or a request is larger than one of the limits the file was opened with; opening with
/// wider limits may succeed. [#item()] names the limit.
public final class LimitExceededException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// See the parameters of [Hdf5Exception].
  public LimitExceededException(
      @Nullable String structure, long address, String item, String found, String expected) {
    super(structure, address, item, found, expected);
  }
}
