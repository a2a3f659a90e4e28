package io.hyperslab.cli.xml;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The identifiers of objects: made of their addresses, or invented where a path leads to nothing.
final class XmlIds {
  /// The one invented first; others count down from it.
  private static final long FIRST_INVENTED = -2;

  private final Hdf5File file;
  private long invented = FIRST_INVENTED;
  private int repetitions;

  XmlIds(Hdf5File file) {
    this.file = file;
  }

  /// The identifier of what is at a path; of the root group if it is empty.
  String of(String path) {
    return existing(path.isEmpty() ? "/" : path).orElseGet(() -> id(invented--));
  }

  /// The identifier of what is at a path, if there is something in this file.
  Optional<String> existing(String path) {
    try {
      return find(path).map(object -> id(object.address()));
    } catch (Hdf5Exception | UncheckedIOException | IllegalArgumentException e) {
      return Optional.empty(); // as where there is nothing
    }
  }

  /// Another identifier for an object that is printed again.
  String repeated(String path) {
    String id = of(path);
    return id + "-" + ++repetitions;
  }

  static String id(long address) {
    return "xid_" + Long.toUnsignedString(address);
  }

  private Optional<Hdf5Object> find(String path) {
    if (path.equals("/")) {
      return Optional.of(file.root());
    }
    int slash = path.lastIndexOf('/');
    Optional<Hdf5Object> parent =
        slash <= 0 ? Optional.of(file.root()) : file.find(path.substring(0, slash));
    if (!(parent.orElse(null) instanceof Group group)) {
      return Optional.empty();
    }
    return switch (group.findLink(path.substring(slash + 1)).orElse(null)) {
      case null -> Optional.empty();
      case Link.Hard _, Link.Soft _ -> file.find(path);
      case Link.External _, Link.UserDefined _ -> Optional.empty();
    };
  }
}
