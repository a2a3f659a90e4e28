package io.hyperslab.internal.edit;

/// What a group is to be.
///
/// @param tracksOrder whether links know the order in which they are made
/// @param indexesOrder whether they are indexed by it
/// @param maximumCompact links kept in the header at most
/// @param minimumDense links kept in dense storage at least
/// @param newStyle whether the group must not be a symbol table
/// @param attributes how the object keeps attributes
public record GroupForm(
    boolean tracksOrder,
    boolean indexesOrder,
    int maximumCompact,
    int minimumDense,
    boolean newStyle,
    ObjectForm attributes) {
  /// No order, the library's limits.
  public static final GroupForm PLAIN =
      new GroupForm(
          false,
          false,
          ObjectForm.MAXIMUM_COMPACT,
          ObjectForm.MINIMUM_DENSE,
          false,
          ObjectForm.PLAIN);

  /// @throws IllegalArgumentException if the limits are out of order or range
  public GroupForm {
    ObjectForm.requireLimits(maximumCompact, minimumDense);
    if (indexesOrder && !tracksOrder) {
      throw new IllegalArgumentException("creation order cannot be indexed without being tracked");
    }
  }

  /// Whether a symbol table cannot be all this.
  boolean needsNewStyle() {
    return newStyle
        || tracksOrder
        || maximumCompact != ObjectForm.MAXIMUM_COMPACT
        || minimumDense != ObjectForm.MINIMUM_DENSE;
  }
}
