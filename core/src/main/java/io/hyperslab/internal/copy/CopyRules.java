package io.hyperslab.internal.copy;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.edit.GroupForm;
import io.hyperslab.internal.model.GroupModel;

/// How objects are copied.
///
/// @param shallow whether of a group only its own links are copied, so that groups below stay empty
/// @param expandSoftLinks whether what a soft link leads to is copied instead of the link
/// @param expandExternalLinks whether what an external link leads to is
/// @param expandReferences whether objects are copied that only references lead to
/// @param withoutAttributes whether attributes are left out
/// @param withoutNames whether links are left out that are but names: soft, external, user-defined
/// @param groups says what copies of groups are
/// @param decodesAll whether chunks are decoded even if they are copied as they are stored, so that
///   damaged ones are found
/// @param storage says how elements are to be stored
/// @param listener is told what happens
public record CopyRules(
    boolean shallow,
    boolean expandSoftLinks,
    boolean expandExternalLinks,
    boolean expandReferences,
    boolean withoutAttributes,
    boolean withoutNames,
    GroupRule groups,
    boolean decodesAll,
    StorageRule.Choice storage,
    Listener listener) {
  /// Says what the copy of a group is.
  @FunctionalInterface
  public interface GroupRule {
    GroupForm of(GroupModel group);
  }

  /// Is told how a copy goes on.
  public interface Listener {
    /// Hears nothing, and accepts no loss.
    Listener NONE = new Listener() {};

    /// Bytes of elements have been copied.
    ///
    /// @param path of the object they belong to
    /// @param bytes how many, as they were stored
    default void copied(String path, long bytes) {}

    /// Something cannot be as asked, and is as it was.
    ///
    /// @param path of the object
    /// @param why in words
    default void kept(String path, String why) {}

    /// A reference led to an object that is not part of the copy; it leads nowhere now.
    ///
    /// @param path of the object that has the reference
    default void referenceLost(String path) {}

    /// A part of an object cannot be read.
    ///
    /// @param path of the object
    /// @param part what of it
    /// @param cause why
    /// @throws Hdf5Exception `cause`, unless the copy may go on without that part
    default void unreadable(String path, String part, Hdf5Exception cause) {
      throw cause;
    }
  }
}
