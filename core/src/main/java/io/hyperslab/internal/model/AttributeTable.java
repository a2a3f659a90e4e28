package io.hyperslab.internal.model;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.AttributeInfoMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.FractalHeap;
import io.hyperslab.internal.index.ObjectHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// The attributes of one object: those in its header, or those in dense storage. Safe for use by
/// any number of threads.
public final class AttributeTable {
  /// Message flag: the message is in the heap for shared messages (`FMT4 IV.A.1`).
  private static final int SHARED = 0x02;

  private static final MessageType TYPE = MessageType.ATTRIBUTE;

  private final FileModel file;
  private final ObjectModel object;
  private final Supplier<ObjectHeader> header;

  AttributeTable(ObjectModel object) {
    this(object, object::header);
  }

  /// @param header gives the object's header as it is now
  public AttributeTable(ObjectModel object, Supplier<ObjectHeader> header) {
    this.file = object.file();
    this.object = object;
    this.header = header;
  }

  /// How many there are.
  public long size() {
    Optional<AttributeInfoMessage> dense = dense();
    return dense.isPresent() ? names(dense.get()).size() : inHeader().size();
  }

  /// Whether attributes know when they were made relative to each other.
  public boolean tracksCreationOrder() {
    return header.get().tracksAttributeCreationOrder();
  }

  /// All of them, in stored order.
  ///
  /// @throws MalformedFileException if they are larger together than what the file has for them
  public List<AttributeModel> all() {
    Optional<AttributeInfoMessage> dense = dense();
    return dense.isPresent() ? inHeap(dense.get()) : inHeader();
  }

  private List<AttributeModel> inHeap(AttributeInfoMessage info) {
    FractalHeap heap = heap(info);
    long most = heap.mostBytes();
    long taken = 0;
    List<AttributeModel> all = new ArrayList<>();
    for (AttributeNameRecord record : names(info)) {
      Cursor body = body(heap, record);
      taken += body.remaining();
      if (taken > most) {
        // Were many records to lead to one message, a small file could hold very many large ones.
        throw new MalformedFileException(
            MessageType.ATTRIBUTE.specificationName(),
            info.fractalHeapAddress(),
            "length of all messages",
            taken + " bytes or more",
            "at most " + most + ", what the file has for them");
      }
      all.add(attribute(AttributeMessage.decode(body), record.creationOrder()));
    }
    return all;
  }

  private List<AttributeModel> inHeader() {
    List<AttributeModel> all = new ArrayList<>();
    ObjectHeader current = header.get();
    for (int i = current.next(TYPE, 0); i >= 0; i = current.next(TYPE, i + 1)) {
      long creationOrder = current.rawMessages().get(i).creationOrder();
      all.add(attribute((AttributeMessage) current.message(i), creationOrder));
    }
    return all;
  }

  /// All of them in the order of creation; in stored order where that is not tracked.
  public List<AttributeModel> inCreationOrder() {
    return tracksCreationOrder()
        ? all().stream()
            .sorted(Comparator.comparingLong(a -> a.creationOrder().orElse(Long.MAX_VALUE)))
            .toList()
        : all();
  }

  /// The one of that name.
  public Optional<AttributeModel> find(String name) {
    Optional<AttributeInfoMessage> dense = dense();
    if (dense.isEmpty()) {
      return findInHeader(name);
    }
    FractalHeap heap = heap(dense.get());
    BTreeV2<AttributeNameRecord> names = names(dense.get());
    byte[] bytes = Text.encode(name);
    int hash = Lookup3.hash(bytes, 0, bytes.length);
    AttributeNameRecord first =
        names.search(
            AttributeNameRecord.SIZE,
            (records, start) -> AttributeNameRecord.compareHash(records, start, hash));
    if (first == null) {
      return Optional.empty();
    }
    AttributeModel likely = dense(heap, first);
    return likely.name().equals(name)
        ? Optional.of(likely)
        : findAmongSame(name, hash, heap, names);
  }

  /// Decodes the one of that name only.
  private Optional<AttributeModel> findInHeader(String name) {
    ObjectHeader current = header.get();
    if (!current.has(TYPE)) {
      return Optional.empty();
    }
    byte[] bytes = Text.encode(name);
    for (int i = current.next(TYPE, 0); i >= 0; i = current.next(TYPE, i + 1)) {
      RawMessage message = current.rawMessages().get(i);
      if (message.shared() || AttributeMessage.isNamed(message.body(), bytes)) {
        AttributeMessage candidate = (AttributeMessage) current.message(i);
        if (candidate.name().equals(name)) {
          return Optional.of(attribute(candidate, message.creationOrder()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<AttributeModel> findAmongSame(
      String name, int hash, FractalHeap heap, BTreeV2<AttributeNameRecord> names) {
    // Names with the same hash are neighbours.
    Iterator<AttributeNameRecord> records =
        names.from(r -> Integer.compareUnsigned(r.hash(), hash));
    while (records.hasNext()) {
      AttributeNameRecord record = records.next();
      if (record.hash() != hash) {
        break;
      }
      AttributeModel candidate = dense(heap, record);
      if (candidate.name().equals(name)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Optional<AttributeInfoMessage> dense() {
    return header.get().find(AttributeInfoMessage.class).filter(AttributeInfoMessage::dense);
  }

  private FractalHeap heap(AttributeInfoMessage info) {
    return file.fractalHeap(info.fractalHeapAddress());
  }

  private BTreeV2<AttributeNameRecord> names(AttributeInfoMessage info) {
    return BTreeV2.open(file.reader(), info.nameIndexAddress(), AttributeNameRecord.TYPE);
  }

  private AttributeModel dense(FractalHeap heap, AttributeNameRecord record) {
    return attribute(AttributeMessage.decode(body(heap, record)), record.creationOrder());
  }

  private Cursor body(FractalHeap heap, AttributeNameRecord record) {
    boolean shared = (record.messageFlags() & SHARED) != 0;
    return shared
        ? file.sharedMessage(MessageType.ATTRIBUTE, record.heapId())
        : heap.object(record.heapId(), MessageType.ATTRIBUTE.specificationName());
  }

  private AttributeModel attribute(AttributeMessage message, long creationOrder) {
    return new AttributeModel(
        file,
        message,
        tracksCreationOrder() ? OptionalLong.of(creationOrder) : OptionalLong.empty(),
        object.address());
  }
}
