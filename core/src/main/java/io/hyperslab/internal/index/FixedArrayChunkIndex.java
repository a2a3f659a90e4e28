package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.chunkindex.ChunkElement;
import io.hyperslab.internal.format.chunkindex.ChunkElements;
import io.hyperslab.internal.format.chunkindex.FixedArrayDataBlock;
import io.hyperslab.internal.format.chunkindex.FixedArrayHeader;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Optional;

/// The fixed array over the chunks of a dataset (`FMT4 VII.C`).
public final class FixedArrayChunkIndex implements ChunkIndex {
  private final MetadataReader reader;
  private final FormatContext context;
  private final ChunkOrder order;
  private final ElementReader elements;
  private final FixedArrayHeader header;

  /// @param header the array's
  FixedArrayChunkIndex(MetadataReader reader, ChunkGeometry geometry, FixedArrayHeader header) {
    this.reader = reader;
    this.context = reader.context();
    this.order = ChunkOrder.of(geometry);
    this.elements = new ElementReader(reader, geometry, header.clientId(), header.entrySize());
    this.header = header;
  }

  /// The index whose header is at `address`. Reads the header only.
  public static FixedArrayChunkIndex open(
      MetadataReader reader, ChunkGeometry geometry, long address) {
    long length = FixedArrayHeader.length(reader.context());
    FixedArrayHeader header =
        reader
            .cache()
            .get(
                address,
                FixedArrayHeader.class,
                length,
                () ->
                    FixedArrayHeader.decode(
                        reader.read(address, length, FixedArrayHeader.STRUCTURE)));
    ElementReader.requireClient(FixedArrayHeader.STRUCTURE, address, header.clientId(), geometry);
    return new FixedArrayChunkIndex(reader, geometry, header);
  }

  /// The array's header.
  FixedArrayHeader header() {
    return header;
  }

  /// The numbers of the chunks.
  ChunkOrder order() {
    return order;
  }

  /// The elements of the array as chunks.
  ElementReader elements() {
    return elements;
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    long number = order.number(scaled);
    if (number == ChunkOrder.OUTSIDE || !Address.isDefined(header.dataBlockAddress())) {
      return Optional.empty();
    }
    requireEntry(number);
    FixedArrayDataBlock block = dataBlock();
    if (header.pages() == 0) {
      return elements.record(block.elements(), (int) number, scaled);
    }
    long page = number / header.pageEntries();
    if (!block.pageBitmap().isInitialized(page)) {
      return Optional.empty();
    }
    return elements.record(page(page), (int) (number % header.pageEntries()), scaled);
  }

  /// Checks that the array has an element of that number.
  void requireEntry(long number) {
    if (number >= header.maxNumEntries()) {
      throw new MalformedFileException(
          FixedArrayHeader.STRUCTURE,
          header.address(),
          "max num entries",
          String.valueOf(header.maxNumEntries()),
          "more than " + number + ", by the dataset's maximum size");
    }
  }

  /// The data block, which exists.
  FixedArrayDataBlock dataBlock() {
    long address = header.dataBlockAddress();
    long length = header.dataBlockLength(context);
    FixedArrayDataBlock block =
        reader
            .cache()
            .get(
                address,
                FixedArrayDataBlock.class,
                length,
                () ->
                    FixedArrayDataBlock.decode(
                        reader.read(address, length, FixedArrayDataBlock.STRUCTURE), header));
    ElementReader.requireOwner(
        FixedArrayDataBlock.STRUCTURE, address, block.headerAddress(), header.address());
    return block;
  }

  private ChunkElements page(long page) {
    long address = Saturated.add(header.dataBlockAddress(), header.pageOffset(context, page));
    return elements.page(address, header.entriesIn(page));
  }

  @Override
  public void forEach(ChunkVisitor visitor) {
    if (order.isEmpty() || !Address.isDefined(header.dataBlockAddress())) {
      return;
    }
    FixedArrayDataBlock block = dataBlock();
    if (header.pages() == 0) {
      visit(block.elements(), 0, visitor);
    }
    for (long page = 0; page < header.pages(); page++) {
      if (block.pageBitmap().isInitialized(page)) {
        visit(page(page), page * header.pageEntries(), visitor);
      }
    }
  }

  @Override
  public void forEachBlock(BlockVisitor visitor) {
    visitor.block(header.address(), FixedArrayHeader.length(context), FixedArrayHeader.STRUCTURE);
    if (Address.isDefined(header.dataBlockAddress())) {
      visitor.block(
          header.dataBlockAddress(), header.dataBlockSpace(context), FixedArrayDataBlock.STRUCTURE);
    }
  }

  private void visit(ChunkElements found, long first, ChunkVisitor visitor) {
    for (int i = 0; i < found.count(); i++) {
      ChunkElement element = found.element(i, context);
      long[] scaled = order.scaled(first + i);
      if (element.isAllocated() && order.contains(scaled)) {
        visitor.visit(elements.record(element, scaled));
      }
    }
  }
}
