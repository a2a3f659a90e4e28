package io.hyperslab.internal.transfer;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.layout.VirtualMapping;
import io.hyperslab.internal.model.FileSettings.VirtualEnd;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Works out how large its sources make a virtual dataset. An axis along which some mapping has no
/// end is as long as the sources reach, the farthest of them or all, and at least as long as any
/// selection needs; all other axes are as stored.
///
/// @param mappings of the virtual dataset
/// @param finder opens the sources
/// @param selections knows the mappings' selections
/// @param end which of the sources count
record VirtualExtent(
    List<VirtualMapping> mappings,
    SourceFinder finder,
    VirtualSelections selections,
    VirtualEnd end) {
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
        long here = reach(mapping, endless);
        boolean nearest = end.atFirstMissing() && moves[axis];
        reach[axis] = nearest ? Math.min(reach[axis], here) : Math.max(reach[axis], here);
        any = true;
        moves[axis] = true;
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
              source,
              selections.unlimitedExtent(mapping, found.get(), source),
              end.atFirstMissing());
    }
    selections.requirePattern(mapping, target);
    long blocks = 0;
    for (long number = 0; number - blocks <= end.gap(); number++) {
      if (finder.source(mapping, number).isPresent()) {
        blocks = number + 1;
      }
    }
    if (blocks == 0) {
      return 0;
    }
    int axis = target.unlimitedAxis();
    return end.atFirstMissing()
        ? selections.block(mapping, target, blocks).start()[axis]
        : selections.block(mapping, target, blocks - 1).reach(axis);
  }
}
