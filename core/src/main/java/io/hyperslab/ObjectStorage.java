package io.hyperslab;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.check.BlockUse;
import io.hyperslab.internal.check.ObjectBlocks;
import io.hyperslab.internal.format.datatype.DatatypeCodec;
import io.hyperslab.internal.format.datatype.DecodedDatatype;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.ObjectModel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What the structures of one object take of the file, in bytes. Elements are not among them, see
/// [Dataset#storageSize()], but for those of compact datasets, which are in the header.
///
/// @param header the object header with all its blocks
/// @param headerFree what of the header holds no message
/// @param index a group's B-trees over its links, symbol table nodes included; a dataset's chunk
///   index
/// @param heap the heap of a group's links or of their names; of the names of a dataset's external
///   files; of a virtual dataset its mappings, which are a part of a global heap collection
/// @param attributeIndex B-trees over attributes that are not in the header
/// @param attributeHeap the heap of those attributes
/// @param datatype the description of a dataset's elements, or a committed datatype, as libhdf5
///   encodes it, wherever it is stored; 0 for a group
public record ObjectStorage(
    long header,
    long headerFree,
    long index,
    long heap,
    long attributeIndex,
    long attributeHeap,
    long datatype) {
  static ObjectStorage of(ObjectModel object) {
    Map<BlockUse, Long> sizes = new EnumMap<>(BlockUse.class);
    new ObjectBlocks(object)
        .forEachOfMetadata((use, _, size, _) -> sizes.merge(use, size, Saturated::add));
    return new ObjectStorage(
        sizes.getOrDefault(BlockUse.OBJECT_HEADER, 0L),
        object.header().freeSize(),
        sum(sizes, BlockUse.LINK_INDEX, BlockUse.CHUNK_INDEX),
        Saturated.add(
            sum(sizes, BlockUse.LINK_HEAP, BlockUse.EXTERNAL_FILE_NAMES), mappings(object)),
        sizes.getOrDefault(BlockUse.ATTRIBUTE_INDEX, 0L),
        sizes.getOrDefault(BlockUse.ATTRIBUTE_HEAP, 0L),
        datatype(object));
  }

  /// The sizes are those that the file states, and may be any.
  private static long sum(Map<BlockUse, Long> sizes, BlockUse one, BlockUse other) {
    return Saturated.add(sizes.getOrDefault(one, 0L), sizes.getOrDefault(other, 0L));
  }

  private static long datatype(ObjectModel object) {
    Optional<Cursor> body = object.file().headers().body(object.header(), MessageType.DATATYPE);
    if (body.isEmpty()) {
      return 0;
    }
    Cursor cursor = body.get();
    int start = cursor.position();
    DecodedDatatype decoded = DatatypeCodec.decodeStated(cursor);
    long stored = (long) cursor.position() - start;
    // What is too old for what it describes is in a newer version as soon as it is read.
    return decoded.version() < DatatypeCodec.lowestVersion(decoded.type())
        ? DatatypeCodec.encodedSize(cursor.context(), decoded).orElse(stored)
        : stored;
  }

  private static long mappings(ObjectModel object) {
    return object instanceof DatasetModel dataset
            && dataset.layoutMessage() instanceof DataLayoutMessage.Virtual layout
            && Address.isDefined(layout.heapAddress())
        ? dataset.file().globalHeap().object(layout.heapAddress(), layout.heapIndex()).remaining()
        : 0;
  }
}
