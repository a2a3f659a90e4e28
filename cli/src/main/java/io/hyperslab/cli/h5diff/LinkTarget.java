package io.hyperslab.cli.h5diff;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.NoSuchObjectException;
import java.util.Optional;

/// The link at the end of a path, and what it leads to.
///
/// @param link the link; empty for the root group
/// @param object what it leads to; empty if that was not asked for, or is not there
/// @param isDangling whether that is not there
record LinkTarget(Optional<Link> link, Optional<Hdf5Object> object, boolean isDangling) {
  /// The link at a path; empty if there is none.
  static Optional<Link> find(Hdf5File file, String path) {
    String name = path;
    while (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    int slash = name.lastIndexOf('/');
    String last = name.substring(slash + 1);
    String parent = slash <= 0 ? "/" : name.substring(0, slash);
    return file.root()
        .find(parent)
        .flatMap(object -> object instanceof Group group ? group.findLink(last) : Optional.empty());
  }

  /// What a path leads to.
  ///
  /// @param follows whether a soft or external link at its end is followed
  /// @throws NoSuchObjectException if there is no such link
  static LinkTarget of(Hdf5File file, String path, boolean follows) {
    if (path.equals("/")) {
      return new LinkTarget(Optional.empty(), Optional.of(file.root()), false);
    }
    Link link =
        find(file, path)
            .orElseThrow(
                () -> new NoSuchObjectException("link", -1, "path", path, "one that is there"));
    if (link instanceof Link.Hard || !follows) {
      return new LinkTarget(Optional.of(link), Optional.empty(), false);
    }
    Optional<Hdf5Object> object = target(file, path);
    return new LinkTarget(Optional.of(link), object, object.isEmpty());
  }

  private static Optional<Hdf5Object> target(Hdf5File file, String path) {
    try {
      return file.root().find(path);
    } catch (ExternalFileException _) {
      return Optional.empty();
    }
  }

  /// Whether it is a soft or an external link, whose target may be looked for.
  boolean isSymbolic() {
    return link.filter(l -> l instanceof Link.Soft || l instanceof Link.External).isPresent();
  }

  /// What a soft or external link holds; empty for all others.
  String value() {
    return link.map(LinkTarget::value).orElse("");
  }

  private static String value(Link link) {
    return switch (link) {
      case Link.Soft soft -> soft.target();
      case Link.External external -> external.file() + '\0' + external.target();
      case Link.Hard _, Link.UserDefined _ -> "";
    };
  }
}
