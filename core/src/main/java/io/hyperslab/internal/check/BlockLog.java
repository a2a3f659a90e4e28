package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers which blocks of metadata are read, and so which bytes are metadata. Some blocks are
/// read before their size is known, or in parts; those are looked up once more.
final class BlockLog implements MetadataReader.BlockObserver {
  /// Extents of these come from the headers of objects.
  private static final Set<String> OF_HEADERS =
      Set.of("Object Header", "Object Header Continuation Block");

  /// Extents of these come from the headers of heaps.
  private static final Set<String> OF_HEAPS =
      Set.of("local heap data segment", "global heap object");

  private record Key(long address, String structure) {}

  private final Map<Key, Long> lengths = new ConcurrentHashMap<>();
  private final MetadataReader reader;

  BlockLog(MetadataReader reader) {
    this.reader = reader;
  }

  @Override
  public void block(long address, long length, String structure) {
    if (!OF_HEADERS.contains(structure) && !OF_HEAPS.contains(structure)) {
      lengths.merge(new Key(address, structure), length, Math::max);
    }
  }

  /// Puts all blocks into a map of the file's space.
  void addTo(SpaceMap space) {
    for (Map.Entry<Key, Long> block : new HashMap<>(lengths).entrySet()) {
      long address = block.getKey().address();
      String structure = block.getKey().structure();
      try {
        switch (structure) {
          case LocalHeapHeader.STRUCTURE -> addLocalHeap(address, block.getValue(), space);
          case GlobalHeapCollection.STRUCTURE ->
              space.add(
                  address,
                  GlobalHeapCollection.decodeSize(
                      reader.readUpTo(
                          address, GlobalHeapCollection.headerLength(reader.context()), structure)),
                  structure);
          default -> space.add(address, block.getValue(), structure);
        }
      } catch (Hdf5Exception e) {
        // Whoever needed the block has reported it.
        space.add(address, 1, structure);
      }
    }
  }

  private void addLocalHeap(long address, long length, SpaceMap space) {
    space.add(address, length, LocalHeapHeader.STRUCTURE);
    LocalHeapHeader header =
        LocalHeapHeader.decode(reader.read(address, length, LocalHeapHeader.STRUCTURE));
    space.add(header.dataSegmentAddress(), header.dataSegmentSize(), "local heap data segment");
  }
}
