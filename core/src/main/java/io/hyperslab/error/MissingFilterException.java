package io.hyperslab.error;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Data is encoded with a filter for which no implementation is registered.
public final class MissingFilterException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  private final int filterId;

  /// @param filterId the registered filter number
  /// @param filterName the name stored in the file; empty when there is none
  public MissingFilterException(
      @Nullable String structure, long address, int filterId, String filterName) {
    super(
        structure,
        address,
        "filter",
        String.format(
            Locale.ROOT, "%d (%s)", filterId, filterName.isEmpty() ? "unnamed" : filterName),
        "a built-in filter, one found by ServiceLoader, or one registered when opening");
    this.filterId = filterId;
  }

  /// The registered number of the filter that is missing.
  public int filterId() {
    return filterId;
  }
}
