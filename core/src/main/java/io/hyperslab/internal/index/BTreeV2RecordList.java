package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.BTreeV2Records;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;

/// The records of a node that is being changed, as they are stored: each is decoded when somebody
/// wants it. Belongs to one thread.
final class BTreeV2RecordList<R> extends AbstractList<R> {
  private final BTreeV2RecordType<R> type;
  private final FormatContext context;
  private final int recordSize;
  private final long address;
  private byte[] bytes;
  private int size;

  /// No records.
  ///
  /// @param address of the node
  BTreeV2RecordList(
      BTreeV2RecordType<R> type, FormatContext context, int recordSize, long address) {
    this.type = type;
    this.context = context;
    this.recordSize = recordSize;
    this.address = address;
    this.bytes = new byte[0];
  }

  /// Stored records.
  BTreeV2RecordList(BTreeV2RecordType<R> type, FormatContext context, BTreeV2Records stored) {
    this(type, context, stored.recordSize(), stored.address());
    this.size = stored.count();
    // Room for one more: most nodes are read because they get one.
    this.bytes = Arrays.copyOf(stored.bytes(), (size + 1) * recordSize);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public R get(int index) {
    Objects.checkIndex(index, size);
    return type.decoder().apply(records().record(index, context));
  }

  private BTreeV2Records records() {
    return new BTreeV2Records(type.id(), recordSize, size, address, bytes);
  }

  /// The records as they are now.
  BTreeV2Records stored() {
    return new BTreeV2Records(
        type.id(), recordSize, size, address, Arrays.copyOf(bytes, size * recordSize));
  }

  @Override
  public R set(int index, R entry) {
    R before = get(index);
    put(index, encoded(entry));
    return before;
  }

  @Override
  public void add(int index, R entry) {
    Objects.checkIndex(index, size + 1);
    byte[] encoded = encoded(entry);
    int end = size * recordSize;
    if (end + recordSize > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (end + recordSize));
    }
    int at = index * recordSize;
    System.arraycopy(bytes, at, bytes, at + recordSize, end - at);
    size++;
    modCount++;
    put(index, encoded);
  }

  /// Adds records behind the others.
  ///
  /// @param source has them as they are stored
  /// @param start of the first one
  void addStored(byte[] source, int start, int count) {
    int end = size * recordSize;
    int added = count * recordSize;
    if (end + added > bytes.length) {
      bytes = Arrays.copyOf(bytes, size == 0 ? added : 2 * (end + added));
    }
    System.arraycopy(source, start, bytes, end, added);
    size += count;
    modCount++;
  }

  /// Adds some records of another list behind the others.
  void addStored(BTreeV2RecordList<R> source, int from, int count) {
    addStored(source.bytes, from * recordSize, count);
  }

  private byte[] encoded(R entry) {
    Encoder out = new Encoder(context, recordSize);
    type.encoder().encode(out, entry, recordSize);
    if (out.size() != recordSize) {
      throw new IllegalArgumentException(
          "a record of " + out.size() + " bytes among some of " + recordSize);
    }
    return out.takeBytes();
  }

  private void put(int index, byte[] encoded) {
    System.arraycopy(encoded, 0, bytes, index * recordSize, recordSize);
  }

  @Override
  public R remove(int index) {
    R removed = get(index);
    removeRange(index, index + 1);
    return removed;
  }

  @Override
  protected void removeRange(int from, int to) {
    System.arraycopy(bytes, to * recordSize, bytes, from * recordSize, (size - to) * recordSize);
    size -= to - from;
    modCount++;
  }
}
