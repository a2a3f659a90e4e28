package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.format.chunkindex.ChunkElement;
import io.hyperslab.internal.format.chunkindex.ChunkElements;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayDataBlock;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayHeader;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayIndexBlock;
import io.hyperslab.internal.format.chunkindex.ExtensibleArraySecondaryBlock;
import io.hyperslab.internal.format.chunkindex.SecondaryBlockShape;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Optional;

/// The extensible array over the chunks of a dataset (`FMT4 VII.D`).
public final class ExtensibleArrayChunkIndex implements ChunkIndex {
  private final MetadataReader reader;
  private final FormatContext context;
  private final ChunkOrder order;
  private final ElementReader elements;
  private final ExtensibleArrayHeader header;

  /// @param header the array's
  ExtensibleArrayChunkIndex(
      MetadataReader reader, ChunkGeometry geometry, ExtensibleArrayHeader header) {
    this.reader = reader;
    this.context = reader.context();
    this.order = ChunkOrder.of(geometry);
    this.elements = new ElementReader(reader, geometry, header.clientId(), header.elementSize());
    this.header = header;
  }

  /// The index whose header is at `address`. Reads the header only.
  public static ExtensibleArrayChunkIndex open(
      MetadataReader reader, ChunkGeometry geometry, long address) {
    long length = ExtensibleArrayHeader.length(reader.context());
    ExtensibleArrayHeader header =
        reader
            .cache()
            .get(
                address,
                ExtensibleArrayHeader.class,
                length,
                () ->
                    ExtensibleArrayHeader.decode(
                        reader.read(address, length, ExtensibleArrayHeader.STRUCTURE)));
    ElementReader.requireClient(
        ExtensibleArrayHeader.STRUCTURE, address, header.clientId(), geometry);
    return new ExtensibleArrayChunkIndex(reader, geometry, header);
  }

  /// The array's header.
  ExtensibleArrayHeader header() {
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
    if (number == ChunkOrder.OUTSIDE
        || number >= header.maxIndexSet()
        || !Address.isDefined(header.indexBlockAddress())) {
      return Optional.empty();
    }
    ExtensibleArrayIndexBlock index = indexBlock();
    if (number < header.indexBlkElmts()) {
      return elements.record(index.elements(), (int) number, scaled);
    }
    long offset = number - header.indexBlkElmts();
    int secondary = header.secondaryBlock(offset);
    if (secondary >= SecondaryBlockShape.end(header)) {
      return Optional.empty();
    }
    SecondaryBlockShape shape = SecondaryBlockShape.of(header, secondary);
    long inSecondary = offset - shape.firstElement();
    long dataBlock = inSecondary / shape.elementsPerDataBlock();
    long inDataBlock = inSecondary % shape.elementsPerDataBlock();
    if (secondary < header.secondaryBlocksInIndexBlock()) {
      long address = index.dataBlockAddresses()[(int) (shape.firstDataBlock() + dataBlock)];
      return inDataBlock(address, shape, inDataBlock, scaled);
    }
    long address =
        index.secondaryBlockAddresses()[secondary - header.secondaryBlocksInIndexBlock()];
    if (!Address.isDefined(address)) {
      return Optional.empty();
    }
    return inSecondaryBlock(secondaryBlock(address, shape), (int) dataBlock, inDataBlock, scaled);
  }

  private Optional<ChunkRecord> inSecondaryBlock(
      ExtensibleArraySecondaryBlock secondary, int dataBlock, long inDataBlock, long[] scaled) {
    SecondaryBlockShape shape = secondary.shape();
    long address = secondary.dataBlockAddresses()[dataBlock];
    if (shape.pagesPerDataBlock() == 0) {
      return inDataBlock(address, shape, inDataBlock, scaled);
    }
    long page = inDataBlock / header.pageElements();
    if (!Address.isDefined(address) || !secondary.isInitialized(dataBlock, page)) {
      return Optional.empty();
    }
    return elements.record(
        page(address, page), (int) (inDataBlock % header.pageElements()), scaled);
  }

  private Optional<ChunkRecord> inDataBlock(
      long address, SecondaryBlockShape shape, long inDataBlock, long[] scaled) {
    return Address.isDefined(address)
        ? elements.record(dataBlock(address, shape).elements(), (int) inDataBlock, scaled)
        : Optional.empty();
  }

  /// The index block, which exists.
  ExtensibleArrayIndexBlock indexBlock() {
    long address = header.indexBlockAddress();
    long length = ExtensibleArrayIndexBlock.length(context, header);
    ExtensibleArrayIndexBlock block =
        reader
            .cache()
            .get(
                address,
                ExtensibleArrayIndexBlock.class,
                length,
                () ->
                    ExtensibleArrayIndexBlock.decode(
                        reader.read(address, length, ExtensibleArrayIndexBlock.STRUCTURE), header));
    ElementReader.requireOwner(
        ExtensibleArrayIndexBlock.STRUCTURE, address, block.headerAddress(), header.address());
    return block;
  }

  /// The secondary block at an address.
  ExtensibleArraySecondaryBlock secondaryBlock(long address, SecondaryBlockShape shape) {
    long length = ExtensibleArraySecondaryBlock.length(context, header, shape);
    ExtensibleArraySecondaryBlock block =
        reader
            .cache()
            .get(
                address,
                ExtensibleArraySecondaryBlock.class,
                length,
                () ->
                    ExtensibleArraySecondaryBlock.decode(
                        reader.read(address, length, ExtensibleArraySecondaryBlock.STRUCTURE),
                        header,
                        shape));
    ElementReader.requireOwner(
        ExtensibleArraySecondaryBlock.STRUCTURE, address, block.headerAddress(), header.address());
    if (!block.shape().equals(shape)) {
      throw new MalformedFileException(
          ExtensibleArraySecondaryBlock.STRUCTURE,
          address,
          "number",
          String.valueOf(block.shape().number()),
          String.valueOf(shape.number()));
    }
    return block;
  }

  /// The data block at an address: of one with pages what comes before them.
  ExtensibleArrayDataBlock dataBlock(long address, SecondaryBlockShape shape) {
    long count = shape.pagesPerDataBlock() == 0 ? shape.elementsPerDataBlock() : 0;
    long length = ExtensibleArrayDataBlock.length(context, header, count);
    ExtensibleArrayDataBlock block =
        reader
            .cache()
            .get(
                address,
                ExtensibleArrayDataBlock.class,
                length,
                () ->
                    ExtensibleArrayDataBlock.decode(
                        reader.read(address, length, ExtensibleArrayDataBlock.STRUCTURE),
                        header,
                        count));
    ElementReader.requireOwner(
        ExtensibleArrayDataBlock.STRUCTURE, address, block.headerAddress(), header.address());
    elements.require(block.elements(), ExtensibleArrayDataBlock.STRUCTURE, address, count);
    return block;
  }

  private ChunkElements page(long dataBlockAddress, long page) {
    long offset = ExtensibleArrayDataBlock.pageOffset(context, header, page);
    return elements.page(Saturated.add(dataBlockAddress, offset), header.pageElements());
  }

  @Override
  public void forEach(ChunkVisitor visitor) {
    if (!order.isEmpty() && Address.isDefined(header.indexBlockAddress())) {
      new Walk(visitor).run();
    }
  }

  @Override
  public void forEachBlock(BlockVisitor visitor) {
    visitor.block(
        header.address(), ExtensibleArrayHeader.length(context), ExtensibleArrayHeader.STRUCTURE);
    if (!Address.isDefined(header.indexBlockAddress())) {
      return;
    }
    ExtensibleArrayIndexBlock index = indexBlock();
    visitor.block(
        header.indexBlockAddress(),
        ExtensibleArrayIndexBlock.length(context, header),
        ExtensibleArrayIndexBlock.STRUCTURE);
    int direct = header.secondaryBlocksInIndexBlock();
    for (int i = 0; i < SecondaryBlockShape.end(header); i++) {
      SecondaryBlockShape shape = SecondaryBlockShape.of(header, i);
      if (i < direct) {
        int first = (int) shape.firstDataBlock();
        dataBlocks(shape, index.dataBlockAddresses(), first, visitor);
      } else if (Address.isDefined(index.secondaryBlockAddresses()[i - direct])) {
        long address = index.secondaryBlockAddresses()[i - direct];
        visitor.block(
            address,
            ExtensibleArraySecondaryBlock.length(context, header, shape),
            ExtensibleArraySecondaryBlock.STRUCTURE);
        dataBlocks(shape, secondaryBlock(address, shape).dataBlockAddresses(), 0, visitor);
      }
    }
  }

  private void dataBlocks(
      SecondaryBlockShape shape, long[] addresses, int first, BlockVisitor visitor) {
    long size = ExtensibleArrayDataBlock.space(context, header, shape);
    for (int i = 0; i < shape.dataBlocks(); i++) {
      if (Address.isDefined(addresses[first + i])) {
        visitor.block(addresses[first + i], size, ExtensibleArrayDataBlock.STRUCTURE);
      }
    }
  }

  /// Visits the chunks block by block, so that what is not allocated costs nothing.
  private final class Walk {
    private final ChunkVisitor visitor;
    private final VisitedAddresses visited = new VisitedAddresses();

    private Walk(ChunkVisitor visitor) {
      this.visitor = visitor;
    }

    private void run() {
      ExtensibleArrayIndexBlock index = indexBlock();
      visit(index.elements(), 0);
      int direct = header.secondaryBlocksInIndexBlock();
      for (int i = 0; i < SecondaryBlockShape.end(header); i++) {
        SecondaryBlockShape shape = SecondaryBlockShape.of(header, i);
        if (header.indexBlkElmts() + shape.firstElement() >= header.maxIndexSet()) {
          return;
        }
        if (i < direct) {
          dataBlocks(shape, index.dataBlockAddresses());
        } else if (Address.isDefined(index.secondaryBlockAddresses()[i - direct])) {
          secondary(shape, index.secondaryBlockAddresses()[i - direct]);
        }
      }
    }

    private void dataBlocks(SecondaryBlockShape shape, long[] addresses) {
      for (int i = 0; i < shape.dataBlocks(); i++) {
        long address = addresses[(int) shape.firstDataBlock() + i];
        if (Address.isDefined(address)) {
          visited.enter(address, ExtensibleArrayDataBlock.STRUCTURE);
          visit(dataBlock(address, shape).elements(), first(shape, i));
        }
      }
    }

    private void secondary(SecondaryBlockShape shape, long address) {
      visited.enter(address, ExtensibleArraySecondaryBlock.STRUCTURE);
      ExtensibleArraySecondaryBlock block = secondaryBlock(address, shape);
      for (int i = 0; i < shape.dataBlocks(); i++) {
        long dataBlock = block.dataBlockAddresses()[i];
        if (!Address.isDefined(dataBlock)) {
          continue;
        }
        visited.enter(dataBlock, ExtensibleArrayDataBlock.STRUCTURE);
        if (shape.pagesPerDataBlock() == 0) {
          visit(dataBlock(dataBlock, shape).elements(), first(shape, i));
        }
        for (long page = 0; page < shape.pagesPerDataBlock(); page++) {
          if (block.isInitialized(i, page)) {
            visit(page(dataBlock, page), first(shape, i) + page * header.pageElements());
          }
        }
      }
    }

    private long first(SecondaryBlockShape shape, long dataBlock) {
      return header.indexBlkElmts()
          + shape.firstElement()
          + dataBlock * shape.elementsPerDataBlock();
    }

    private void visit(ChunkElements found, long first) {
      long count = Math.min(found.count(), header.maxIndexSet() - first);
      for (int i = 0; i < count; i++) {
        ChunkElement element = found.element(i, context);
        if (element.isAllocated()) {
          visitor.visit(elements.record(element, order.scaled(first + i)));
        }
      }
    }
  }
}
