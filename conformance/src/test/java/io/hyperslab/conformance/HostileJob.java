package io.hyperslab.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Images to read in one process: files, and for each how many mutations of it. It passes from
/// process to process as a text of one line a file.
///
/// @param entries in the order in which they are read
record HostileJob(List<Entry> entries) {
  /// One file.
  ///
  /// @param file the file
  /// @param firstSeed the seed of its first mutation
  /// @param mutations their number; 0 to read the file as it is
  record Entry(Path file, long firstSeed, int mutations) {
    int items() {
      return Math.max(1, mutations);
    }

    HostileItem item(int index) {
      return mutations == 0 ? HostileItem.asItIs(file) : new HostileItem(file, firstSeed + index);
    }
  }

  HostileJob {
    entries = List.copyOf(entries);
  }

  int items() {
    return entries.stream().mapToInt(Entry::items).sum();
  }

  HostileItem item(int index) {
    int left = index;
    for (Entry entry : entries) {
      if (left < entry.items()) {
        return entry.item(left);
      }
      left -= entry.items();
    }
    throw new IndexOutOfBoundsException("item " + index + " of " + items());
  }

  void write(Path file) throws IOException {
    Files.write(
        file,
        entries.stream().map(e -> e.firstSeed() + "\t" + e.mutations() + "\t" + e.file()).toList());
  }

  static HostileJob read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("\t", 3);
      entries.add(
          new Entry(Path.of(parts[2]), Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
    }
    return new HostileJob(entries);
  }

  /// Deals the entries out to `count` jobs of about the same number of items.
  List<HostileJob> split(int count) {
    List<List<Entry>> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < entries.size(); i++) {
      shares.get(i % count).add(entries.get(i));
    }
    return shares.stream().filter(share -> !share.isEmpty()).map(HostileJob::new).toList();
  }
}
