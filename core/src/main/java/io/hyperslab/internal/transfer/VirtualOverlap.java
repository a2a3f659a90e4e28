package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.GridSelection;
import io.hyperslab.dataspace.ResolvedSelection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Which elements of a mapping a read wants, as far as that is known without the source.
final class VirtualOverlap {
  private final ResolvedSelection wanted;
  private final ResolvedSelection place;
  private final Optional<GridOverlap> grid;
  private final LongConsumer walk;

  /// Wanted elements that are to come from a source.
  ///
  /// @param elements those of the source
  /// @param runs visits runs of them: their numbers among these elements, and in the result
  record Shared(ResolvedSelection elements, Consumer<RunVisitor> runs) {}

  /// @param wanted the elements of the virtual dataset that are read
  /// @param place those that the mapping takes
  /// @param walk told how many steps were taken through selections that no rule describes
  VirtualOverlap(ResolvedSelection wanted, ResolvedSelection place, LongConsumer walk) {
    this.wanted = wanted;
    this.place = place;
    this.walk = walk;
    this.grid =
        wanted instanceof GridSelection grid && place instanceof GridSelection other
            ? GridOverlap.of(grid, other, walk)
            : Optional.empty();
  }

  /// How many elements the mapping takes.
  long placeCount() {
    return place.elementCount();
  }

  /// Whether certainly none of them is wanted.
  boolean isEmpty() {
    return place.isEmpty() || grid.isPresent() && grid.get().isEmpty();
  }

  /// The wanted elements among those of the source.
  ///
  /// @param from the elements that the mapping takes of the source, as many
  /// @param sourceShape the source's shape
  /// @throws IndexOutOfBoundsException if one that is wanted lies outside of the source
  Shared in(ResolvedSelection from, long[] sourceShape) {
    if (grid.isPresent() && from instanceof GridSelection fromGrid) {
      Optional<GridSelection> elements = grid.get().sources(fromGrid, sourceShape);
      if (elements.isPresent()) {
        return new Shared(elements.get(), grid.get()::forEachRun);
      }
    }
    RunOverlap runs = new RunOverlap(wanted, place, from, sourceShape, walk);
    return new Shared(runs.sources(), runs::forEachRun);
  }
}
