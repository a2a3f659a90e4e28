package io.hyperslab.internal.edit;

import io.hyperslab.internal.model.FileAccess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes that the writer of a file has taken on and not made yet. Nobody can tell: they are made
/// before the next read, before the next operation and before a commit. Belongs to the thread that
/// has the writer's turn.
public final class Deferral {
  /// A change that is taken on.
  public interface Change {
    /// Makes the change, as an operation; does nothing if there is nothing left of it. If it fails,
    /// all of it is still to be made.
    void settle();

    /// Forgets the change. It will not be made.
    void drop();

    /// Bytes of memory that it takes.
    long memory();
  }

  private final FileAccess access;
  private final Runnable beforeRead;
  private final Runnable ifFree;
  private final Map<Long, Change> changes = new LinkedHashMap<>();
  private boolean settling;

  /// @param beforeRead waits for the writer's turn and calls [#settle()]
  /// @param ifFree does the same if nobody has the turn, and throws nothing
  Deferral(FileAccess access, Runnable beforeRead, Runnable ifFree) {
    this.access = access;
    this.beforeRead = beforeRead;
    this.ifFree = ifFree;
  }

  /// The change of an object that was taken on last, if it was not settled with all others since.
  ///
  /// @param object the object's address
  public Optional<Change> find(long object) {
    return Optional.ofNullable(changes.get(object));
  }

  /// Takes a change on.
  ///
  /// @param object the address of the object that it is a change of
  public void add(long object, Change change) {
    if (changes.isEmpty()) {
      access.unsettled(beforeRead);
    }
    changes.put(object, change);
  }

  /// What another thread may run to make all changes soon.
  public Runnable settling() {
    return ifFree;
  }

  /// How many objects have changes.
  public int size() {
    return changes.size();
  }

  /// Bytes of memory that all changes take.
  public long memory() {
    long sum = 0;
    for (Change change : changes.values()) {
      sum += change.memory();
    }
    return sum;
  }

  /// Makes all changes. If one fails, it and those behind it are still to be made; nobody finds
  /// those any more that were made, since they know the file as it was before.
  public void settle() {
    if (changes.isEmpty() || settling) {
      return;
    }
    settling = true;
    try {
      for (Map.Entry<Long, Change> next : List.copyOf(changes.entrySet())) {
        next.getValue().settle();
        changes.remove(next.getKey());
      }
      access.settled(beforeRead);
    } finally {
      settling = false;
    }
  }

  /// Makes all changes, but something else first, which would have them made otherwise.
  void settleAfter(Runnable first) {
    boolean before = settling;
    settling = true;
    try {
      first.run();
    } finally {
      settling = before;
    }
    settle();
  }

  /// Forgets all changes.
  void drop() {
    if (!changes.isEmpty()) {
      changes.values().forEach(Change::drop);
      changes.clear();
      access.settled(beforeRead);
    }
  }
}
