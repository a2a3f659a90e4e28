package io.hyperslab.internal.copy;

import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.model.DatasetModel;
import java.util.List;
import java.util.Optional;

/// How the elements of copied datasets are to be stored, as far as a dataset allows it.
///
/// @param layout where
/// @param chunks in which pieces
/// @param filters passed by chunks; empty to keep what each dataset has
/// @param leastFiltered bytes of elements that are put into chunks for the sake of a filter
/// @param takesIn whether elements of external files and virtual datasets become the copy's own
/// @param fixesExtent whether the copy cannot grow
/// @param wholly whether a dataset whose filters cannot be as asked is stored as it was
public record StorageRule(
    Place layout,
    Chunks chunks,
    Optional<List<FilterSpec>> filters,
    long leastFiltered,
    boolean takesIn,
    boolean fixesExtent,
    boolean wholly) {
  /// Elements that take less than this are usually not put into chunks for the sake of a filter.
  private static final long LEAST_FILTERED = 1024;

  /// Everything as it is.
  public static final StorageRule KEEP =
      new StorageRule(
          Place.KEEP, new Chunks.Keep(), Optional.empty(), LEAST_FILTERED, false, false, false);

  /// Says how the elements of one dataset are to be stored.
  @FunctionalInterface
  public interface Choice {
    /// The rule.
    ///
    /// @param path of the dataset
    StorageRule of(DatasetModel dataset, String path);
  }

  /// The same with another place.
  public StorageRule withLayout(Place changed) {
    return new StorageRule(changed, chunks, filters, leastFiltered, takesIn, fixesExtent, wholly);
  }

  /// The same with other chunks.
  public StorageRule withChunks(Chunks changed) {
    return new StorageRule(layout, changed, filters, leastFiltered, takesIn, fixesExtent, wholly);
  }

  /// The same with other filters.
  public StorageRule withFilters(List<FilterSpec> changed) {
    return new StorageRule(
        layout, chunks, Optional.of(changed), leastFiltered, takesIn, fixesExtent, wholly);
  }

  /// The same, taking in what is elsewhere.
  public StorageRule takingIn() {
    return new StorageRule(layout, chunks, filters, leastFiltered, true, fixesExtent, wholly);
  }

  /// The same for a copy that cannot grow.
  public StorageRule fixingExtent() {
    return new StorageRule(layout, chunks, filters, leastFiltered, takesIn, true, wholly);
  }

  /// The same to the letter: for datasets of any size, and all of it or nothing.
  public StorageRule exactly() {
    return new StorageRule(layout, chunks, filters, 0, takesIn, fixesExtent, true);
  }

  /// Whether stored chunks stay what they are.
  boolean keepsChunks() {
    return layout == Place.KEEP
        && chunks instanceof Chunks.Keep
        && filters.isEmpty()
        && !fixesExtent;
  }

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
