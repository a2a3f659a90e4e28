package io.hyperslab.cli.dump;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.NamedDatatype;
import io.hyperslab.StoredReference;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.error.Hdf5Exception;
import java.util.Optional;

/// Says where references lead to.
public final class ReferenceTexts {
  private final Session session;

  public ReferenceTexts(Session session) {
    this.session = session;
  }

  /// The texts of references of that file.
  public ValuePrinter.References of(Hdf5File file) {
    return (type, element) -> text(file, file.reference(type, element));
  }

  /// The text of one reference; empty for a null one.
  public Optional<String> text(Hdf5File file, StoredReference reference) {
    return switch (reference) {
      case StoredReference.Null() -> Optional.empty();
      case StoredReference.ToObject(ObjectReference target, _) ->
          Optional.of(
              kind(file, target)
                  + " "
                  + Long.toUnsignedString(target.address())
                  + " "
                  + quotedPath(file, target));
      case StoredReference.ToRegion(ObjectReference target, _, _, _) ->
          Optional.of("DATASET " + quotedPath(file, target));
      case StoredReference.ToAttribute(ObjectReference target, String name, _) ->
          Optional.of("ATTRIBUTE " + quotedPath(file, target) + " \"" + name + '"');
    };
  }

  private static String kind(Hdf5File file, ObjectReference target) {
    try {
      return switch (file.dereference(target)) {
        case Group _ -> "GROUP";
        case Dataset _ -> "DATASET";
        case NamedDatatype _ -> "DATATYPE";
      };
    } catch (Hdf5Exception e) {
      return "UNKNOWN";
    }
  }

  private String quotedPath(Hdf5File file, ObjectReference target) {
    return '"' + session.table(file).path(target.address()).orElse("") + '"';
  }
}
