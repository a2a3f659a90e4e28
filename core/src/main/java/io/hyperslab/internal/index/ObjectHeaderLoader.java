package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.HeaderMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.Sharable;
import io.hyperslab.internal.format.message.UnknownMessage;
import io.hyperslab.internal.metadata.BlockSweep;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.Optional;

/// Loads object headers by their addresses, and finds the messages that they share. Safe for use by
/// any number of threads.
public final class ObjectHeaderLoader {
  private final MetadataReader reader;
  private final SharedMessageSource heap;

  /// A loader for files without shared object header messages, and for the superblock extension
  /// that says where they are.
  public ObjectHeaderLoader(MetadataReader reader) {
    this(
        reader,
        (type, id) -> {
          throw new MalformedFileException(
              "Shared Message", -1, "shared message table", "missing", "one in the file");
        });
  }

  /// @param heap where shared messages are that stand in no object header
  public ObjectHeaderLoader(MetadataReader reader, SharedMessageSource heap) {
    this.reader = reader;
    this.heap = heap;
  }

  /// The header at `address`.
  ///
  /// @throws io.hyperslab.error.Hdf5Exception if its blocks are malformed, or hold a message that
  ///   must be known and is not
  public ObjectHeader load(long address) {
    if (reader.isChanging()) {
      Optional<StoredHeader> edited = reader.cache().find(address, StoredHeader.class);
      if (edited.isPresent()) {
        return edited.get().header(this);
      }
    }
    return reader
        .cache()
        .getIfRepeated(
            address,
            ObjectHeader.class,
            () -> ObjectHeaderBlocks.load(reader, address).stored().header(this),
            ObjectHeader::memorySize);
  }

  /// The types of messages that the headers at some addresses have, as in [ObjectHeader#types()],
  /// read for that alone in most cases: what kind of object each is of needs no more.
  ///
  /// @param order indices of the addresses, these ascending
  /// @param from the first index in `order` that is wanted
  /// @param end the one behind the last
  /// @param types takes what was found, at the indices of the addresses
  /// @throws io.hyperslab.error.Hdf5Exception as for [#load(long)]
  public void types(long[] addresses, int[] order, int from, int end, long[] types) {
    boolean changing = reader.isChanging();
    try (BlockSweep headers =
        reader.sweep(
            addresses,
            order,
            from,
            end,
            ObjectHeaderBlocks.READ_AHEAD,
            ObjectHeaderBlocks.HEADER)) {
      for (int i = from; i < end; i++) {
        int index = order[i];
        long found = changing ? 0 : ObjectHeaderBlocks.types(headers.next());
        types[index] = found != 0 ? found : load(addresses[index]).types();
      }
    }
  }

  /// A message inside another one.
  ///
  /// @param message the class that is expected
  public <M extends HeaderMessage> M resolve(Sharable<M> sharable, Class<M> message) {
    return sharable instanceof Sharable.Here<M> here
        ? here.message()
        : message.cast(
            resolve(((Sharable.Elsewhere<M>) sharable).location(), MessageType.of(message)));
  }

  /// The message that a shared one stands for.
  public HeaderMessage resolve(SharedMessage location, MessageType type) {
    return switch (location) {
      case SharedMessage.InHeap inHeap -> type.decode(heap.message(type, inHeap.heapId()));
      case SharedMessage.Committed committed -> committed(committed.objectHeaderAddress(), type);
    };
  }

  /// A cursor over the first message of a type in a header, wherever it is stored.
  public Optional<Cursor> body(ObjectHeader header, MessageType type) {
    int index = header.next(type, 0);
    if (index < 0) {
      return Optional.empty();
    }
    RawMessage raw = header.rawMessages().get(index);
    return Optional.of(raw.shared() ? body(location(raw, type), type) : body(raw, type));
  }

  private static Cursor body(RawMessage raw, MessageType type) {
    return raw.body().rest(type.specificationName());
  }

  private Cursor body(SharedMessage location, MessageType type) {
    return switch (location) {
      case SharedMessage.InHeap inHeap -> heap.message(type, inHeap.heapId());
      case SharedMessage.Committed committed ->
          load(committed.objectHeaderAddress()).rawMessages().stream()
              .filter(raw -> raw.type() == type.number() && !raw.shared())
              .findFirst()
              .map(raw -> body(raw, type))
              .orElseThrow(() -> missing(committed.objectHeaderAddress(), type));
    };
  }

  private static MalformedFileException missing(long address, MessageType type) {
    return new MalformedFileException(
        "Object Header", address, type.specificationName(), "missing", "the shared message");
  }

  /// Decodes a message of a header, or the one that it stands for.
  public HeaderMessage decode(RawMessage raw) {
    Optional<MessageType> type = MessageType.of(raw.type());
    if (type.isEmpty()) {
      return UnknownMessage.decode(raw.type(), raw.body());
    }
    return raw.shared()
        ? resolve(location(raw, type.get()), type.get())
        : type.get().decode(raw.body());
  }

  /// Where a shared message is.
  static SharedMessage location(RawMessage raw, MessageType type) {
    Cursor cursor = raw.body().rest("Shared Message");
    if (!type.sharable()) {
      throw cursor.malformed("message type", type.specificationName(), "one that can be shared");
    }
    return SharedMessage.decode(cursor);
  }

  /// The message of the object header at `address`, which is not shared again: chains would let a
  /// file send readers around in circles.
  private HeaderMessage committed(long address, MessageType type) {
    ObjectHeader header = load(address);
    int index = header.next(type, 0);
    if (index < 0) {
      throw missing(address, type);
    }
    if (header.rawMessages().get(index).shared()) {
      throw new MalformedFileException(
          type.specificationName(), address, "shared message", "shared again", "stored here");
    }
    return header.message(index);
  }
}
