package io.hyperslab;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.internal.layout.VirtualMapping;

/// One mapping of a virtual dataset: elements of it that are elements of another dataset.
///
/// Names may contain `%b`, which stands for the number of a block of an unlimited selection, and
/// `%%` for a percent sign.
///
/// @param file the other file's name as stored; `.` for this file
/// @param dataset the path of the dataset in it as stored
/// @param source the elements of that dataset; a [io.hyperslab.dataspace.Hyperslab] if regular
/// @param target the elements of the virtual dataset, as many and in the same order
public record VirtualSource(String file, String dataset, Selection source, Selection target) {
  static VirtualSource of(VirtualMapping mapping) {
    return new VirtualSource(mapping.file(), mapping.dataset(), mapping.source(), mapping.target());
  }
}
