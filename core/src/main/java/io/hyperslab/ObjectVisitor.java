package io.hyperslab;

/// Is told of the objects of a group; see [Group#walk(ObjectVisitor)].
@FunctionalInterface
public interface ObjectVisitor {
  /// How a walk goes on.
  enum Next {
    /// With the next object; of a group, with what is in it.
    CONTINUE,
    /// With the next object, but not into this group.
    SKIP,
    /// Not at all.
    STOP
  }

  /// An object is met, before what is in it.
  ///
  /// @return how the walk goes on
  Next visit(Hdf5Object object);
}
