package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.PartRunner;
import io.hyperslab.internal.format.message.LinkMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The links of one group, however they are stored. Safe for use by any number of threads.
public interface LinkTable {
  /// How many there are.
  long size();

  /// All of them, in stored order.
  List<LinkMessage> all();

  /// The same, read in parts where there are many.
  ///
  /// @param runner runs the parts
  default List<LinkMessage> all(PartRunner runner) {
    return all();
  }

  /// All of them with what is known of their objects, read as by [#all(PartRunner)].
  default LinkListing list(PartRunner runner) {
    return LinkListing.of(all(runner));
  }

  /// The one of that name.
  Optional<LinkMessage> find(String name);

  /// Whether links know when they were made relative to each other.
  boolean tracksCreationOrder();

  /// All of them in the order of creation; in stored order where that is not tracked.
  default List<LinkMessage> inCreationOrder() {
    if (!tracksCreationOrder()) {
      return all();
    }
    return all().stream()
        .sorted(Comparator.comparingLong(link -> link.creationOrder().orElse(Long.MAX_VALUE)))
        .toList();
  }
}
