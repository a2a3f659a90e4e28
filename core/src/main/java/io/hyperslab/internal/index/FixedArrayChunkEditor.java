package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.chunkindex.ChunkElement;
import io.hyperslab.internal.format.chunkindex.FixedArrayDataBlock;
import io.hyperslab.internal.format.chunkindex.FixedArrayHeader;
import io.hyperslab.internal.format.chunkindex.PageBitmap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes the fixed array over the chunks of a dataset (`FMT4 VII.C`).
final class FixedArrayChunkEditor implements StoredChunkEditor {
  /// Bytes of an element with an address, a size and a filter mask, each as wide as may be.
  private static final int LARGEST_ENTRY = 2 * Long.BYTES + Integer.BYTES;

  private final BlockSpace space;
  private final FormatContext context;
  private final FixedArrayChunkIndex index;
  private final ArrayBlocks blocks;
  private FixedArrayHeader header;
  private boolean headerChanged;

  /// What the editor knows of the data block.
  ///
  /// @param elements none if it has pages
  /// @param pageBitmap the editor's own
  private record DataBlock(ArrayBlocks.Block elements, PageBitmap pageBitmap) {}

  /// Null until the data block is read or made.
  private @Nullable DataBlock dataBlock;

  private FixedArrayChunkEditor(BlockSpace space, FixedArrayChunkIndex index, boolean created) {
    this.space = space;
    this.context = space.reader().context();
    this.index = index;
    this.blocks = new ArrayBlocks(space, index.elements());
    this.header = index.header();
    this.headerChanged = created;
  }

  /// The editor of the array whose header is at `address`.
  static FixedArrayChunkEditor open(BlockSpace space, ChunkGeometry geometry, long address) {
    return new FixedArrayChunkEditor(
        space, FixedArrayChunkIndex.open(space.reader(), geometry, address), false);
  }

  /// A new array with an element for each chunk of the dataset's largest size.
  ///
  /// @param elementSize bytes of one
  /// @param pageBits bits of the number of elements in a page
  static FixedArrayChunkEditor create(
      BlockSpace space, ChunkGeometry geometry, int elementSize, int pageBits) {
    FormatContext context = space.reader().context();
    long entries = entries(geometry, context);
    FixedArrayHeader header =
        new FixedArrayHeader(
            space.allocate(FixedArrayHeader.length(context), FixedArrayHeader.STRUCTURE),
            ElementReader.clientId(geometry),
            elementSize,
            pageBits,
            entries,
            Address.UNDEFINED);
    return new FixedArrayChunkEditor(
        space, new FixedArrayChunkIndex(space.reader(), geometry, header), true);
  }

  /// Whether there can be an array for a dataset, as far as its size goes.
  ///
  /// @param pageBits bits of the number of elements in a page, of which each is a small block
  static boolean isCreatable(FormatContext context, ChunkGeometry geometry, int pageBits) {
    FixedArrayHeader header =
        new FixedArrayHeader(0, 0, LARGEST_ENTRY, pageBits, entries(geometry), Address.UNDEFINED);
    return header.dataBlockLength(context) <= context.limits().metadataBlock()
        && header.dataBlockSpace(context) < Long.MAX_VALUE;
  }

  private static long entries(ChunkGeometry geometry) {
    long entries = 1;
    for (long count : geometry.maxChunkCounts()) {
      entries = Saturated.multiply(entries, count);
    }
    return entries;
  }

  private static long entries(ChunkGeometry geometry, FormatContext context) {
    long entries = entries(geometry);
    if (entries == Long.MAX_VALUE) {
      throw new LimitExceededException(
          FixedArrayHeader.STRUCTURE, -1, "max num entries", "2^63 or more", "less");
    }
    ArrayBlocks.requireLength("max num entries", entries, context);
    return entries;
  }

  private long number(long[] scaled) {
    long number = index.order().number(scaled);
    index.requireEntry(number);
    return number;
  }

  /// Where the element is in its page, or in the data block.
  private long inBlock(long number) {
    return header.pages() == 0 ? number : number % header.pageEntries();
  }

  /// The elements around one.
  ///
  /// @param create whether to make blocks that are missing
  /// @return null if a block is missing
  private ArrayBlocks.@Nullable Block block(long number, boolean create) {
    DataBlock top = dataBlock(create);
    if (top == null || header.pages() == 0) {
      return top == null ? null : top.elements;
    }
    long page = number / header.pageEntries();
    if (top.pageBitmap.isInitialized(page)) {
      return blocks.page(pageAddress(page), header.entriesIn(page));
    }
    if (!create) {
      return null;
    }
    top.pageBitmap.initialize(page);
    top.elements.touch();
    return blocks.createPage(pageAddress(page), header.entrySize(), header.entriesIn(page));
  }

  private long pageAddress(long page) {
    return Saturated.add(header.dataBlockAddress(), header.pageOffset(context, page));
  }

  private @Nullable DataBlock dataBlock(boolean create) {
    DataBlock known = dataBlock;
    if (known == null && Address.isDefined(header.dataBlockAddress())) {
      FixedArrayDataBlock stored = index.dataBlock();
      PageBitmap bitmap = stored.pageBitmap().copy();
      known =
          new DataBlock(
              blocks.keep(header.dataBlockAddress(), stored.elements(), image(bitmap)), bitmap);
    } else if (known == null && create) {
      known = createDataBlock();
    }
    dataBlock = known;
    return known;
  }

  private DataBlock createDataBlock() {
    space.requireBlock(header.dataBlockLength(context), FixedArrayDataBlock.STRUCTURE);
    PageBitmap bitmap = PageBitmap.empty(1, header.pages());
    long address = space.allocate(header.dataBlockSpace(context), FixedArrayDataBlock.STRUCTURE);
    header = header.withDataBlock(address);
    headerChanged = true;
    long count = header.pages() == 0 ? header.maxNumEntries() : 0;
    return new DataBlock(blocks.create(address, count, image(bitmap)), bitmap);
  }

  private ArrayBlocks.Image image(PageBitmap bitmap) {
    return (elements, out) ->
        new FixedArrayDataBlock(header.address(), bitmap, elements).encode(out);
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    long number = number(scaled);
    ArrayBlocks.Block block = block(number, false);
    return block == null ? Optional.empty() : block.record(inBlock(number), scaled);
  }

  @Override
  public Optional<ChunkRecord> put(ChunkRecord record) {
    ChunkElement element = index.elements().element(record);
    long number = number(record.scaled());
    ArrayBlocks.Block block = Objects.requireNonNull(block(number, true));
    Optional<ChunkRecord> previous = block.record(inBlock(number), record.scaled());
    block.set(inBlock(number), element);
    return previous;
  }

  @Override
  public Optional<ChunkRecord> remove(long[] scaled) {
    long number = number(scaled);
    ArrayBlocks.Block block = block(number, false);
    return block == null ? Optional.empty() : block.clear(inBlock(number), scaled);
  }

  @Override
  public long address() {
    return header.address();
  }

  @Override
  public void save() {
    if (headerChanged) {
      Encoder out = space.encoder();
      header.encode(out);
      space.write(header.address(), out);
      headerChanged = false;
    }
    blocks.save();
  }

  @Override
  public void delete() {
    DataBlock top = dataBlock(false);
    if (top != null) {
      for (long page = 0; page < header.pages(); page++) {
        if (top.pageBitmap.isInitialized(page)) {
          space.forget(pageAddress(page));
        }
      }
      space.free(
          header.dataBlockAddress(), header.dataBlockSpace(context), FixedArrayDataBlock.STRUCTURE);
    }
    space.free(header.address(), FixedArrayHeader.length(context), FixedArrayHeader.STRUCTURE);
  }
}
