package io.hyperslab.internal.transfer;

import io.hyperslab.array.IndirectData;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.layout.VirtualMapping;
import io.hyperslab.internal.model.FileSettings.VirtualEnd;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// The sources of a virtual dataset: how large they make it, and its elements. Serves one request,
/// in one thread.
///
/// Mappings come in three kinds. A *fixed* one has as many elements on both sides. An *unlimited*
/// one goes on in both datasets along one axis, as far as both have it. A *pattern* has no end in
/// the virtual dataset only: each of its blocks is a source of its own, whose name has the block's
/// number. Extent and data are what libhdf5 gives for the same [VirtualEnd].
final class VirtualSources {
  private final DatasetReader virtual;
  private final Layout.Virtual layout;
  private final long address;
  private final VirtualBudget budget;
  private final SourceFinder finder;
  private final VirtualSelections selections;

  /// What a read or a write asks for.
  ///
  /// @param elements all that it wants
  /// @param shape the virtual dataset's shape
  /// @param low the smallest index of each axis
  /// @param high the largest index of each axis
  /// @param visitor takes the elements
  private record Wanted(
      ResolvedSelection elements, long[] shape, long[] low, long[] high, PartVisitor visitor) {}

  /// Takes elements of sources.
  @FunctionalInterface
  interface PartVisitor {
    /// Takes those of one source that one mapping leads to.
    ///
    /// @param elements which ones
    /// @param runs visits runs of them: their numbers among these elements, and among those that
    ///   were asked for
    void part(SourceReader source, ResolvedSelection elements, Consumer<RunVisitor> runs);
  }

  /// @param virtual reads the virtual dataset
  VirtualSources(DatasetReader virtual, Layout.Virtual layout) {
    VirtualChain chain = virtual.chain();
    this.virtual = virtual;
    this.layout = layout;
    this.address = virtual.dataset().address();
    this.budget = chain.budget();
    this.finder = new SourceFinder(virtual.dataset(), chain);
    this.selections = new VirtualSelections(address, budget);
  }

  /// The dataspace that the sources make of the stored one.
  Dataspace extent(Dataspace stored) {
    budget.steps(layout.mappings().size(), address);
    return new VirtualExtent(layout.mappings(), finder, selections, end()).of(stored);
  }

  private VirtualEnd end() {
    return virtual.dataset().file().settings().virtualEnd();
  }

  /// Reads selected elements: those that no source has are fill values.
  ///
  /// @return the variable-length data that the elements describe
  IndirectData read(ResolvedSelection selection, Fill fill, MemorySegment target) {
    fill.fill(target);
    SourceHeaps heaps = new SourceHeaps(virtual.dataset());
    forEach(selection, new VirtualCopy(virtual.datatype(), heaps, target)::copy);
    return heaps;
  }

  /// Visits what sources have of the selected elements, in the order of the mappings.
  void forEach(ResolvedSelection selection, PartVisitor visitor) {
    if (selection.isEmpty()) {
      return;
    }
    Wanted wanted =
        new Wanted(selection, selection.shape(), selection.low(), selection.high(), visitor);
    budget.want(selection.elementCount());
    budget.steps(layout.mappings().size(), address);
    for (VirtualMapping mapping : layout.mappings()) {
      selections.requireRank(mapping, wanted.low().length);
      if (mapping.target().mayReach(wanted.low(), wanted.high())) {
        visit(mapping, wanted);
      }
    }
  }

  private void visit(VirtualMapping mapping, Wanted wanted) {
    if (!(mapping.target() instanceof Hyperslab slab) || slab.unlimitedAxis() < 0) {
      visitFixed(mapping, wanted);
    } else if (mapping.source() instanceof Hyperslab from && from.unlimitedAxis() >= 0) {
      visitUnlimited(mapping, slab, from, wanted);
    } else {
      selections.requirePattern(mapping, slab);
      visitPattern(mapping, slab, wanted);
    }
  }

  private void visitFixed(VirtualMapping mapping, Wanted wanted) {
    VirtualOverlap overlap = overlap(mapping, mapping.target(), wanted.shape(), wanted);
    if (!overlap.isEmpty()) {
      finder.source(mapping).ifPresent(source -> visit(mapping, source, overlap, wanted));
    }
  }

  private void visitPattern(VirtualMapping mapping, Hyperslab blocks, Wanted wanted) {
    int axis = blocks.unlimitedAxis();
    // Some block is wanted, so the first one begins at the last wanted index or before.
    long last = (wanted.high()[axis] - blocks.start()[axis]) / blocks.stride()[axis];
    long found = 0;
    for (long number = 0; number <= last && number - found <= end().gap(); number++) {
      Optional<SourceReader> source = finder.source(mapping, number);
      if (source.isEmpty()) {
        continue;
      }
      found = number + 1;
      Hyperslab block = selections.block(mapping, blocks, number);
      if (block.mayReach(wanted.low(), wanted.high())) {
        VirtualOverlap overlap = overlap(mapping, block, wanted.shape(), wanted);
        if (!overlap.isEmpty()) {
          visit(mapping, source.get(), overlap, wanted);
        }
      }
    }
  }

  private void visitUnlimited(
      VirtualMapping mapping, Hyperslab place, Hyperslab from, Wanted wanted) {
    Optional<SourceReader> source = finder.source(mapping);
    if (source.isEmpty()) {
      return;
    }
    if (place.elementsPerSlice() != from.elementsPerSlice()) {
      throw mapping.malformed(
          address,
          "elements of a slice of the source",
          String.valueOf(from.elementsPerSlice()),
          String.valueOf(place.elementsPerSlice()));
    }
    long sourceExtent = selections.unlimitedExtent(mapping, source.get(), from);
    // Both sides end where the shorter one does.
    long slices =
        Math.min(from.slices(sourceExtent), place.slices(wanted.shape()[place.unlimitedAxis()]));
    long[] shape = clipped(wanted.shape(), place, slices);
    VirtualOverlap overlap = overlap(mapping, place, shape, wanted);
    if (!overlap.isEmpty()) {
      long[] sourceShape = clipped(source.get().dataspace().shape(), from, slices);
      ResolvedSelection placed = selections.resolve(mapping, from, sourceShape);
      visit(mapping, source.get(), placed, overlap, wanted);
    }
  }

  private static long[] clipped(long[] shape, Hyperslab slab, long slices) {
    long[] clipped = shape.clone();
    int axis = slab.unlimitedAxis();
    clipped[axis] = Math.min(shape[axis], slab.extentOf(slices, false));
    return clipped;
  }

  private VirtualOverlap overlap(
      VirtualMapping mapping, Selection target, long[] shape, Wanted wanted) {
    return new VirtualOverlap(
        wanted.elements(),
        selections.resolve(mapping, target, shape),
        steps -> budget.walk(steps, address));
  }

  private void visit(
      VirtualMapping mapping, SourceReader source, VirtualOverlap overlap, Wanted wanted) {
    long[] shape = source.dataspace().shape();
    visit(mapping, source, selections.resolve(mapping, mapping.source(), shape), overlap, wanted);
  }

  private void visit(
      VirtualMapping mapping,
      SourceReader source,
      ResolvedSelection from,
      VirtualOverlap overlap,
      Wanted wanted) {
    if (from.elementCount() != overlap.placeCount()) {
      throw mapping.malformed(
          address,
          "number of elements of the source selection",
          String.valueOf(from.elementCount()),
          overlap.placeCount() + ", that of the virtual selection");
    }
    VirtualOverlap.Shared shared = shared(mapping, source, from, overlap);
    if (!shared.elements().isEmpty()) {
      budget.elements(shared.elements().elementCount(), address);
      wanted.visitor().part(source, shared.elements(), shared.runs());
    }
  }

  /// The source may have become smaller since it was mapped.
  private VirtualOverlap.Shared shared(
      VirtualMapping mapping, SourceReader source, ResolvedSelection from, VirtualOverlap overlap) {
    long[] shape = source.dataspace().shape();
    try {
      return overlap.in(from, shape);
    } catch (IndexOutOfBoundsException e) {
      throw mapping.malformed(
          address,
          "element of the source",
          String.valueOf(e.getMessage()),
          "inside of the source, which has shape " + Arrays.toString(shape));
    }
  }
}
