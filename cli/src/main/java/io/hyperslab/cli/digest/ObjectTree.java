package io.hyperslab.cli.digest;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The walk of a file: groups by name, hard links only, depth first with a stack of its own. The
/// first path on which an object is met is its canonical path.
final class ObjectTree {
  /// Paths repeat what leads to them, so a deep file of a few megabytes has gigabytes of paths.
  private static final long MOST_PATH_CHARACTERS = 32L << 20;

  /// An object that was met.
  record Met(String path, long address) {}

  private record Level(Group group, String path, Iterator<Link> links) {}

  private final List<Met> objects = new ArrayList<>();
  private final Map<Long, String> paths = new HashMap<>();
  private final List<String> links = new ArrayList<>();
  private final Deque<Level> stack = new ArrayDeque<>();
  private long pathCharacters;

  private ObjectTree() {}

  /// Walks a whole file. What cannot be opened is noted among the links.
  static ObjectTree of(Hdf5File file) {
    ObjectTree tree = new ObjectTree();
    Group root = file.root();
    tree.meet("/", root);
    while (!tree.stack.isEmpty()) {
      Level level = tree.stack.element();
      if (level.links().hasNext()) {
        tree.take(level, level.links().next());
      } else {
        tree.stack.pop();
      }
    }
    return tree;
  }

  /// The objects in the order in which they were met.
  List<Met> objects() {
    return objects;
  }

  /// The canonical path of each object by its address.
  Map<Long, String> paths() {
    return paths;
  }

  /// Every link that is not the first path to an object, as JSON.
  List<String> links() {
    return links;
  }

  private void meet(String path, Hdf5Object object) {
    paths.put(object.address(), path);
    objects.add(new Met(path, object.address()));
    if (object instanceof Group group) {
      enter(path, group);
    }
  }

  private void enter(String path, Group group) {
    try {
      stack.push(new Level(group, path, group.links().iterator()));
    } catch (Hdf5Exception | UncheckedIOException e) {
      links.add(
          new JsonObject()
              .put("path", path)
              .put("kind", "group")
              .put("error", ErrorText.of(e))
              .toString());
    }
  }

  private void take(Level level, Link link) {
    String path = (level.path().equals("/") ? "" : level.path()) + "/" + link.name();
    pathCharacters += path.length();
    if (pathCharacters > MOST_PATH_CHARACTERS) {
      throw new LimitExceededException(
          null, -1, "length of all paths", "larger", MOST_PATH_CHARACTERS + " characters");
    }
    JsonObject record = new JsonObject().put("path", path);
    switch (link) {
      case Link.Soft soft -> record.put("kind", "soft").put("target", soft.target());
      case Link.External external ->
          record
              .put("kind", "external")
              .put("file", external.file())
              .put("target", external.target());
      case Link.UserDefined user -> record.put("kind", "user").put("class", user.linkClass());
      case Link.Hard hard -> {
        record.put("kind", "hard");
        if (!isRepeated(level, hard, path, record)) {
          return;
        }
      }
    }
    links.add(record.toString());
  }

  /// Opens the object of a hard link; says whether the link is to be listed.
  private boolean isRepeated(Level level, Link.Hard link, String path, JsonObject record) {
    String known = paths.get(link.address());
    if (known != null) {
      record.put("target", known);
      return true;
    }
    try {
      meet(path, level.group().follow(link));
      return false;
    } catch (Hdf5Exception | UncheckedIOException e) {
      record.put("error", ErrorText.of(e));
      return true;
    }
  }
}
