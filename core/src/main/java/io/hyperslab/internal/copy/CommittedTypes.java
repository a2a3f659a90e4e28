package io.hyperslab.internal.copy;

import io.hyperslab.internal.model.FileModel;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds the copies of committed datatypes.
@FunctionalInterface
interface CommittedTypes {
  /// The copy of a committed datatype, made now if need be.
  ///
  /// @param address of the datatype; empty for none
  OptionalLong copyOf(FileModel file, Optional<Long> address);
}
