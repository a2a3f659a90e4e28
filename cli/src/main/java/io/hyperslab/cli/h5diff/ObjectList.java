package io.hyperslab.cli.h5diff;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.error.LimitExceededException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The paths below a group, in the order in which they are met: parents before members, members by
/// the bytes of their names. Links are listed as such, or followed; each target once.
final class ObjectList {
  /// Paths repeat what leads to them, so a deep file of a few megabytes has gigabytes of paths.
  private static final long MOST_PATH_CHARACTERS = 32L << 20;

  /// A path.
  ///
  /// @param path absolute
  /// @param kind what is there
  /// @param identity which object it is; empty for a link
  record Entry(String path, ObjectKind kind, Optional<Identity> identity) {}

  /// A group on the way.
  ///
  /// @param seen the groups that were entered since the last link that was followed
  private record Level(Group group, String path, Iterator<Link> links, Set<Identity> seen) {}

  private final Hdf5File file;
  private final DiffOptions options;
  private final DiffState state;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> followed = new HashSet<>();
  private final Deque<Level> stack = new ArrayDeque<>();
  private long pathCharacters;

  private ObjectList(Hdf5File file, DiffOptions options, DiffState state) {
    this.file = file;
    this.options = options;
    this.state = state;
  }

  /// What is below a group, the group first.
  ///
  /// @param path of the group
  static List<Entry> below(Hdf5File file, String path, DiffOptions options, DiffState state) {
    ObjectList list = new ObjectList(file, options, state);
    list.visit(path, file.root().get(path), new HashSet<>());
    list.walk();
    return list.entries;
  }

  private void walk() {
    while (!stack.isEmpty()) {
      Level level = stack.element();
      if (!level.links().hasNext()) {
        stack.pop();
        continue;
      }
      Link link = level.links().next();
      String path = (level.path().endsWith("/") ? level.path() : level.path() + "/") + link.name();
      if (link instanceof Link.Hard) {
        visit(path, level.group().follow(link), level.seen());
      } else if (options.followLinks()) {
        follow(path, link);
      } else {
        add(new Entry(path, ObjectKind.of(link), Optional.empty()));
      }
    }
  }

  private void visit(String path, Hdf5Object object, Set<Identity> seen) {
    Identity identity = Identity.of(object);
    add(new Entry(path, ObjectKind.of(object), Optional.of(identity)));
    if (object instanceof Group group && seen.add(identity)) {
      stack.push(new Level(group, path, group.links().iterator(), seen));
    }
  }

  private void follow(String path, Link link) {
    LinkTarget target = LinkTarget.of(file, path, true);
    if (target.isDangling()) {
      add(new Entry(path, ObjectKind.of(link), Optional.empty()));
      if (options.refuseDangling()) {
        state.failed(DiffState.ERROR);
      }
    } else if (followed.add(target.value())) {
      visit(path, target.object().orElseThrow(), new HashSet<>());
    }
  }

  private void add(Entry entry) {
    pathCharacters += entry.path().length();
    if (pathCharacters > MOST_PATH_CHARACTERS) {
      throw new LimitExceededException(
          null, -1, "length of all paths", "larger", MOST_PATH_CHARACTERS + " characters");
    }
    entries.add(entry);
  }
}
