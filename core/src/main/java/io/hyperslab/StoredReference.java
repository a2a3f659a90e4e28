package io.hyperslab;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.ObjectReference;
import java.util.Optional;

/// What one element of a reference datatype says. It is a value: what it points to may be gone.
public sealed interface StoredReference {
  /// Points to nothing.
  record Null() implements StoredReference {}

  /// Points to an object.
  ///
  /// @param target the object
  /// @param file the other file that the object is in, as stored; empty for the same file
  record ToObject(ObjectReference target, Optional<String> file) implements StoredReference {}

  /// Points to a selection of a dataset.
  ///
  /// @param target the dataset
  /// @param stored the selection as stored: all, none, a [io.hyperslab.dataspace.Hyperslab], a
  ///   [io.hyperslab.dataspace.PointSelection] or a [io.hyperslab.dataspace.BoxSelection]
  /// @param selection the selected elements; empty when they do not fit the dataset any more
  /// @param file the other file that the dataset is in, as stored; empty for the same file
  record ToRegion(
      ObjectReference target,
      Selection stored,
      Optional<ResolvedSelection> selection,
      Optional<String> file)
      implements StoredReference {}

  /// Points to an attribute.
  ///
  /// @param target the object that the attribute belongs to
  /// @param name the attribute's name
  /// @param file the other file that the object is in, as stored; empty for the same file
  record ToAttribute(ObjectReference target, String name, Optional<String> file)
      implements StoredReference {}
}
