package io.hyperslab.cli.h5ls;

import io.hyperslab.Hdf5File;
import io.hyperslab.StoredReference;
import io.hyperslab.cli.dump.DumpOptions;
import io.hyperslab.cli.dump.ObjectTable;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.util.IdentityHashMap;

/// Says in one line where references lead to.
final class ReferenceText {
  private static final DumpOptions.Order BY_NAME = new DumpOptions.Order(false, false);

  private final FileNumbers numbers;
  private final IdentityHashMap<Hdf5File, ObjectTable> tables = new IdentityHashMap<>();

  ReferenceText(FileNumbers numbers) {
    this.numbers = numbers;
  }

  /// The text of a reference. `h5ls` does not look up the paths of objects, but leaves room for
  /// them; it does look up those of datasets that a region is in.
  String of(Hdf5File file, StoredReference reference) {
    return switch (reference) {
      case StoredReference.Null() -> "NULL";
      case StoredReference.ToObject(ObjectReference target, _) ->
          kind(file, target)
              + "-"
              + numbers.of(file)
              + ":"
              + Long.toUnsignedString(target.address())
              + " \"\"";
      case StoredReference.ToRegion(ObjectReference target, _, _, _) ->
          "DATASET \"" + path(file, target) + '"';
      case StoredReference.ToAttribute _ -> "ATTRIBUTE";
    };
  }

  private static String kind(Hdf5File file, ObjectReference target) {
    try {
      return switch (file.dereference(target).kind()) {
        case GROUP -> "GROUP";
        case DATASET -> "DATASET";
        case NAMED_DATATYPE -> "DATATYPE";
      };
    } catch (Hdf5Exception e) {
      return "UNKNOWN";
    }
  }

  private String path(Hdf5File file, ObjectReference target) {
    return tables
        .computeIfAbsent(file, f -> new ObjectTable(f, BY_NAME))
        .path(target.address())
        .orElse("");
  }
}
