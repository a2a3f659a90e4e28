package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.layout.VirtualMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Works out how large its sources make a virtual dataset. An axis along which some mapping has no
/// end is as long as the sources reach, and at least as long as any selection needs; all other axes
/// are as stored.
///
/// @param mappings of the virtual dataset
/// @param finder opens the sources
/// @param selections knows the mappings' selections
record VirtualExtent(
    List<VirtualMapping> mappings, SourceFinder finder, VirtualSelections selections) {
  /// The dataspace that the sources make of the stored one.
  Dataspace of(Dataspace stored) {
    int rank = stored.rank();
    long[] reach = new long[rank];
    boolean[] moves = new boolean[rank];
    boolean any = false;
    for (VirtualMapping mapping : mappings) {
      Hyperslab endless = endless(mapping);
      if (endless != null) {
        selections.requireRank(mapping, rank);
        int axis = endless.unlimitedAxis();
        any = true;
        moves[axis] = true;
        reach[axis] = Math.max(reach[axis], reach(mapping, endless));
      }
    }
    return any ? moved(stored, moves, reach) : stored;
  }

  private Dataspace moved(Dataspace stored, boolean[] moves, long[] reach) {
    for (VirtualMapping mapping : mappings) {
      selections.requireRank(mapping, reach.length);
      VirtualSelections.raise(mapping.target(), reach);
    }
    long[] shape = stored.shape();
    boolean changed = false;
    for (int axis = 0; axis < shape.length; axis++) {
      if (moves[axis]) {
        changed |= reach[axis] != shape[axis];
        shape[axis] = reach[axis];
      }
    }
    return changed ? simple(shape, stored.maxShape()) : stored;
  }

  private Dataspace simple(long[] shape, long[] maxShape) {
    try {
      return Dataspace.simple(shape, maxShape);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          VirtualMapping.STRUCTURE,
          selections.address(),
          "extent that the mappings make",
          Arrays.toString(shape),
          "at most the maximum dimensions " + Arrays.toString(maxShape));
    }
  }

  /// The virtual selection of a mapping that has no end; null for any other.
  private static @Nullable Hyperslab endless(VirtualMapping mapping) {
    return mapping.target() instanceof Hyperslab slab && slab.unlimitedAxis() >= 0 ? slab : null;
  }

  /// How far the sources of a mapping without end reach along its unlimited axis.
  private long reach(VirtualMapping mapping, Hyperslab target) {
    if (mapping.source() instanceof Hyperslab source && source.unlimitedAxis() >= 0) {
      Optional<SourceReader> found = finder.source(mapping);
      return found.isEmpty()
          ? 0
          : target.extentMatching(
              source, selections.unlimitedExtent(mapping, found.get(), source), false);
    }
    selections.requirePattern(mapping, target);
    long blocks = 0;
    while (finder.source(mapping, blocks).isPresent()) {
      blocks++;
    }
    if (blocks == 0) {
      return 0;
    }
    int axis = target.unlimitedAxis();
    return selections.block(mapping, target, blocks - 1).reach(axis);
  }
}
