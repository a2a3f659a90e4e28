package io.hyperslab.internal.check;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// An object that a walk has met, and the way to it. The way is kept as the objects on it: paths of
/// their own would take memory by the depth of each object, which a small file can make large.
///
/// No record: two of them are never equal, and to compare the ways would go as deep as they are.
final class MetObject {
  private final long address;
  private final @Nullable MetObject parent;
  private final String name;

  private MetObject(long address, @Nullable MetObject parent, String name) {
    this.address = address;
    this.parent = parent;
    this.name = name;
  }

  /// The root group.
  static MetObject root(long address) {
    return new MetObject(address, null, "");
  }

  /// What a link of this group leads to.
  MetObject child(long target, String link) {
    return new MetObject(target, this, link);
  }

  /// Of its object header.
  long address() {
    return address;
  }

  boolean isRoot() {
    return parent == null;
  }

  /// The path from the root group, made anew each time.
  String path() {
    if (isRoot()) {
      return "/";
    }
    Deque<String> names = new ArrayDeque<>();
    for (MetObject at = this; at.parent != null; at = at.parent) {
      names.push(at.name);
    }
    return "/" + String.join("/", names);
  }
}
