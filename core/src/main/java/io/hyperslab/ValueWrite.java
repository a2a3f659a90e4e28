package io.hyperslab;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.convert.Projection;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.DatasetWriter;
import io.hyperslab.internal.transfer.MemberWriter;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/// Writes Java values to elements of one dataset.
///
/// @param editor of the dataset's file
/// @param path of the dataset, for refusals
/// @param conversion what happens to values that the datatype does not hold
record ValueWrite(FileEditor editor, DatasetReader reader, String path, Conversion conversion) {
  /// Writes to the selected elements.
  ///
  /// @param part what of each element is written; the rest stays
  void write(Selection selection, Values values, Projection part) {
    if (part.isWhole()) {
      write(selection, values, part.type());
    } else {
      new MemberWriter(editor, reader, part.target()).write(selection, fitted(values, part.type()));
    }
  }

  private void write(Selection selection, Values values, Datatype type) {
    DatasetWriter writer = new DatasetWriter(editor, reader, conversion);
    // What lies in a file is fetched before it is anybody's turn, or by a write that is made now.
    Optional<Values> fetched =
        type.hasIndirectData() ? Optional.empty() : values.fetched(() -> type, conversion);
    if (fetched.isPresent()) {
      writer.write(path, selection, fitted(fetched.get(), type));
    } else {
      writer.write(selection, fitted(values, type));
    }
  }

  private Function<long[], MemorySegment> fitted(Values values, Datatype type) {
    return shape -> values.fitted(type, conversion, editor.heap(), shape);
  }
}
