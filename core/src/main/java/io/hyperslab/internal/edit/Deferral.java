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
  }

  private final FileAccess access;
  private final Runnable beforeRead;
  private final Map<Long, Change> changes = new LinkedHashMap<>();
  private boolean settling;

  /// @param beforeRead waits for the writer's turn and calls [#settle()]
  Deferral(FileAccess access, Runnable beforeRead) {
    this.access = access;
    this.beforeRead = beforeRead;
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

  /// How many objects have changes.
  public int size() {
    return changes.size();
  }

  /// Makes all changes. If one fails, it and those behind it are still to be made.
  public void settle() {
    if (changes.isEmpty() || settling) {
      return;
    }
    settling = true;
    try {
      List.copyOf(changes.values()).forEach(Change::settle);
      drop();
    } finally {
      settling = false;
    }
  }

  /// Forgets all changes.
  void drop() {
    if (!changes.isEmpty()) {
      changes.clear();
      access.settled(beforeRead);
    }
  }
}
