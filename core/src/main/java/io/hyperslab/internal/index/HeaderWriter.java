package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encodable;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.header.ContinuationBlock;
import io.hyperslab.internal.format.header.ObjectHeaderPrefix;
import io.hyperslab.internal.format.header.ObjectHeaderV1Prefix;
import io.hyperslab.internal.format.header.ObjectHeaderV2Prefix;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.ContinuationMessage;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings the blocks of an object header that was edited into the file: each that has changed once,
/// one that has become larger to a new place.
final class HeaderWriter {
  private static final String STRUCTURE = "Object Header";

  private final Transaction transaction;
  private final long address;
  private final HeaderRoom room;
  private final int version;
  private ObjectHeaderPrefix prefix;

  /// Where each continuation block is going to be.
  private final Map<HeaderBlock, Long> places = new HashMap<>();

  /// @param address where the header is
  /// @param prefix its prefix, whose size of the first block and count of messages may be old
  HeaderWriter(Transaction transaction, long address, HeaderRoom room, ObjectHeaderPrefix prefix) {
    this.transaction = transaction;
    this.address = address;
    this.room = room;
    this.prefix = prefix;
    this.version = prefix.version();
  }

  /// Writes all blocks that have changed, and gives back the space that is not needed any more.
  ///
  /// @return the prefix as written
  ObjectHeaderPrefix write() {
    room.settle();
    allocate();
    room.blocks().forEach(this::link);
    updatePrefix();
    freeDropped();
    List<ObjectHeaderBlocks.Block> stored = new ArrayList<>(room.blocks().size());
    for (HeaderBlock block : room.blocks()) {
      if (block.changed()) {
        freeOld(block);
        stored.add(write(block));
      } else {
        stored.add(block.toStored(size(block)));
      }
    }
    StoredHeader header = new StoredHeader(prefix, stored);
    transaction.keep(address, StoredHeader.class, header, header.memorySize());
    return prefix;
  }

  private long size(HeaderBlock block) {
    return block == room.blocks().getFirst()
        ? firstSize(prefix, block.capacity())
        : blockSize(block.capacity());
  }

  /// Gives back the space of all blocks.
  void delete() {
    for (HeaderBlock block : continuations()) {
      freeStored(block);
    }
    freeDropped();
    int capacity = room.blocks().getFirst().storedCapacity();
    transaction.free(address, firstSize(prefix, capacity));
    transaction.forget(address);
  }

  private List<HeaderBlock> continuations() {
    return room.blocks().subList(1, room.blocks().size());
  }

  private void allocate() {
    for (HeaderBlock block : continuations()) {
      boolean grown = block.capacity() > block.storedCapacity();
      places.put(
          block,
          grown
              ? transaction.allocate(SpaceKind.METADATA, blockSize(block.capacity()))
              : block.address());
    }
  }

  /// Lets the continuation messages of a block lead to where their blocks are now.
  private void link(HeaderBlock block) {
    for (int i = 0; i < block.size(); i++) {
      HeaderBlock next = block.next(i);
      if (next != null && next.lengthChanged()) {
        RawMessage before = block.message(i);
        Encoder out = transaction.encoder();
        long place = placeOf(next);
        new ContinuationMessage(place, blockSize(next.capacity())).encode(out);
        byte[] data = Arrays.copyOf(out.toBytes(), before.body().remaining());
        Cursor body = Cursor.over(data, address, STRUCTURE, transaction.context());
        block.replace(
            i, new RawMessage(before.type(), before.flags(), before.creationOrder(), body));
      }
    }
  }

  private void updatePrefix() {
    long size = room.blocks().getFirst().capacity();
    prefix =
        switch (prefix) {
          case ObjectHeaderV1Prefix old ->
              new ObjectHeaderV1Prefix(messageCount(), old.referenceCount(), size);
          case ObjectHeaderV2Prefix current -> current.withFirstBlockSize(size);
        };
  }

  /// Messages of all blocks as they are to be, those of type NIL counted.
  private int messageCount() {
    int count = 0;
    for (HeaderBlock block : room.blocks()) {
      count += block.size() + block.nilCount();
    }
    return count;
  }

  private void freeDropped() {
    room.dropped().forEach(this::freeStored);
    room.dropped().clear();
  }

  /// Gives back what a continuation block has in the file.
  private void freeStored(HeaderBlock block) {
    if (block.storedCapacity() > 0) {
      transaction.free(block.address(), blockSize(block.storedCapacity()));
    }
  }

  /// Gives back what a block has in the file and is not to have any more.
  private void freeOld(HeaderBlock block) {
    int less = block.storedCapacity() - block.capacity();
    if (less > 0) {
      boolean first = block == room.blocks().getFirst();
      long kept = first ? firstSize(prefix, block.capacity()) : blockSize(block.capacity());
      transaction.free(block.address() + kept, less);
    } else if (less < 0) {
      freeStored(block);
    }
  }

  private ObjectHeaderBlocks.Block write(HeaderBlock block) {
    int nilCount = block.nilCount();
    boolean first = block == room.blocks().getFirst();
    block.stored(first ? address : placeOf(block), nilCount);
    ObjectHeaderBlocks.Block stored = block.toStored(size(block));
    MessageShape shape = MessageShape.of(prefix);
    if (first) {
      write(transaction, prefix, stored);
    } else {
      transaction.writePart(
          stored.address(),
          stored.size(),
          out -> {
            Encoder messages = new Encoder(out.context(), stored.capacity());
            HeaderBlock.encode(messages, shape, stored);
            ContinuationBlock.encode(out, messages.takeBytes(), shape.version());
          });
    }
    return stored;
  }

  private long placeOf(HeaderBlock block) {
    Long place = places.get(block);
    return place == null ? block.address() : place;
  }

  /// Bytes of a continuation block.
  private long blockSize(int capacity) {
    return (long) capacity + ContinuationBlock.overhead(version);
  }

  /// Bytes of the first block.
  static long firstSize(ObjectHeaderPrefix prefix, int capacity) {
    return (long) prefix.size() + capacity + prefix.checksumSize();
  }

  /// Writes the first block with its prefix. What is kept of the header has to be replaced then.
  static void write(
      Transaction transaction, ObjectHeaderPrefix prefix, ObjectHeaderBlocks.Block block) {
    transaction.writePart(block.address(), block.size(), new FirstBlock(prefix, block));
  }

  /// The first block with the prefix, as it is to be stored.
  private record FirstBlock(ObjectHeaderPrefix prefix, ObjectHeaderBlocks.Block block)
      implements Encodable {
    @Override
    public void encode(Encoder out) {
      prefix.encode(out);
      HeaderBlock.encode(out, MessageShape.of(prefix), block);
      if (prefix.checksumSize() > 0) {
        out.checksum();
      }
    }

    @Override
    public boolean isLasting() {
      return true;
    }
  }

  /// The prefix for a first block of another size.
  static ObjectHeaderPrefix withFirstBlockSize(ObjectHeaderPrefix prefix, int capacity) {
    return switch (prefix) {
      case ObjectHeaderV1Prefix old ->
          new ObjectHeaderV1Prefix(old.messageCount(), old.referenceCount(), capacity);
      case ObjectHeaderV2Prefix current -> current.withFirstBlockSize(capacity);
    };
  }
}
