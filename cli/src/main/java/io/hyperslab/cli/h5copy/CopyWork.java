package io.hyperslab.cli.h5copy;

import io.hyperslab.CreateOptions;
import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.ToolFiles;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One copy of `h5copy`. A file that was made for it, or changes, stay only if it succeeds.
final class CopyWork {
  private final Invocation invocation;
  private final CopyRequest request;
  private final Output out;

  CopyWork(Invocation invocation, CopyRequest request) {
    this.invocation = invocation;
    this.request = request;
    this.out = invocation.out();
  }

  /// Does it.
  ///
  /// @return the exit status
  int run() throws IOException {
    Path output = invocation.path(request.output());
    boolean exists = Files.exists(output);
    if (exists && Files.exists(input()) && Files.isSameFile(input(), output)) {
      try (Hdf5File file = Hdf5File.openReadWrite(output)) {
        return copy(file, file);
      }
    }
    try (Hdf5File source = ToolFiles.open(input())) {
      int status = 1;
      try (Hdf5File target =
          exists
              ? Hdf5File.openReadWrite(output)
              : Hdf5File.createNew(output, CreateOptions.defaults().earliest())) {
        status = copy(source, target);
      } finally {
        if (status != 0 && !exists) {
          Files.deleteIfExists(output);
        }
      }
      return status;
    }
  }

  private Path input() {
    return invocation.path(request.input());
  }

  private int copy(Hdf5File source, Hdf5File target) throws IOException {
    tell();
    try {
      if (!request.parents()) {
        requireParents(target);
      }
      copyObject(source, target);
      target.flush();
      return 0;
    } catch (Hdf5Exception | UncheckedIOException | IllegalArgumentException e) {
      out.println("Error in copy...Exiting");
      invocation.reportFile(request.source(), e);
      return 1;
    } finally {
      target.closeWithoutCommit(); // whatever happened: what is to stay was committed
    }
  }

  private void tell() {
    if (!request.verbose()) {
      return;
    }
    out.println(
        "Copying file <"
            + request.input()
            + "> and object <"
            + request.source()
            + "> to file <"
            + request.output()
            + "> and object <"
            + request.destination()
            + ">");
    request.flag().ifPresent(flag -> out.println("Using " + flag + " flag"));
    if (request.parents()) {
      out.println(invocation.name() + ": Creating parent groups");
    }
  }

  private void requireParents(Hdf5File target) {
    String path = request.destination();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (findLink(target, parent).isEmpty()) {
        throw new NoSuchObjectException(
            "path", -1, "group", parent + " is missing", "one that exists; -p makes it");
      }
    }
  }

  private void copyObject(Hdf5File source, Hdf5File target) {
    String path = request.source();
    Optional<Link> link = findLink(source, path);
    boolean root = path.chars().allMatch(c -> c == '/');
    if (!root && link.isEmpty() && request.verbose()) {
      out.println("Warning: link <" + path + "> doesn't exist ");
    }
    Optional<Hdf5Object> object = find(source, path);
    if (object.isPresent()) {
      request.how().copy(object.get(), target.root(), request.destination());
    } else {
      copyLink(link, target.root());
    }
  }

  /// A file that is missing is nowhere, too.
  private static Optional<Hdf5Object> find(Hdf5File file, String path) {
    try {
      return file.find(path);
    } catch (ExternalFileException e) {
      return Optional.empty();
    }
  }

  /// Copies a link that leads nowhere.
  private void copyLink(Optional<Link> link, Group target) {
    String path = request.destination();
    switch (link.orElse(null)) {
      case Link.Soft soft -> target.linkSoft(path, soft.target());
      case Link.External external -> target.linkExternal(path, external.file(), external.target());
      case Link.UserDefined other ->
          throw new UnsupportedFeatureException(
              "link", -1, "class", other.linkClass() + ", of an application", "one of HDF5");
      case null, default ->
          throw new NoSuchObjectException("path", -1, "object", "nothing", request.source());
    }
  }

  /// The link that a path ends with, if there is one.
  private static Optional<Link> findLink(Hdf5File file, String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    int slash = path.lastIndexOf('/', end - 1);
    String name = path.substring(slash + 1, end);
    Optional<Hdf5Object> parent =
        slash <= 0 ? Optional.of(file.root()) : file.find(path.substring(0, slash));
    return name.isEmpty() || !(parent.orElse(null) instanceof Group group)
        ? Optional.empty()
        : group.findLink(name);
  }
}
