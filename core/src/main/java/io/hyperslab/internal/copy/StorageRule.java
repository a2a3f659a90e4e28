package io.hyperslab.internal.copy;

import io.hyperslab.filter.FilterSpec;
import java.util.List;
import java.util.Optional;

/// How the elements of copied datasets are to be stored, as far as a dataset allows it.
///
/// @param layout where
/// @param chunks in which pieces
/// @param filters passed by chunks; empty to keep what each dataset has
public record StorageRule(Place layout, Chunks chunks, Optional<List<FilterSpec>> filters) {
  /// Everything as it is.
  public static final StorageRule KEEP =
      new StorageRule(Place.KEEP, new Chunks.Keep(), Optional.empty());

  /// Where elements are to be.
  public enum Place {
    /// Where they are.
    KEEP,
    /// In the object header, if they are few enough.
    COMPACT,
    /// In one piece.
    CONTIGUOUS,
    /// In chunks.
    CHUNKED
  }

  /// The shape of chunks.
  public sealed interface Chunks {
    /// As it is; guessed where there were no chunks.
    record Keep() implements Chunks {}

    /// Guessed from the shape of the dataset.
    record Guess() implements Chunks {}

    /// One that is given, for datasets with as many dimensions.
    ///
    /// @param shape in elements; not to be modified
    record Shape(long[] shape) implements Chunks {}
  }
}
