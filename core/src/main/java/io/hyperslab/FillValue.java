package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.transfer.DatasetReader;
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
    IF_USER_DEFINED;

    static WriteTime of(int stored) {
      return switch (stored) {
        case FillValueMessage.WRITTEN_ON_ALLOCATION -> ON_ALLOCATION;
        case FillValueMessage.NEVER_WRITTEN -> NEVER;
        default -> IF_USER_DEFINED;
      };
    }

    int stored() {
      return switch (this) {
        case ON_ALLOCATION -> FillValueMessage.WRITTEN_ON_ALLOCATION;
        case NEVER -> FillValueMessage.NEVER_WRITTEN;
        case IF_USER_DEFINED -> FillValueMessage.WRITTEN_IF_SET;
      };
    }
  }

  /// Where a fill value comes from.
  public enum State {
    /// There is none: elements that were never written hold anything. Hyperslab reads zeros.
    UNDEFINED,
    /// All bytes are zero.
    DEFAULT,
    /// The dataset's creator chose it.
    USER_DEFINED;

    static State of(FillValueMessage.State stored) {
      return switch (stored) {
        case UNDEFINED -> UNDEFINED;
        case DEFAULT -> DEFAULT;
        case USER_DEFINED -> USER_DEFINED;
      };
    }
  }

  static FillValue of(DatasetReader reader) {
    State state = State.of(reader.dataset().fill().state());
    return new FillValue(
        state,
        WriteTime.of(reader.dataset().fillWriteTime()),
        state == State.UNDEFINED ? Optional.empty() : Optional.of(reader.fillArray()));
  }
}
