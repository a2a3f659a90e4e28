package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers which global heap collections are read: nothing but elements leads to them.
final class CollectionLog implements MetadataReader.BlockObserver {
  private final Set<Long> addresses = ConcurrentHashMap.newKeySet();
  private final MetadataReader reader;

  CollectionLog(MetadataReader reader) {
    this.reader = reader;
  }

  @Override
  public void block(long address, long length, String structure) {
    if (structure.equals(GlobalHeapCollection.STRUCTURE)) {
      addresses.add(address);
    }
  }

  /// Puts all of them into a map of the file's space.
  void addTo(SpaceMap space) {
    String structure = GlobalHeapCollection.STRUCTURE;
    for (long address : Set.copyOf(addresses)) {
      try {
        int length = GlobalHeapCollection.headerLength(reader.context());
        space.add(
            address,
            GlobalHeapCollection.decodeSize(reader.readUpTo(address, length, structure)),
            structure);
      } catch (Hdf5Exception e) {
        // Whoever needed the collection has reported it.
        space.add(address, 1, structure);
      }
    }
  }
}
