package io.hyperslab.internal.index;

import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.RawMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object header as it is stored, block by block: what is changed next is changed from here.
/// Safe for use by any number of threads.
final class StoredHeader {
  /// Bytes of memory that a block takes without its messages.
  private static final long SIZE = 100;

  private final ObjectHeaderPrefix prefix;
  private final List<ObjectHeaderBlocks.Block> blocks;
  private volatile @Nullable ObjectHeader header;

  /// @param blocks that with the prefix first
  StoredHeader(ObjectHeaderPrefix prefix, List<ObjectHeaderBlocks.Block> blocks) {
    this.prefix = prefix;
    this.blocks = blocks;
  }

  ObjectHeaderPrefix prefix() {
    return prefix;
  }

  List<ObjectHeaderBlocks.Block> blocks() {
    return blocks;
  }

  /// Bytes of memory that it takes, together with what readers see of it.
  long memorySize() {
    long size = 0;
    for (ObjectHeaderBlocks.Block block : blocks) {
      size += SIZE + ObjectHeader.memorySize(block.size(), block.messages());
    }
    return size;
  }

  /// The header as readers see it.
  ///
  /// @param loader finds what its messages share
  ObjectHeader header(ObjectHeaderLoader loader) {
    ObjectHeader known = header;
    if (known == null) {
      known = decode(loader);
      header = known;
    }
    return known;
  }

  private ObjectHeader decode(ObjectHeaderLoader loader) {
    long address = blocks.getFirst().address();
    if (blocks.size() == 1) {
      ObjectHeaderBlocks.Block only = blocks.getFirst();
      return new ObjectHeader(address, prefix, only.messages(), only.size(), loader);
    }
    List<RawMessage> messages = new ArrayList<>();
    long stored = 0;
    for (ObjectHeaderBlocks.Block block : blocks) {
      messages.addAll(block.messages());
      stored += block.size();
    }
    return new ObjectHeader(address, prefix, messages, stored, loader);
  }
}
