package io.hyperslab.datatype;

/// A pointer to an object, a region of a dataset, or an attribute (class 7).
///
/// @param size bytes as stored
/// @param kind what it points to and how it is stored
public record Reference(long size, Kind kind) implements Datatype {
  /// What a reference points to and how it is stored.
  public enum Kind {
    /// The address of an object (HDF5 1.0 and later).
    OBJECT,
    /// A dataset and a selection in it, kept in the global heap (HDF5 1.0 and later).
    REGION,
    /// Any of object, region and attribute, with its own encoding (HDF5 1.12 and later). The stored
    /// type only says "standard reference"; what each points to stands in the element.
    STANDARD
  }

  @Override
  public boolean hasIndirectData() {
    return true;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case OBJECT -> "object reference";
      case REGION -> "region reference";
      case STANDARD -> "reference";
    };
  }
}
