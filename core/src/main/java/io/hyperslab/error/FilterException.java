package io.hyperslab.error;

import java.util.Locale;

/// A filter of the pipeline met data that it cannot decode or may not store unfiltered, or
/// parameters that it does not know or that do not fit the dataset.
public final class FilterException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  private final int filterId;

  /// @param filterId the registered filter number (`FMT4 IV.A.2.l`)
  /// @param filterName a name for people
  /// @param item what is wrong in the data or the parameters
  public FilterException(
      int filterId, String filterName, String item, String found, String expected) {
    super(
        null,
        -1,
        String.format(Locale.ROOT, "filter %d (%s): %s", filterId, filterName, item),
        found,
        expected);
    this.filterId = filterId;
  }

  /// The registered number of the filter that failed.
  public int filterId() {
    return filterId;
  }
}
