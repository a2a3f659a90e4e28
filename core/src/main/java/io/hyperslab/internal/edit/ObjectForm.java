package io.hyperslab.internal.edit;

import io.hyperslab.internal.format.header.ObjectTimes;
import java.util.Optional;

/// How a new object keeps its attributes and times.
///
/// @param tracksOrder whether attributes know the order in which they are made
/// @param indexesOrder whether they are indexed by it
/// @param maximumCompact attributes kept in the header at most
/// @param minimumDense attributes kept in dense storage at least
/// @param times the object's times; empty for none, so that equal work makes equal files
/// @param room bytes of the messages that the header will get later; [#UNKNOWN_ROOM] for a guess
public record ObjectForm(
    boolean tracksOrder,
    boolean indexesOrder,
    int maximumCompact,
    int minimumDense,
    Optional<ObjectTimes> times,
    int room) {
  /// Nobody knows what messages there will be.
  public static final int UNKNOWN_ROOM = -1;

  /// Attributes in the header before they go to dense storage, unless the user wants otherwise.
  public static final int MAXIMUM_COMPACT = 8;

  /// Attributes in dense storage before they go back to the header.
  public static final int MINIMUM_DENSE = 6;

  /// No order, no times, the library's limits.
  public static final ObjectForm PLAIN =
      new ObjectForm(false, false, MAXIMUM_COMPACT, MINIMUM_DENSE, Optional.empty());

  /// An object of whose later messages nothing is known.
  ///
  /// @throws IllegalArgumentException if the limits are out of order or range
  public ObjectForm(
      boolean tracksOrder,
      boolean indexesOrder,
      int maximumCompact,
      int minimumDense,
      Optional<ObjectTimes> times) {
    this(tracksOrder, indexesOrder, maximumCompact, minimumDense, times, UNKNOWN_ROOM);
  }

  /// @throws IllegalArgumentException if the limits are out of order or range
  public ObjectForm {
    requireLimits(maximumCompact, minimumDense);
    if (indexesOrder && !tracksOrder) {
      throw new IllegalArgumentException("creation order cannot be indexed without being tracked");
    }
  }

  /// Refuses limits that no object can have.
  static void requireLimits(int maximumCompact, int minimumDense) {
    if (maximumCompact < 0
        || maximumCompact > 0xffff
        || minimumDense < 0
        || minimumDense > maximumCompact
        || minimumDense > 0xffff) {
      throw new IllegalArgumentException(
          "at most "
              + maximumCompact
              + " in the header and at least "
              + minimumDense
              + " in dense storage, expected 0 to 65535, the second not above the first");
    }
  }

  /// Whether only a header of version 2 can say all this.
  boolean needsNewHeader() {
    return tracksOrder || maximumCompact != MAXIMUM_COMPACT || minimumDense != MINIMUM_DENSE;
  }
}
