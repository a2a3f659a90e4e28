package io.hyperslab.conformance;

import io.hyperslab.testkit.Libhdf5Contents;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What libhdf5 reads in the objects of a file at one time, to be compared with another time.
///
/// @param objects what is in each, by their addresses
record Libhdf5View(Map<Long, SortedMap<String, String>> objects) {
  private static final String GROUP = "libhdf5-group";

  /// libhdf5 is not for several threads.
  private static final Object LIBHDF5 = new Object();

  /// Reads a file; empty if libhdf5 does not open it.
  ///
  /// @param writable whether libhdf5 opens it for writing, too
  static Optional<Libhdf5View> of(Path file, List<Long> addresses, boolean writable) {
    synchronized (LIBHDF5) {
      Optional<Libhdf5Contents> contents = Libhdf5Contents.open(file, writable);
      if (contents.isEmpty()) {
        return Optional.empty();
      }
      try (Libhdf5Contents open = contents.get()) {
        Map<Long, SortedMap<String, String>> objects = new TreeMap<>();
        addresses.forEach(address -> objects.put(address, open.of(address)));
        return Optional.of(new Libhdf5View(objects));
      }
    }
  }

  /// Whether libhdf5 can open the file for writing and edit it. What it adds it deletes again.
  static boolean edits(Path file) {
    synchronized (LIBHDF5) {
      Optional<Libhdf5Contents> contents = Libhdf5Contents.open(file, true);
      if (contents.isEmpty()) {
        return false;
      }
      try (Libhdf5Contents open = contents.get()) {
        open.addAndDeleteGroup(GROUP);
        return true;
      } catch (IllegalStateException _) {
        return false;
      }
    }
  }

  /// The first difference of a later view. What was refused before may be read now: a filter that
  /// libhdf5 lacks is gone from a chunk that was written, and storage that never was is there.
  ///
  /// @param refusals whether what was read before may be refused now
  Optional<String> difference(Libhdf5View later, boolean refusals) {
    for (Map.Entry<Long, SortedMap<String, String>> object : objects.entrySet()) {
      SortedMap<String, String> before = new TreeMap<>(object.getValue());
      SortedMap<String, String> now = new TreeMap<>(later.objects().get(object.getKey()));
      before.values().removeIf(Libhdf5Contents.REFUSED::equals);
      if (refusals) {
        now.values().removeIf(Libhdf5Contents.REFUSED::equals);
        before.keySet().retainAll(now.keySet());
      }
      now.keySet().retainAll(before.keySet());
      before.entrySet().removeAll(now.entrySet());
      if (!before.isEmpty()) {
        return Optional.of(
            "libhdf5 reads at " + object.getKey() + " other than before " + before + " in " + now);
      }
    }
    return Optional.empty();
  }
}
