package io.hyperslab.cli.edit;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.place.NoSuchPlaceException;
import java.util.Optional;

/// A link, which is not followed.
///
/// @param group has it
/// @param link the link
public record LinkPlace(Group group, Link link) {
  /// The link at a path; empty if there is none, or the path is that of the root group.
  public static Optional<LinkPlace> find(Hdf5File file, String path) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    String above = slash <= 0 ? "/" : path.substring(0, slash);
    Optional<Hdf5Object> parent = name.isEmpty() ? Optional.empty() : file.find(above);
    return parent.isPresent() && parent.get() instanceof Group group
        ? group.findLink(name).map(link -> new LinkPlace(group, link))
        : Optional.empty();
  }

  /// Makes sure that a name is free.
  ///
  /// @throws NoSuchPlaceException if it is taken
  public static void requireFree(Hdf5File file, String path) {
    if (find(file, path).isPresent()) {
      throw new NoSuchPlaceException(path + " is there already");
    }
  }

  /// Where something of a name goes: into the group at a path if there is one, else to the path
  /// itself.
  public static String into(Hdf5File file, String path, String name) {
    Optional<Hdf5Object> there = file.find(path);
    boolean isGroup = there.isPresent() && there.get() instanceof Group;
    return isGroup ? (path.endsWith("/") ? path : path + "/") + name : path;
  }
}
