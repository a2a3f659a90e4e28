package io.hyperslab.cli.digest;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Hyperslab;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import java.util.Optional;

/// Selections of virtual datasets as the digest has them: type, number of elements, corners.
final class SelectionText {
  /// What libhdf5 counts for "all" of a source whose extent it has not seen.
  private static final long ALL_OF_UNSEEN = 1;

  private SelectionText() {}

  /// The elements of a source; its extent is not part of the mapping.
  static String ofSource(Selection selection) {
    return of(selection, ALL_OF_UNSEEN);
  }

  /// The elements of a virtual dataset.
  static String ofTarget(Selection selection, Dataspace space) {
    return of(selection, space.elementCount());
  }

  private static String of(Selection selection, long all) {
    JsonObject out = new JsonObject();
    if (selection.equals(Selection.all())) {
      out.put("type", "all").put("npoints", all);
    } else if (selection.equals(Selection.none())) {
      out.put("type", "none").put("npoints", 0);
    } else if (selection instanceof Hyperslab slab) {
      hyperslab(slab, out);
    } else {
      boxes(selection, out);
    }
    return out.toString();
  }

  private static void boxes(Selection selection, JsonObject out) {
    out.put("type", "hyper");
    Optional<ResolvedSelection> resolved = selection.leastShape().map(selection::resolve);
    if (resolved.isEmpty()) {
      out.putJson("npoints", Json.NULL);
      return;
    }
    ResolvedSelection boxes = resolved.get();
    out.put("npoints", boxes.elementCount());
    out.putJson("lo", Json.numbers(boxes.low())).putJson("hi", Json.numbers(boxes.high()));
  }

  private static void hyperslab(Hyperslab slab, JsonObject out) {
    long[] count = slab.count();
    long[] block = slab.block();
    long[] high = slab.start();
    boolean empty = false;
    for (int axis = 0; axis < high.length; axis++) {
      empty |= count[axis] == 0 || block[axis] == 0;
      high[axis] =
          axis == slab.unlimitedAxis()
              ? Hyperslab.UNLIMITED
              : high[axis] + (count[axis] - 1) * slab.stride()[axis] + block[axis] - 1;
    }
    out.put("type", "hyper");
    if (empty || slab.unlimitedAxis() >= 0) {
      out.putJson("npoints", Json.NULL);
    } else {
      out.put("npoints", slab.elementsPerSlice());
    }
    if (!empty) {
      out.putJson("lo", Json.numbers(slab.start()));
      out.putJson("hi", Json.numbersOrNull(Hyperslab.UNLIMITED, high));
    }
  }
}
