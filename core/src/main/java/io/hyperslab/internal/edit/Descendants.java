package io.hyperslab.internal.edit;

import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// What hard links lead to from a group.
final class Descendants {
  private final FileModel file;

  Descendants(FileModel file) {
    this.file = file;
  }

  /// Refuses to move an object to a group that it leads to: nothing might lead to either any more.
  ///
  /// @param target where it is to be moved
  /// @param address of the object
  /// @throws IllegalArgumentException if the object is that group, or a group above it
  void requireOutside(GroupModel target, long address) {
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>();
    seen.add(address);
    open.push(address);
    while (!open.isEmpty()) {
      long next = open.pop();
      if (next == target.address()) {
        throw new IllegalArgumentException("move of a group into itself or a group below it");
      }
      if (file.object(next) instanceof GroupModel group) {
        for (LinkMessage link : group.links().all()) {
          if (link.target() instanceof LinkMessage.Hard(long child) && seen.add(child)) {
            open.push(child);
          }
        }
      }
    }
  }
}
