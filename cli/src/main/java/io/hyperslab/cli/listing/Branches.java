package io.hyperslab.cli.listing;

import io.hyperslab.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lines in front of the names of a tree.
final class Branches {
  private final String top;
  private final Map<String, String> lastNames = new HashMap<>();

  /// @param top the path of what the tree begins with
  Branches(String top) {
    this.top = top;
  }

  /// Notes which links a group has, in the order in which they come.
  void note(String group, List<Link> links) {
    if (!links.isEmpty()) {
      lastNames.put(group, links.getLast().name());
    }
  }

  /// The last name of a path, with the lines in front of it.
  String of(String path, String name) {
    if (path.equals(top)) {
      return name;
    }
    StringBuilder lines = new StringBuilder();
    String at = path;
    while (!at.equals(top)) {
      String above = above(at);
      boolean isLast = at.substring(at.lastIndexOf('/') + 1).equals(lastNames.get(above));
      if (at.equals(path)) {
        lines.insert(0, isLast ? "└── " : "├── ");
      } else {
        lines.insert(0, isLast ? "    " : "│   ");
      }
      at = above;
    }
    return lines + name;
  }

  private static String above(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
