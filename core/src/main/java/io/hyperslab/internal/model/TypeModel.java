package io.hyperslab.internal.model;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.index.ObjectHeader;

/// A committed datatype.
public final class TypeModel extends ObjectModel {
  TypeModel(FileModel file, ObjectHeader header) {
    super(file, header);
  }

  /// The datatype.
  public Datatype datatype() {
    return header().get(DatatypeMessage.class).datatype();
  }
}
