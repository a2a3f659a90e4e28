package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.chunkindex.ChunkElements;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayDataBlock;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayHeader;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayIndexBlock;
import io.hyperslab.internal.format.chunkindex.ExtensibleArraySecondaryBlock;
import io.hyperslab.internal.format.chunkindex.PageBitmap;
import io.hyperslab.internal.format.chunkindex.SecondaryBlockShape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The blocks of an extensible array that is being changed: finds the one that holds an element,
/// and makes those that are missing on the way, as libhdf5 does.
final class ExtensibleArrayBlocks {
  /// Where an element is.
  record Place(ArrayBlocks.Block block, long index) {}

  /// A block that points to data blocks.
  private sealed interface Parent {
    long[] dataBlocks();

    void touch();
  }

  private record IndexBlock(ArrayBlocks.Block elements, long[] dataBlocks, long[] secondaryBlocks)
      implements Parent {
    @Override
    public void touch() {
      elements.touch();
    }
  }

  private static final class SecondaryBlock implements Parent {
    private final long address;
    private final ExtensibleArraySecondaryBlock block;
    private boolean changed;

    private SecondaryBlock(long address, ExtensibleArraySecondaryBlock block, boolean created) {
      this.address = address;
      this.block = block;
      this.changed = created;
    }

    @Override
    public long[] dataBlocks() {
      return block.dataBlockAddresses();
    }

    @Override
    public void touch() {
      changed = true;
    }
  }

  private final BlockSpace space;
  private final FormatContext context;
  private final ExtensibleArrayChunkIndex index;
  private final ArrayBlocks blocks;
  private final Map<Integer, SecondaryBlock> secondaryBlocks = new HashMap<>();
  private ExtensibleArrayHeader header;
  private boolean headerChanged;
  private @Nullable IndexBlock indexBlock;

  /// @param index reads the blocks that exist
  /// @param created whether the header is not in the file yet
  ExtensibleArrayBlocks(BlockSpace space, ExtensibleArrayChunkIndex index, boolean created) {
    this.space = space;
    this.context = space.reader().context();
    this.index = index;
    this.blocks = new ArrayBlocks(space, index.elements());
    this.header = index.header();
    this.headerChanged = created;
  }

  /// The header with the changes so far.
  ExtensibleArrayHeader header() {
    return header;
  }

  /// Notes that an element is in use.
  void extendTo(long number) {
    if (number >= header.maxIndexSet()) {
      ArrayBlocks.requireLength("max index set", number + 1, context);
      change(header.withMaxIndexSet(number + 1));
    }
  }

  private void change(ExtensibleArrayHeader changed) {
    header = changed;
    headerChanged = true;
  }

  /// Where an element is.
  ///
  /// @param create whether to make blocks that are missing
  /// @return null if a block is missing
  @Nullable Place place(long number, boolean create) {
    IndexBlock top = indexBlock(create);
    if (top == null) {
      return null;
    }
    if (number < header.indexBlkElmts()) {
      return new Place(top.elements, number);
    }
    long offset = number - header.indexBlkElmts();
    SecondaryBlockShape shape = SecondaryBlockShape.of(header, header.secondaryBlock(offset));
    long dataBlock = (offset - shape.firstElement()) / shape.elementsPerDataBlock();
    long element = (offset - shape.firstElement()) % shape.elementsPerDataBlock();
    if (shape.number() < header.secondaryBlocksInIndexBlock()) {
      return inDataBlock(top, (int) (shape.firstDataBlock() + dataBlock), shape, element, create);
    }
    SecondaryBlock secondary = secondaryBlock(top, shape, create);
    if (secondary == null) {
      return null;
    }
    return shape.pagesPerDataBlock() == 0
        ? inDataBlock(secondary, (int) dataBlock, shape, element, create)
        : inPage(secondary, (int) dataBlock, element, create);
  }

  /// Whether blocks can exist that hold an element.
  boolean covers(long number) {
    int bits = header.maxNelmtsBits();
    return (bits >= Long.SIZE - 1 || number >>> bits == 0)
        && (number < header.indexBlkElmts()
            || header.secondaryBlock(number - header.indexBlkElmts())
                < SecondaryBlockShape.end(header));
  }

  private @Nullable IndexBlock indexBlock(boolean create) {
    IndexBlock known = indexBlock;
    if (known == null && Address.isDefined(header.indexBlockAddress())) {
      ExtensibleArrayIndexBlock stored = index.indexBlock();
      long[] dataBlocks = stored.dataBlockAddresses().clone();
      long[] secondary = stored.secondaryBlockAddresses().clone();
      known =
          new IndexBlock(
              blocks.keep(
                  header.indexBlockAddress(),
                  stored.elements(),
                  (elements, out) -> encodeIndexBlock(elements, dataBlocks, secondary, out)),
              dataBlocks,
              secondary);
    } else if (known == null && create) {
      known = createIndexBlock();
    }
    indexBlock = known;
    return known;
  }

  private IndexBlock createIndexBlock() {
    long[] dataBlocks = undefined(header.dataBlocksInIndexBlock());
    long[] secondary =
        undefined(header.secondaryBlocks() - (long) header.secondaryBlocksInIndexBlock());
    long length = ExtensibleArrayIndexBlock.length(context, header);
    long address = space.allocate(length, ExtensibleArrayIndexBlock.STRUCTURE);
    change(header.withIndexBlock(address));
    return new IndexBlock(
        blocks.create(
            address,
            header.indexBlkElmts(),
            (elements, out) -> encodeIndexBlock(elements, dataBlocks, secondary, out)),
        dataBlocks,
        secondary);
  }

  private void encodeIndexBlock(
      ChunkElements elements, long[] dataBlocks, long[] secondary, Encoder out) {
    new ExtensibleArrayIndexBlock(header.address(), elements, dataBlocks, secondary).encode(out);
  }

  private static long[] undefined(long count) {
    long[] addresses = new long[Math.toIntExact(count)];
    Arrays.fill(addresses, Address.UNDEFINED);
    return addresses;
  }

  private @Nullable SecondaryBlock secondaryBlock(
      IndexBlock top, SecondaryBlockShape shape, boolean create) {
    SecondaryBlock known = secondaryBlocks.get(shape.number());
    int slot = shape.number() - header.secondaryBlocksInIndexBlock();
    long address = top.secondaryBlocks[slot];
    if (known == null && Address.isDefined(address)) {
      ExtensibleArraySecondaryBlock stored = index.secondaryBlock(address, shape);
      known =
          new SecondaryBlock(
              address,
              new ExtensibleArraySecondaryBlock(
                  stored.headerAddress(),
                  stored.clientId(),
                  shape,
                  stored.pageBitmap().copy(),
                  stored.dataBlockAddresses().clone()),
              false);
      secondaryBlocks.put(shape.number(), known);
    } else if (known == null && create) {
      known = createSecondaryBlock(shape);
      top.secondaryBlocks[slot] = known.address;
      top.touch();
    }
    return known;
  }

  private SecondaryBlock createSecondaryBlock(SecondaryBlockShape shape) {
    long length = ExtensibleArraySecondaryBlock.length(context, header, shape);
    space.requireBlock(length, ExtensibleArraySecondaryBlock.STRUCTURE);
    long address = space.allocate(length, ExtensibleArraySecondaryBlock.STRUCTURE);
    change(header.withSecondaryBlock(length));
    SecondaryBlock created =
        new SecondaryBlock(
            address,
            new ExtensibleArraySecondaryBlock(
                header.address(),
                header.clientId(),
                shape,
                PageBitmap.empty(shape.dataBlocks(), shape.pagesPerDataBlock()),
                undefined(shape.dataBlocks())),
            true);
    secondaryBlocks.put(shape.number(), created);
    return created;
  }

  private @Nullable Place inDataBlock(
      Parent parent, int slot, SecondaryBlockShape shape, long element, boolean create) {
    long address = dataBlock(parent, slot, shape, create);
    if (!Address.isDefined(address)) {
      return null;
    }
    long count = shape.elementsPerDataBlock();
    ArrayBlocks.Block block = blocks.known(address, count, ExtensibleArrayDataBlock.STRUCTURE);
    if (block == null) {
      ExtensibleArrayDataBlock stored = index.dataBlock(address, shape);
      block = blocks.keep(address, stored.elements(), image(stored.blockOffset()));
    }
    return new Place(block, element);
  }

  private @Nullable Place inPage(SecondaryBlock secondary, int slot, long element, boolean create) {
    long address = dataBlock(secondary, slot, secondary.block.shape(), create);
    long page = element / header.pageElements();
    boolean exists = secondary.block.isInitialized(slot, page);
    if (!Address.isDefined(address) || !exists && !create) {
      return null;
    }
    long at = pageAddress(address, page);
    if (!exists) {
      secondary.block.initialize(slot, page);
      secondary.touch();
    }
    ArrayBlocks.Block block =
        exists
            ? blocks.page(at, header.pageElements())
            : blocks.createPage(at, header.elementSize(), header.pageElements());
    return new Place(block, element % header.pageElements());
  }

  private long pageAddress(long dataBlock, long page) {
    return Saturated.add(dataBlock, ExtensibleArrayDataBlock.pageOffset(context, header, page));
  }

  /// The address of a data block, which is made if it is missing and should be.
  private long dataBlock(Parent parent, int slot, SecondaryBlockShape shape, boolean create) {
    if (create && !Address.isDefined(parent.dataBlocks()[slot])) {
      parent.dataBlocks()[slot] = createDataBlock(shape, slot);
      parent.touch();
    }
    return parent.dataBlocks()[slot];
  }

  private long createDataBlock(SecondaryBlockShape shape, int slot) {
    boolean paged = shape.pagesPerDataBlock() > 0;
    long count = paged ? 0 : shape.elementsPerDataBlock();
    space.requireBlock(
        ExtensibleArrayDataBlock.length(context, header, count),
        ExtensibleArrayDataBlock.STRUCTURE);
    long length = ExtensibleArrayDataBlock.space(context, header, shape);
    long address = space.allocate(length, ExtensibleArrayDataBlock.STRUCTURE);
    change(header.withDataBlock(length, shape.elementsPerDataBlock()));
    blocks.create(address, count, image(ExtensibleArrayDataBlock.blockOffset(shape, slot)));
    return address;
  }

  private ArrayBlocks.Image image(long blockOffset) {
    return (elements, out) ->
        new ExtensibleArrayDataBlock(header.address(), blockOffset, elements).encode(out, header);
  }

  /// Writes the blocks that have changed.
  void save() {
    if (headerChanged) {
      Encoder out = space.encoder();
      header.encode(out);
      space.write(header.address(), out);
      headerChanged = false;
    }
    for (SecondaryBlock secondary : secondaryBlocks.values()) {
      if (secondary.changed) {
        Encoder out = space.encoder();
        secondary.block.encode(out, header);
        space.write(secondary.address, out);
        secondary.changed = false;
      }
    }
    blocks.save();
  }

  /// Frees all blocks.
  void delete() {
    IndexBlock top = indexBlock(false);
    if (top != null) {
      VisitedAddresses visited = new VisitedAddresses();
      int direct = header.secondaryBlocksInIndexBlock();
      for (int i = 0; i < SecondaryBlockShape.end(header); i++) {
        SecondaryBlockShape shape = SecondaryBlockShape.of(header, i);
        if (i < direct) {
          long first = shape.firstDataBlock();
          freeDataBlocks(top, first, first + shape.dataBlocks(), shape, visited);
        } else if (Address.isDefined(top.secondaryBlocks[i - direct])) {
          freeSecondaryBlock(top, shape, visited);
        }
      }
      space.free(
          header.indexBlockAddress(),
          ExtensibleArrayIndexBlock.length(context, header),
          ExtensibleArrayIndexBlock.STRUCTURE);
    }
    space.free(
        header.address(), ExtensibleArrayHeader.length(context), ExtensibleArrayHeader.STRUCTURE);
  }

  private void freeSecondaryBlock(
      IndexBlock top, SecondaryBlockShape shape, VisitedAddresses visited) {
    SecondaryBlock secondary = Objects.requireNonNull(secondaryBlock(top, shape, false));
    visited.enter(secondary.address, ExtensibleArraySecondaryBlock.STRUCTURE);
    freeDataBlocks(secondary, 0, shape.dataBlocks(), shape, visited);
    space.free(
        secondary.address,
        ExtensibleArraySecondaryBlock.length(context, header, shape),
        ExtensibleArraySecondaryBlock.STRUCTURE);
  }

  private void freeDataBlocks(
      Parent parent, long from, long to, SecondaryBlockShape shape, VisitedAddresses visited) {
    for (long slot = from; slot < to; slot++) {
      long address = parent.dataBlocks()[(int) slot];
      if (Address.isDefined(address)) {
        visited.enter(address, ExtensibleArrayDataBlock.STRUCTURE);
        if (blocks.isUnknown(address)) {
          // Only what is a block of this array may be freed.
          index.dataBlock(address, shape);
        }
        for (long page = 0; page < shape.pagesPerDataBlock(); page++) {
          space.forget(pageAddress(address, page));
        }
        space.free(
            address,
            ExtensibleArrayDataBlock.space(context, header, shape),
            ExtensibleArrayDataBlock.STRUCTURE);
      }
    }
  }
}
