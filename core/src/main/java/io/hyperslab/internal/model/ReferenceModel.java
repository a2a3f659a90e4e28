package io.hyperslab.internal.model;

import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import java.util.Optional;

/// What one element of a reference datatype says.
public sealed interface ReferenceModel {
  /// Points to nothing.
  record Null() implements ReferenceModel {}

  /// Points to an object.
  record ToObject(long address, Optional<String> file) implements ReferenceModel {}

  /// Points to a selection of a dataset; what it selects is empty when it does not fit that
  /// dataset.
  record ToRegion(
      long address, Selection stored, Optional<ResolvedSelection> selection, Optional<String> file)
      implements ReferenceModel {}

  /// Points to an attribute of an object.
  record ToAttribute(long address, String name, Optional<String> file) implements ReferenceModel {}
}
