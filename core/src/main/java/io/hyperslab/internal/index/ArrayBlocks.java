package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.chunkindex.ChunkElement;
import io.hyperslab.internal.format.chunkindex.ChunkElements;
import io.hyperslab.internal.format.chunkindex.DataBlockPage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The blocks and pages of elements of one array that an editor has met, by their addresses.
final class ArrayBlocks {
  /// Writes the block that holds these elements.
  interface Image extends BiConsumer<ChunkElements, Encoder> {}

  private final BlockSpace space;
  private final ElementReader reader;
  private final Map<Long, Block> blocks = new HashMap<>();

  ArrayBlocks(BlockSpace space, ElementReader reader) {
    this.space = space;
    this.reader = reader;
  }

  /// Elements of one block.
  final class Block {
    private final ChunkElements elements;
    private final Image image;
    private boolean changed;

    private Block(ChunkElements elements, Image image, boolean changed) {
      this.elements = elements;
      this.image = image;
      this.changed = changed;
    }

    /// The chunk of an element; empty if it has no storage.
    Optional<ChunkRecord> record(long index, long[] scaled) {
      return reader.record(elements, (int) index, scaled);
    }

    /// Notes that something else in the block has changed.
    void touch() {
      changed = true;
    }

    /// Changes an element.
    void set(long index, ChunkElement element) {
      elements.set((int) index, element, space.reader().context());
      changed = true;
    }

    /// Takes the chunk of an element away.
    Optional<ChunkRecord> clear(long index, long[] scaled) {
      Optional<ChunkRecord> found = record(index, scaled);
      if (found.isPresent()) {
        set(index, ChunkElement.unallocated(elements.clientId()));
      }
      return found;
    }
  }

  /// The block of `count` elements at an address, if the editor has met it.
  ///
  /// @throws io.hyperslab.error.MalformedFileException if it has another number of elements, as
  ///   happens where two pointers of a damaged file lead to it
  @Nullable Block known(long address, long count, String structure) {
    Block block = blocks.get(address);
    if (block != null) {
      reader.require(block.elements, structure, address, count);
    }
    return block;
  }

  /// Whether the editor has not met a block at an address.
  boolean isUnknown(long address) {
    return !blocks.containsKey(address);
  }

  /// Keeps a block that was read.
  Block keep(long address, ChunkElements elements, Image image) {
    Block block = new Block(elements.copy(), image, false);
    blocks.put(address, block);
    return block;
  }

  /// Makes a block of `count` elements without chunks, whose size has been checked.
  Block create(long address, long count, Image image) {
    Block block = new Block(reader.unallocated(count, address), image, true);
    blocks.put(address, block);
    return block;
  }

  /// A page that exists.
  Block page(long address, long count) {
    Block known = known(address, count, DataBlockPage.STRUCTURE);
    return known == null
        ? keep(address, reader.page(address, count), ArrayBlocks::encodePage)
        : known;
  }

  /// Makes a page in the space of its data block.
  Block createPage(long address, int elementSize, long count) {
    space.requireBlock(DataBlockPage.length(elementSize, count), DataBlockPage.STRUCTURE);
    return create(address, count, ArrayBlocks::encodePage);
  }

  private static void encodePage(ChunkElements elements, Encoder out) {
    new DataBlockPage(elements).encode(out);
  }

  /// Writes the blocks that have changed.
  void save() {
    blocks.forEach((address, block) -> {
      if (block.changed) {
        Encoder out = space.encoder();
        block.image.accept(block.elements, out);
        space.write(address, out);
        block.changed = false;
      }
    });
  }

  /// Checks that a number fits a field.
  ///
  /// @throws LimitExceededException if it does not
  static void requireWidth(String item, long number, int width) {
    if (width < Long.BYTES && number >>> 8 * width != 0) {
      throw new LimitExceededException(
          null, -1, item, String.valueOf(number), "what " + width + " bytes hold");
    }
  }

  /// Checks that a number fits a length of the file, of which the largest means something else.
  static void requireLength(String item, long number, FormatContext context) {
    requireWidth(item, number + 1, context.sizeOfLengths());
  }
}
