package io.hyperslab.cli.h5diff;

import java.util.ArrayList;
import java.util.List;

/// Objects that are left out, and the members of groups among them. What a path names is known only
/// once it has been met.
final class Exclusion {
  private static final class Entry {
    final String path;
    boolean isGroup;

    Entry(String path) {
      this.path = path;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  Exclusion(List<String> paths) {
    paths.forEach(path -> entries.add(new Entry(path)));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Whether an object is left out.
  boolean covers(String path, ObjectKind kind) {
    for (Entry entry : entries) {
      if (entry.isGroup) {
        // The group itself is met once only.
        if (path.startsWith(entry.path + "/")) {
          return true;
        }
      } else if (path.equals(entry.path)) {
        entry.isGroup = kind == ObjectKind.GROUP;
        return true;
      }
    }
    return false;
  }
}
