package io.hyperslab.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which object has its header at an address, so that a handle of one that is gone is not taken for
/// one of an object that came to lie in the same place.
///
/// Read by any number of threads, changed by the file's one writer.
final class Incarnations {
  /// What has happened to an object since the last commit.
  ///
  /// @param address of its header
  /// @param before the incarnation of an object that was deleted; [#MADE] for one that was made
  private record Change(long address, long before) {}

  private static final long MADE = -1;
  private static final long FIRST = 0;

  private final Map<Long, Long> current = new ConcurrentHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private long last = FIRST;

  /// A number for the object at an address, which no other object there has ever had.
  long of(long address) {
    // Few files lose objects.
    return current.isEmpty() ? FIRST : current.getOrDefault(address, FIRST);
  }

  /// Takes note of an object that was made.
  void made(long address) {
    changes.add(new Change(address, MADE));
  }

  /// Ends the handles of an object.
  void deleted(long address) {
    changes.add(new Change(address, of(address)));
    end(address);
  }

  private void end(long address) {
    last++;
    current.put(address, last);
  }

  /// The place to go back to with [#undo(int)].
  int mark() {
    return changes.size();
  }

  /// Takes back what has happened since a mark: ends the handles of objects that were made, and
  /// gives those that were deleted theirs back.
  void undo(int mark) {
    while (changes.size() > mark) {
      Change change = changes.removeLast();
      if (change.before() == MADE) {
        end(change.address());
      } else {
        current.put(change.address(), change.before());
      }
    }
  }

  /// Keeps what has happened: there was a commit.
  void keep() {
    changes.clear();
  }
}
