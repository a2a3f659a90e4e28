package io.hyperslab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/// Walks down a group's hard links, depth first, with a stack of its own: a file may nest groups
/// deeper than threads nest calls, and may link a group into itself.
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

  private record Level(Group group, Iterator<Link> links) {}

  private final Deque<Level> stack = new ArrayDeque<>();
  private final Set<Long> met = new HashSet<>();

  GroupWalk(Group start) {
    met.add(start.address());
    enter(start);
  }

  private void enter(Group group) {
    stack.push(new Level(group, group.links().iterator()));
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
    String parent = level.group().path();
    String path = parent.endsWith("/") ? parent + link.name() : parent + "/" + link.name();
    if (!(link instanceof Link.Hard hard) || !met.add(hard.address())) {
      return new Visit(path, link, Optional.empty());
    }
    Hdf5Object object = level.group().follow(link);
    if (object instanceof Group group) {
      enter(group);
    }
    return new Visit(path, link, Optional.of(object));
  }
}
