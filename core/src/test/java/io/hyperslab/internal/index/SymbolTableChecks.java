package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.BTreeV1GroupNode;
import io.hyperslab.internal.format.btree.BTreeV1NodePrefix;
import io.hyperslab.internal.format.group.SymbolTableEntry;
import io.hyperslab.internal.format.group.SymbolTableNode;
import io.hyperslab.internal.format.heap.LocalHeapFreeBlock;
import io.hyperslab.internal.format.heap.LocalHeapHeader;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the specification, and libhdf5 when it changes a group, demand of a symbol table.
final class SymbolTableChecks {
  private final MetadataReader reader;
  private final SymbolTableMessage message;
  private final int internalK;
  private final int leafK;
  private final LocalHeap heap;

  /// Parts of the data segment that are in use, and those that are free: offset to end.
  private final TreeMap<Long, Long> parts = new TreeMap<>();

  SymbolTableChecks(MetadataReader reader, SymbolTableMessage message, int internalK, int leafK) {
    this.reader = reader;
    this.message = message;
    this.internalK = internalK;
    this.leafK = leafK;
    this.heap = LocalHeap.open(reader, message.localHeapAddress());
  }

  /// Checks levels, siblings, keys, the order of names, and that the heap's texts and free blocks
  /// lie apart.
  void hold() {
    part(0, 8);
    List<Long> addresses = List.of(message.bTreeAddress());
    List<BTreeV1GroupNode> nodes = List.of(node(message.bTreeAddress()));
    while (nodes.getFirst().prefix().nodeLevel() > 0) {
      checkLevel(addresses, nodes);
      addresses = children(nodes);
      nodes = addresses.stream().map(this::node).toList();
    }
    checkLevel(addresses, nodes);
    for (BTreeV1GroupNode node : nodes) {
      for (int i = 0; i < node.children().length; i++) {
        checkLeaf(node.children()[i], node.keys()[i], node.keys()[i + 1]);
      }
    }
    checkHeap();
  }

  private BTreeV1GroupNode node(long address) {
    long length = BTreeV1GroupNode.length(reader.context(), internalK);
    Cursor cursor = reader.read(address, length, BTreeV1NodePrefix.STRUCTURE);
    BTreeV1GroupNode node = BTreeV1GroupNode.decode(cursor, internalK);
    Encoder out = new Encoder(reader.context());
    node.encode(out, internalK);
    checkBytes(out, cursor);
    return node;
  }

  /// Whoever wrote it, libhdf5 or this library: the same structure has the same bytes.
  private static void checkBytes(Encoder encoded, Cursor stored) {
    stored.seek(0);
    assertThat(encoded.toBytes()).isEqualTo(stored.bytes(stored.remaining()));
  }

  private static List<Long> children(List<BTreeV1GroupNode> nodes) {
    List<Long> children = new ArrayList<>();
    for (BTreeV1GroupNode node : nodes) {
      for (long child : node.children()) {
        children.add(child);
      }
    }
    return children;
  }

  private void checkLevel(List<Long> addresses, List<BTreeV1GroupNode> nodes) {
    int level = nodes.getFirst().prefix().nodeLevel();
    for (int i = 0; i < nodes.size(); i++) {
      BTreeV1GroupNode node = nodes.get(i);
      assertThat(node.prefix().nodeLevel()).isEqualTo(level);
      assertThat(node.prefix().leftSibling())
          .isEqualTo(i == 0 ? Address.UNDEFINED : addresses.get(i - 1));
      assertThat(node.prefix().rightSibling())
          .isEqualTo(i == nodes.size() - 1 ? Address.UNDEFINED : addresses.get(i + 1));
      if (i == 0 && node.keys().length > 0) {
        assertThat(node.keys()[0]).isZero();
      } else if (i > 0) {
        assertThat(node.keys()[0]).isEqualTo(lastKey(nodes.get(i - 1)));
      }
      if (level > 0) {
        checkKeysOfChildren(node);
      }
    }
  }

  private static long lastKey(BTreeV1GroupNode node) {
    return node.keys()[node.children().length];
  }

  private void checkKeysOfChildren(BTreeV1GroupNode node) {
    for (int i = 0; i < node.children().length; i++) {
      BTreeV1GroupNode child = node(node.children()[i]);
      assertThat(child.keys()[0]).isEqualTo(node.keys()[i]);
      assertThat(lastKey(child)).isEqualTo(node.keys()[i + 1]);
    }
  }

  private void checkLeaf(long address, long firstKey, long lastKey) {
    long length = SymbolTableNode.length(reader.context(), leafK);
    Cursor cursor = reader.read(address, length, SymbolTableNode.STRUCTURE);
    SymbolTableNode leaf = SymbolTableNode.decode(cursor, leafK);
    Encoder out = new Encoder(reader.context());
    leaf.encode(out, leafK);
    checkBytes(out, cursor);
    assertThat(leaf.entries()).isNotEmpty();
    String before = heap.text(firstKey);
    for (SymbolTableEntry entry : leaf.entries()) {
      String name = heap.text(entry.linkNameOffset());
      assertThat(Text.compareBytes(before, name)).isNegative();
      before = name;
      text(entry.linkNameOffset());
      if (entry.isSymbolicLink()) {
        text(entry.linkValueOffset());
      }
    }
    assertThat(lastKey).isEqualTo(leaf.entries().getLast().linkNameOffset());
  }

  private void text(long offset) {
    assertThat(offset % 8).isZero();
    part(offset, Text.encode(heap.text(offset)).length + 1L + 7 & ~7L);
  }

  private void part(long offset, long length) {
    assertThat(parts.put(offset, offset + length)).as("two parts at %d", offset).isNull();
  }

  private void checkHeap() {
    long length = LocalHeapHeader.length(reader.context());
    LocalHeapHeader header =
        LocalHeapHeader.decode(
            reader.read(message.localHeapAddress(), length, LocalHeapHeader.STRUCTURE));
    long next = header.freeListHead();
    while (next != LocalHeapHeader.NO_FREE_BLOCK) {
      LocalHeapFreeBlock block =
          LocalHeapFreeBlock.decode(
              reader.read(
                  header.dataSegmentAddress() + next,
                  LocalHeapFreeBlock.length(reader.context()),
                  "free block"));
      assertThat(block.size() % 8).isZero();
      part(next, block.size());
      next = block.nextOffset();
    }
    long end = 0;
    for (Map.Entry<Long, Long> part : parts.entrySet()) {
      assertThat(part.getKey()).isGreaterThanOrEqualTo(end);
      end = part.getValue();
    }
    assertThat(end).isLessThanOrEqualTo(header.dataSegmentSize());
  }
}
