package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.chunkindex.ChunkElement;
import io.hyperslab.internal.format.chunkindex.ExtensibleArrayHeader;
import io.hyperslab.internal.format.message.ChunkIndexing;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes the extensible array over the chunks of a dataset (`FMT4 VII.D`).
///
/// Blocks are made when an element of theirs is put, and stay when it is removed.
final class ExtensibleArrayChunkEditor implements StoredChunkEditor {
  private final ExtensibleArrayChunkIndex index;
  private final ExtensibleArrayBlocks blocks;

  private ExtensibleArrayChunkEditor(
      BlockSpace space, ExtensibleArrayChunkIndex index, boolean created) {
    this.index = index;
    this.blocks = new ExtensibleArrayBlocks(space, index, created);
  }

  /// The editor of the array whose header is at `address`.
  static ExtensibleArrayChunkEditor open(BlockSpace space, ChunkGeometry geometry, long address) {
    return new ExtensibleArrayChunkEditor(
        space, ExtensibleArrayChunkIndex.open(space.reader(), geometry, address), false);
  }

  /// A new array.
  ///
  /// @param elementSize bytes of an element
  /// @throws io.hyperslab.error.MalformedFileException if the parameters do not fit together
  static ExtensibleArrayChunkEditor create(
      BlockSpace space,
      ChunkGeometry geometry,
      int elementSize,
      ChunkIndexing.ExtensibleArray parameters) {
    FormatContext context = space.reader().context();
    ExtensibleArrayHeader header =
        new ExtensibleArrayHeader(
            space.allocate(ExtensibleArrayHeader.length(context), ExtensibleArrayHeader.STRUCTURE),
            ElementReader.clientId(geometry),
            elementSize,
            parameters.maximumElementBits(),
            parameters.indexBlockElements(),
            parameters.dataBlockMinimumElements(),
            parameters.superBlockMinimumPointers(),
            parameters.pageBits(),
            0,
            0,
            0,
            0,
            0,
            0,
            Address.UNDEFINED);
    requireSound(header, space.encoder());
    return new ExtensibleArrayChunkEditor(
        space, new ExtensibleArrayChunkIndex(space.reader(), geometry, header), true);
  }

  /// The parameters come from a layout message. What makes a header malformed is known to its
  /// decoder.
  private static void requireSound(ExtensibleArrayHeader header, Encoder out) {
    header.encode(out);
    ExtensibleArrayHeader.decode(
        Cursor.over(
            out.toBytes(), header.address(), ExtensibleArrayHeader.STRUCTURE, out.context()));
  }

  /// The element of a position that can be in use; null if its block does not exist.
  private ExtensibleArrayBlocks.@Nullable Place existing(long[] scaled) {
    long number = index.order().number(scaled);
    return number < blocks.header().maxIndexSet() && blocks.covers(number)
        ? blocks.place(number, false)
        : null;
  }

  @Override
  public Optional<ChunkRecord> find(long[] scaled) {
    ExtensibleArrayBlocks.Place place = existing(scaled);
    return place == null ? Optional.empty() : place.block().record(place.index(), scaled);
  }

  @Override
  public Optional<ChunkRecord> put(ChunkRecord record) {
    ChunkElement element = index.elements().element(record);
    long number = index.order().number(record.scaled());
    if (!blocks.covers(number)) {
      throw new LimitExceededException(
          ExtensibleArrayHeader.STRUCTURE,
          address(),
          "index of a chunk",
          String.valueOf(number),
          "less than 2^" + blocks.header().maxNelmtsBits() + ", by its max nelmts bits");
    }
    Optional<ChunkRecord> previous = find(record.scaled());
    ExtensibleArrayBlocks.Place place = Objects.requireNonNull(blocks.place(number, true));
    place.block().set(place.index(), element);
    blocks.extendTo(number);
    return previous;
  }

  @Override
  public Optional<ChunkRecord> remove(long[] scaled) {
    ExtensibleArrayBlocks.Place place = existing(scaled);
    return place == null ? Optional.empty() : place.block().clear(place.index(), scaled);
  }

  @Override
  public long address() {
    return blocks.header().address();
  }

  @Override
  public void save() {
    blocks.save();
  }

  @Override
  public void delete() {
    blocks.delete();
  }
}
