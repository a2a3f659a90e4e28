package io.hyperslab.cli.place;

import io.hyperslab.DataView;
import io.hyperslab.TypedData;
import io.hyperslab.dataspace.Selection;
import java.util.List;

/// What one pair of brackets takes of elements.
public sealed interface Step {
  /// A part of the elements.
  ///
  /// @param selection the part
  /// @param text as the user wrote it
  record Part(Selection selection, String text) implements Step {}

  /// One member of each compound: `["x"]`.
  record Field(String name) implements Step {}

  /// Several members of each compound: `["x", "y"]`.
  record Fields(List<String> names) implements Step {
    public Fields {
      names = List.copyOf(names);
    }
  }

  /// What it takes of elements.
  default DataView of(TypedData data) {
    return switch (this) {
      case Part part -> data.select(part.selection());
      case Field field -> data.field(field.name());
      case Fields fields -> data.fields(fields.names().toArray(String[]::new));
    };
  }
}
