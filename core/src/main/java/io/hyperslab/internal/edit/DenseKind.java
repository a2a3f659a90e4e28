package io.hyperslab.internal.edit;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.btree.AttributeCreationOrderRecord;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.LinkCreationOrderRecord;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.FractalHeapSettings;

/// What dense storage holds: links, or attributes.
///
/// @param <N> the records of the index by name
/// @param <O> the records of the index by creation order
sealed interface DenseKind<N, O> {
  /// Links of a group.
  DenseKind<LinkNameRecord, LinkCreationOrderRecord> LINKS = new Links();

  /// Attributes of an object.
  DenseKind<AttributeNameRecord, AttributeCreationOrderRecord> ATTRIBUTES = new Attributes();

  /// The name of the messages in the specification.
  String messageName();

  /// How their heap is made.
  FractalHeapSettings heapSettings();

  /// The records of the index by name.
  BTreeV2RecordType<N> names();

  /// The records of the index by creation order.
  BTreeV2RecordType<O> orders();

  /// Bytes of a record of the index by name.
  int nameRecordSize();

  /// Bytes of a record of the index by creation order.
  int orderRecordSize();

  /// A record of the index by name.
  N nameRecord(byte[] id, int hash, long creationOrder);

  /// A record of the index by creation order.
  O orderRecord(byte[] id, long creationOrder);

  /// The hash of a record.
  int hash(N record);

  /// The heap identifier of a record.
  byte[] id(N record);

  /// The creation order of a record.
  long order(O record);

  /// Whether a record's message is one that objects share, and not in this heap.
  boolean shared(N record);

  /// The name in a message.
  String name(Cursor message);

  /// Links of a group.
  final class Links implements DenseKind<LinkNameRecord, LinkCreationOrderRecord> {
    private Links() {}

    @Override
    public String messageName() {
      return MessageType.LINK.specificationName();
    }

    @Override
    public FractalHeapSettings heapSettings() {
      return FractalHeapSettings.forLinks();
    }

    @Override
    public BTreeV2RecordType<LinkNameRecord> names() {
      return LinkNameRecord.TYPE;
    }

    @Override
    public BTreeV2RecordType<LinkCreationOrderRecord> orders() {
      return LinkCreationOrderRecord.TYPE;
    }

    @Override
    public int nameRecordSize() {
      return 4 + 7;
    }

    @Override
    public int orderRecordSize() {
      return 8 + 7;
    }

    @Override
    public LinkNameRecord nameRecord(byte[] id, int hash, long creationOrder) {
      return new LinkNameRecord(hash, id);
    }

    @Override
    public LinkCreationOrderRecord orderRecord(byte[] id, long creationOrder) {
      return new LinkCreationOrderRecord(creationOrder, id);
    }

    @Override
    public int hash(LinkNameRecord record) {
      return record.hash();
    }

    @Override
    public byte[] id(LinkNameRecord record) {
      return record.id();
    }

    @Override
    public long order(LinkCreationOrderRecord record) {
      return record.creationOrder();
    }

    @Override
    public boolean shared(LinkNameRecord record) {
      return false;
    }

    @Override
    public String name(Cursor message) {
      return LinkMessage.decode(message).name();
    }
  }

  /// Attributes of an object.
  final class Attributes implements DenseKind<AttributeNameRecord, AttributeCreationOrderRecord> {
    private Attributes() {}

    @Override
    public String messageName() {
      return MessageType.ATTRIBUTE.specificationName();
    }

    @Override
    public FractalHeapSettings heapSettings() {
      return FractalHeapSettings.forAttributes();
    }

    @Override
    public BTreeV2RecordType<AttributeNameRecord> names() {
      return AttributeNameRecord.TYPE;
    }

    @Override
    public BTreeV2RecordType<AttributeCreationOrderRecord> orders() {
      return AttributeCreationOrderRecord.TYPE;
    }

    @Override
    public int nameRecordSize() {
      return 8 + 1 + 4 + 4;
    }

    @Override
    public int orderRecordSize() {
      return 8 + 1 + 4;
    }

    @Override
    public AttributeNameRecord nameRecord(byte[] id, int hash, long creationOrder) {
      return new AttributeNameRecord(id, 0, creationOrder, hash);
    }

    @Override
    public AttributeCreationOrderRecord orderRecord(byte[] id, long creationOrder) {
      return new AttributeCreationOrderRecord(id, 0, creationOrder);
    }

    @Override
    public int hash(AttributeNameRecord record) {
      return record.hash();
    }

    @Override
    public byte[] id(AttributeNameRecord record) {
      return record.heapId();
    }

    @Override
    public long order(AttributeCreationOrderRecord record) {
      return record.creationOrder();
    }

    @Override
    public boolean shared(AttributeNameRecord record) {
      return (record.messageFlags() & RawMessage.SHARED) != 0;
    }

    @Override
    public String name(Cursor message) {
      return AttributeMessage.decode(message).name();
    }
  }
}
