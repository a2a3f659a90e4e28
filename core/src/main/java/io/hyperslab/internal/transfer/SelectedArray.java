package io.hyperslab.internal.transfer;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Memory;
import java.lang.foreign.MemorySegment;

/// A selection of elements that are in memory already, of any kind; a copy.
public final class SelectedArray {
  private SelectedArray() {}

  /// The selected elements.
  ///
  /// @param all every element of the selection's shape
  /// @param type of one of them, which may be an array
  public static NdArray of(NdArray all, Datatype type, ResolvedSelection selection) {
    MemorySegment from = all.segment();
    long size = type.size();
    MemorySegment to =
        Memory.allocate(Math.multiplyExact(selection.elementCount(), size), "elements", -1);
    Runs.forEach(
        selection,
        (stored, first, length) ->
            MemorySegment.copy(from, stored * size, to, first * size, length * size));
    return NdArray.of(to, type, selection.resultShape(), all.indirectData());
  }
}
