package io.hyperslab.cli.h5repack;

import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is in a file, in the order in which `h5repack` meets it: objects once, with all their
/// paths, and links that are but names.
final class ObjectList {
  /// Something that is there.
  ///
  /// @param path the first path to it
  /// @param aliases its other paths
  /// @param object it; empty if it is a link that is a name
  /// @param link that the path ends with; empty for the root group
  record Item(String path, List<String> aliases, Optional<Hdf5Object> object, Optional<Link> link) {
    boolean isAt(String name) {
      return isAt(path, name) || aliases.stream().anyMatch(alias -> isAt(alias, name));
    }

    private static boolean isAt(String path, String name) {
      return path.equals(name) || path.substring(1).equals(name);
    }
  }

  private record Level(Group group, String prefix, Iterator<Link> links) {}

  private final boolean byCreation;
  private final boolean descending;
  private final List<Item> items = new ArrayList<>();
  private final Map<Long, Item> objects = new HashMap<>();
  private final Deque<Level> stack = new ArrayDeque<>();

  private ObjectList(boolean byCreation, boolean descending) {
    this.byCreation = byCreation;
    this.descending = descending;
  }

  /// Everything below a root group, and itself.
  ///
  /// @param byCreation whether links are met in the order of their creation, where it is known
  /// @param descending whether the last ones are met first
  static List<Item> of(Group root, boolean byCreation, boolean descending) {
    ObjectList list = new ObjectList(byCreation, descending);
    list.add("/", root, Optional.empty());
    while (!list.stack.isEmpty()) {
      Level level = list.stack.element();
      if (level.links().hasNext()) {
        list.meet(level, level.links().next());
      } else {
        list.stack.pop();
      }
    }
    return list.items;
  }

  private void add(String path, Hdf5Object object, Optional<Link> link) {
    Item item = new Item(path, new ArrayList<>(), Optional.of(object), link);
    items.add(item);
    objects.put(object.address(), item);
    if (object instanceof Group group) {
      stack.push(new Level(group, path.equals("/") ? path : path + "/", links(group)));
    }
  }

  private Iterator<Link> links(Group group) {
    List<Link> links =
        new ArrayList<>(
            byCreation && group.tracksCreationOrder()
                ? group.linksInCreationOrder()
                : group.links());
    if (descending) {
      Collections.reverse(links);
    }
    return links.iterator();
  }

  private void meet(Level level, Link link) {
    String path = level.prefix() + link.name();
    if (!(link instanceof Link.Hard hard)) {
      items.add(new Item(path, List.of(), Optional.empty(), Optional.of(link)));
      return;
    }
    Item known = objects.get(hard.address());
    if (known != null) {
      known.aliases().add(path);
    } else {
      add(path, level.group().follow(link), Optional.of(link));
    }
  }
}
