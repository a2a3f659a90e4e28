package io.hyperslab;

import io.hyperslab.datatype.ObjectReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/// Walks down a group's hard links, depth first, with a stack of its own: a file may nest groups
/// deeper than threads nest calls, and may link a group into itself.
///
/// The stack does not hold paths, which together grow with the square of the depth, but how much of
/// one path belongs to each level.
final class GroupWalk implements Iterator<GroupWalk.Visit> {
  /// One link met.
  ///
  /// @param path its absolute path
  /// @param link the link
  /// @param object the object of a hard link that is met for the first time
  record Visit(String path, Link link, Optional<Hdf5Object> object) {
    boolean first() {
      return object.isPresent();
    }
  }

  /// A group whose links are being met.
  ///
  /// @param links those left
  /// @param pathLength the part of the path that is the group's own
  private record Level(Iterator<Link> links, int pathLength) {}

  private final Hdf5File file;
  private final Deque<Level> stack = new ArrayDeque<>();
  private final Set<Long> met = new HashSet<>();

  /// The path of the link met last.
  private final StringBuilder path;

  GroupWalk(Group start) {
    file = start.file();
    path = new StringBuilder(start.path());
    met.add(start.address());
    enter(start);
  }

  private void enter(Group group) {
    stack.push(new Level(group.links().iterator(), path.length()));
  }

  /// Passes over what is in the group that was met last.
  void skip() {
    stack.pop();
  }

  @Override
  public boolean hasNext() {
    while (!stack.isEmpty() && !stack.element().links().hasNext()) {
      stack.pop();
    }
    return !stack.isEmpty();
  }

  @Override
  public Visit next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Level level = stack.element();
    Link link = level.links().next();
    String linkPath = pathOf(link, level);
    if (!(link instanceof Link.Hard hard) || !met.add(hard.address())) {
      return new Visit(linkPath, link, Optional.empty());
    }
    Hdf5Object object = file.dereference(new ObjectReference(hard.address()), linkPath);
    if (object instanceof Group group) {
      enter(group);
    }
    return new Visit(linkPath, link, Optional.of(object));
  }

  private String pathOf(Link link, Level level) {
    path.setLength(level.pathLength());
    if (path.isEmpty() || path.charAt(path.length() - 1) != '/') {
      path.append('/');
    }
    return path.append(link.name()).toString();
  }
}
