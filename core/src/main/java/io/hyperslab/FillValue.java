package io.hyperslab;

import io.hyperslab.array.NdArray;
import java.util.Optional;

/// What elements that were never written read as.
///
/// @param state where the value comes from
/// @param writeTime when the value is written
/// @param value one element of the dataset's datatype; empty exactly when the state is undefined
public record FillValue(State state, WriteTime writeTime, Optional<NdArray> value) {
  /// When a fill value is written to storage.
  public enum WriteTime {
    /// When storage is allocated.
    ON_ALLOCATION,
    /// Never. Elements without storage read as zeros.
    NEVER,
    /// When storage is allocated, if the creator chose a value.
    IF_USER_DEFINED
  }

  /// Where a fill value comes from.
  public enum State {
    /// There is none: elements that were never written hold anything. Hyperslab reads zeros.
    UNDEFINED,
    /// All bytes are zero.
    DEFAULT,
    /// The dataset's creator chose it.
    USER_DEFINED
  }
}
