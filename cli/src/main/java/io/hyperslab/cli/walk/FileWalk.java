package io.hyperslab.cli.walk;

import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A walk from one group down: hard links only, depth first with a stack of its own, parents before
/// children. The first path on which an object is met is its path.
public final class FileWalk {
  /// Paths repeat what leads to them, so a deep file of a few megabytes has gigabytes of paths.
  private static final long MOST_PATH_CHARACTERS = 32L << 20;

  /// Is told what the walk meets, in order.
  public interface Visitor {
    /// An object is met for the first time.
    void object(String path, Hdf5Object object);

    /// A hard link leads to an object that was met before, at `first`.
    void repeated(String path, Link.Hard link, String first);

    /// A link that is not a hard one; it is not followed.
    void link(String path, Group parent, Link link);

    /// The object of a hard link cannot be opened.
    void unopened(String path, RuntimeException failure);

    /// The links of a group that was met cannot be listed.
    void unlisted(String path, RuntimeException failure);
  }

  private record Level(Group group, String path, Iterator<Link> links) {}

  private final Visitor visitor;
  private final Function<Group, List<Link>> linksOf;
  private final Map<Long, String> paths = new HashMap<>();
  private final Deque<Level> stack = new ArrayDeque<>();
  private long pathCharacters;

  /// A walk that takes links by the bytes of their names.
  ///
  /// @param visitor is told what is met
  public FileWalk(Visitor visitor) {
    this(visitor, Group::links);
  }

  /// @param visitor is told what is met
  /// @param linksOf the links of a group, in the order in which they are taken
  public FileWalk(Visitor visitor, Function<Group, List<Link>> linksOf) {
    this.visitor = visitor;
    this.linksOf = linksOf;
  }

  /// Walks from a group down.
  ///
  /// @throws LimitExceededException if the paths together are longer than 32 Mi characters
  public void from(Group start) {
    meet(start.path(), start);
    while (!stack.isEmpty()) {
      Level level = stack.element();
      if (level.links().hasNext()) {
        take(level, level.links().next());
      } else {
        stack.pop();
      }
    }
  }

  /// The path of each object that was met, by its address.
  public Map<Long, String> paths() {
    return paths;
  }

  private void meet(String path, Hdf5Object object) {
    paths.put(object.address(), path);
    visitor.object(path, object);
    if (object instanceof Group group) {
      enter(path, group);
    }
  }

  private void enter(String path, Group group) {
    Iterator<Link> links;
    try {
      links = linksOf.apply(group).iterator();
    } catch (Hdf5Exception | UncheckedIOException e) {
      visitor.unlisted(path, e);
      return;
    }
    stack.push(new Level(group, path, links));
  }

  private void take(Level level, Link link) {
    String path = (level.path().equals("/") ? "" : level.path()) + "/" + link.name();
    pathCharacters += path.length();
    if (pathCharacters > MOST_PATH_CHARACTERS) {
      throw new LimitExceededException(
          null, -1, "length of all paths", "larger", MOST_PATH_CHARACTERS + " characters");
    }
    if (!(link instanceof Link.Hard hard)) {
      visitor.link(path, level.group(), link);
      return;
    }
    String first = paths.get(hard.address());
    if (first != null) {
      visitor.repeated(path, hard, first);
      return;
    }
    Hdf5Object object;
    try {
      object = level.group().follow(link);
    } catch (Hdf5Exception | UncheckedIOException e) {
      visitor.unopened(path, e);
      return;
    }
    meet(path, object);
  }
}
