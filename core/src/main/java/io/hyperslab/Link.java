package io.hyperslab;

import java.util.OptionalLong;

/// One link of a group: a name and where it leads. A link is a value; following it may fail.
public sealed interface Link {
  /// The link's name within its group; any text without `/`.
  String name();

  /// The link's number in the order of creation, when the group tracks it.
  OptionalLong creationOrder();

  /// A link to an object of the same file; the object lives as long as such a link does.
  ///
  /// @param address the object header's address, in bytes from the file's base address
  record Hard(String name, OptionalLong creationOrder, long address) implements Link {}

  /// A path, followed each time it is used; it may lead nowhere.
  ///
  /// @param target the path as stored: absolute, or relative to the link's group
  record Soft(String name, OptionalLong creationOrder, String target) implements Link {}

  /// A path in another file.
  ///
  /// @param file the other file's name as stored
  /// @param target the path in it as stored
  record External(String name, OptionalLong creationOrder, String file, String target)
      implements Link {}

  /// A link of a class that an application defined.
  ///
  /// @param linkClass its number, 65 to 255
  /// @param size bytes of data that the application stored with it
  record UserDefined(String name, OptionalLong creationOrder, int linkClass, long size)
      implements Link {}
}
