package io.hyperslab.internal.layout;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.format.selection.VirtualMappingList;
import io.hyperslab.internal.model.StoredSelections;

/// Elements of a virtual dataset that are elements of another dataset, as many and in the same
/// order. A selection that is a [io.hyperslab.dataspace.Hyperslab] may have no end.
///
/// @param file the other file's name as stored; `.` for the same file
/// @param dataset the other dataset's path as stored
/// @param source elements of the other dataset
/// @param target elements of the virtual dataset
public record VirtualMapping(String file, String dataset, Selection source, Selection target) {
  static VirtualMapping of(VirtualMappingList.VirtualMapping stored) {
    return new VirtualMapping(
        stored.sourceFileName(),
        stored.sourceDatasetName(),
        StoredSelections.selection(stored.sourceSelection()),
        StoredSelections.selection(stored.virtualSelection()));
  }
}
