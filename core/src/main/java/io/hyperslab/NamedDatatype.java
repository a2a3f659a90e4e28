package io.hyperslab;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.model.TypeModel;

/// A datatype that was committed to the file under a name, for datasets and attributes to share.
public final class NamedDatatype extends Hdf5Object {
  private final TypeModel type;

  NamedDatatype(Hdf5File file, TypeModel type, String path) {
    super(file, type, path);
    this.type = type;
  }

  /// The datatype.
  public Datatype datatype() {
    return guarded(type::datatype);
  }

  /// The address by which something shares the datatype.
  ///
  /// @throws io.hyperslab.error.NoSuchObjectException if it has been deleted
  long use() {
    type.requirePresent();
    return type.address();
  }

  @Override
  public String toString() {
    return "named datatype " + path();
  }
}
