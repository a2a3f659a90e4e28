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
  record Part(Selection selection, String text) implements Step {
    @Override
    public DataView of(TypedData data) {
      return data.select(selection);
    }
  }

  /// One member of each compound: `["x"]`.
  record Field(String name) implements Step {
    @Override
    public DataView of(TypedData data) {
      return data.field(name);
    }
  }

  /// Several members of each compound: `["x", "y"]`.
  record Fields(List<String> names) implements Step {
    public Fields {
      names = List.copyOf(names);
    }

    @Override
    public DataView of(TypedData data) {
      return data.fields(names.toArray(String[]::new));
    }
  }

  /// What it takes of elements.
  DataView of(TypedData data);
}
