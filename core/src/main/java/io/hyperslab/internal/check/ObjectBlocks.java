package io.hyperslab.internal.check;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.btree.AttributeCreationOrderRecord;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.LinkCreationOrderRecord;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.message.AttributeInfoMessage;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.ExternalFileListMessage;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.SymbolTableMessage;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.LocalHeap;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.SymbolTableIndex;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.ObjectModel;
import io.hyperslab.internal.transfer.DatasetReader;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// The blocks of the file that one object is made of. Structures are read as far as they lead to
/// others; elements and leaves of trees are not. What elements of variable length lead to, and the
/// mappings of a virtual dataset, share blocks with others and are not among them.
public final class ObjectBlocks {
  private final ObjectModel object;
  private final FileModel file;

  /// @param object asked again for its header each time
  public ObjectBlocks(ObjectModel object) {
    this.object = object;
    this.file = object.file();
  }

  /// Shows all blocks.
  ///
  /// @param failures takes what cannot be followed; the rest is shown nevertheless
  public void forEach(UseVisitor visitor, Consumer<Hdf5Exception> failures) {
    attempt(() -> object.header().forEachBlock(visitor.of(BlockUse.OBJECT_HEADER)), failures);
    attempt(() -> attributes(visitor), failures);
    switch (object) {
      case GroupModel _ -> attempt(() -> links(visitor), failures);
      case DatasetModel dataset -> {
        attempt(() -> index(dataset, visitor), failures);
        attempt(() -> externalFileNames(visitor), failures);
        attempt(() -> elements(dataset, visitor), failures);
      }
      default -> {
        // A datatype is all in its header.
      }
    }
  }

  private static void attempt(Runnable part, Consumer<Hdf5Exception> failures) {
    try {
      part.run();
    } catch (Hdf5Exception e) {
      failures.accept(e);
    }
  }

  /// Shows all blocks but those of elements.
  ///
  /// @throws Hdf5Exception for the first one that cannot be followed
  public void forEachOfMetadata(UseVisitor visitor) {
    object.header().forEachBlock(visitor.of(BlockUse.OBJECT_HEADER));
    attributes(visitor);
    switch (object) {
      case GroupModel _ -> links(visitor);
      case DatasetModel dataset -> {
        index(dataset, visitor);
        externalFileNames(visitor);
      }
      default -> {
        // A datatype is all in its header.
      }
    }
  }

  private void attributes(UseVisitor visitor) {
    Optional<AttributeInfoMessage> found = object.header().find(AttributeInfoMessage.class);
    if (found.isPresent()) {
      AttributeInfoMessage info = found.get();
      tree(info.nameIndexAddress(), AttributeNameRecord.TYPE, BlockUse.ATTRIBUTE_INDEX, visitor);
      tree(
          info.creationOrderIndexAddress(),
          AttributeCreationOrderRecord.TYPE,
          BlockUse.ATTRIBUTE_INDEX,
          visitor);
      heap(info.fractalHeapAddress(), BlockUse.ATTRIBUTE_HEAP, visitor);
    }
  }

  private void links(UseVisitor visitor) {
    ObjectHeader header = object.header();
    Optional<SymbolTableMessage> symbols = header.find(SymbolTableMessage.class);
    if (symbols.isPresent()) {
      SymbolTableIndex table = file.symbolTable(symbols.get());
      table.forEachBlock(visitor.of(BlockUse.LINK_INDEX));
      table.forEachHeapBlock(visitor.of(BlockUse.LINK_HEAP));
      return;
    }
    LinkInfoMessage info = header.get(LinkInfoMessage.class);
    tree(info.nameIndexAddress(), LinkNameRecord.TYPE, BlockUse.LINK_INDEX, visitor);
    tree(
        info.creationOrderIndexAddress(),
        LinkCreationOrderRecord.TYPE,
        BlockUse.LINK_INDEX,
        visitor);
    heap(info.fractalHeapAddress(), BlockUse.LINK_HEAP, visitor);
  }

  private void tree(long address, BTreeV2RecordType<?> type, BlockUse use, UseVisitor visitor) {
    if (Address.isDefined(address)) {
      BTreeV2.open(file.reader(), address, type).forEachBlock(visitor.of(use));
    }
  }

  private void heap(long address, BlockUse use, UseVisitor visitor) {
    if (Address.isDefined(address)) {
      file.fractalHeap(address).forEachBlock(visitor.of(use));
    }
  }

  private static void index(DatasetModel dataset, UseVisitor visitor) {
    if (dataset.layoutMessage() instanceof DataLayoutMessage.Chunked
        && Layout.of(dataset) instanceof Layout.Chunked chunked) {
      chunked.index().forEachBlock(visitor.of(BlockUse.CHUNK_INDEX));
    }
  }

  private void externalFileNames(UseVisitor visitor) {
    object
        .header()
        .find(ExternalFileListMessage.class)
        .ifPresent(list ->
            LocalHeap.open(file.reader(), list.localHeapAddress())
                .forEachBlock(visitor.of(BlockUse.EXTERNAL_FILE_NAMES)));
  }

  private static void elements(DatasetModel dataset, UseVisitor visitor) {
    DatasetReader reader = new DatasetReader(dataset);
    if (reader.layout() instanceof Layout.Chunked chunked) {
      chunked.forEach(
          chunk -> visitor.block(BlockUse.RAW_DATA, chunk.address(), chunk.storedSize(), "chunk"));
    }
    OptionalLong address = reader.dataAddress();
    if (address.isPresent()) {
      visitor.block(BlockUse.RAW_DATA, address.getAsLong(), reader.storageSize(), "elements");
    }
  }
}
