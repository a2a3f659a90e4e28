package io.hyperslab;

import io.hyperslab.error.Hdf5Exception;

/// Is told how a copy goes on, on the thread that copies. What is not overridden is ignored, except
/// that a copy ends with the first part that cannot be read.
public interface CopyListener {
  /// Elements have been copied.
  ///
  /// @param path of the object they belong to, in the file that is copied
  /// @param bytes how many, as they were stored
  default void copied(String path, long bytes) {}

  /// A dataset cannot be stored as asked, and is stored as it was.
  ///
  /// @param path of the dataset
  /// @param why in words
  default void kept(String path, String why) {}

  /// A reference led to nothing, or to an object that is not part of the copy; it leads nowhere
  /// now.
  ///
  /// @param path of the object that has the reference, in an attribute or an element
  default void referenceLost(String path) {}

  /// A part of an object cannot be read. Whoever returns from this saves what is left: the part is
  /// missing from the copy.
  ///
  /// @param path of the object
  /// @param part what of it, in words
  /// @param cause why
  /// @throws Hdf5Exception `cause`, unless the copy is to go on
  default void unreadable(String path, String part, Hdf5Exception cause) {
    throw cause;
  }
}
