package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import java.util.HashSet;
import java.util.Set;

/// The blocks that one walk has entered. A tree that leads to a block twice is not a tree:
/// following it would never end, or take exponential time.
final class VisitedAddresses {
  private final Set<Long> addresses = new HashSet<>();

  /// Enters a block.
  ///
  /// @throws MalformedFileException if the walk has been there
  void enter(long address, String structure) {
    if (!addresses.add(address)) {
      throw new MalformedFileException(
          structure, address, "address", "reached twice", "reached once while walking the tree");
    }
  }

  /// Takes a block out again, because its space may be used for another one.
  void leave(long address) {
    addresses.remove(address);
  }
}
