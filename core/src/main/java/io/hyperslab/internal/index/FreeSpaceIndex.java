package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.heap.FreeSpaceHeader;
import io.hyperslab.internal.format.heap.FreeSpaceSections;
import io.hyperslab.internal.format.heap.FreeSpaceSections.Section;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.List;

/// A free-space manager (`FMT4 III.H`): which parts of a file, or of a fractal heap, are free.
public final class FreeSpaceIndex {
  private final MetadataReader reader;
  private final long address;
  private final FreeSpaceHeader header;

  private FreeSpaceIndex(MetadataReader reader, long address, FreeSpaceHeader header) {
    this.reader = reader;
    this.address = address;
    this.header = header;
  }

  /// The manager whose header is at `address`. Reads the header only.
  public static FreeSpaceIndex open(MetadataReader reader, long address) {
    long length = FreeSpaceHeader.length(reader.context());
    return new FreeSpaceIndex(
        reader,
        address,
        FreeSpaceHeader.decode(reader.read(address, length, FreeSpaceHeader.STRUCTURE)));
  }

  /// Bytes that are free.
  public long totalSpace() {
    return header.totalSpace();
  }

  /// The free parts, in stored order, which is by their sizes.
  public List<Section> sections() {
    if (!hasList()) {
      return List.of();
    }
    return FreeSpaceSections.decode(
            reader.read(header.listAddress(), header.listSize(), FreeSpaceSections.STRUCTURE),
            header,
            address)
        .sections();
  }

  private boolean hasList() {
    return Address.isDefined(header.listAddress()) && header.allocatedListSize() > 0;
  }

  /// Shows the header and the list.
  public void forEachBlock(BlockVisitor visitor) {
    visitor.block(address, FreeSpaceHeader.length(reader.context()), FreeSpaceHeader.STRUCTURE);
    if (hasList()) {
      visitor.block(header.listAddress(), header.allocatedListSize(), FreeSpaceSections.STRUCTURE);
    }
  }
}
