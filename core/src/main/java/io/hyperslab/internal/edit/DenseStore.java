package io.hyperslab.internal.edit;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.BTreeV2Editor;
import io.hyperslab.internal.index.FractalHeap;
import io.hyperslab.internal.index.FractalHeapEditor;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.HeldLinks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Dense storage of links or attributes (`FMT4 IV.A.2.c`, `IV.A.2.v`): messages in a fractal heap,
/// found through a version 2 B-tree by name, and through another by the order of their creation
/// where that is indexed.
///
/// @param <N> the records of the index by name
/// @param <O> the records of the index by creation order
final class DenseStore<N, O> {
  /// Where the parts are.
  ///
  /// @param heap the fractal heap
  /// @param names the index by name
  /// @param orders the index by creation order, or undefined
  record Place(long heap, long names, long orders) {
    /// No dense storage.
    static final Place NONE = new Place(Address.UNDEFINED, Address.UNDEFINED, Address.UNDEFINED);
  }

  /// Parameters of the indexes, as libhdf5 makes them.
  private static final int NODE_SIZE = 512;

  private static final int SPLIT_PERCENT = 100;
  private static final int MERGE_PERCENT = 40;

  private final FileModel file;
  private final Transaction transaction;
  private final DenseKind<N, O> kind;
  private final Place place;

  DenseStore(FileModel file, Transaction transaction, DenseKind<N, O> kind, Place place) {
    this.file = file;
    this.transaction = transaction;
    this.kind = kind;
    this.place = place;
  }

  /// Makes an empty one.
  ///
  /// @param indexesOrder whether there is an index by creation order
  static <N, O> Place create(Transaction transaction, DenseKind<N, O> kind, boolean indexesOrder) {
    return new Place(
        FractalHeapEditor.create(transaction, kind.heapSettings()),
        index(transaction, kind.names(), kind.nameRecordSize()),
        indexesOrder
            ? index(transaction, kind.orders(), kind.orderRecordSize())
            : Address.UNDEFINED);
  }

  private static long index(Transaction transaction, BTreeV2RecordType<?> type, int recordSize) {
    return BTreeV2Editor.create(
        transaction, type, NODE_SIZE, recordSize, SPLIT_PERCENT, MERGE_PERCENT);
  }

  private FractalHeap heap() {
    return file.fractalHeap(place.heap());
  }

  private Cursor message(FractalHeap heap, N record) {
    return kind.shared(record)
        ? file.sharedMessage(MessageType.ATTRIBUTE, kind.id(record))
        : heap.object(kind.id(record), kind.messageName());
  }

  /// Compares records with a name: by hash first, then by the names themselves.
  private ToIntFunction<N> orderOf(String name) {
    byte[] bytes = Text.encode(name);
    int hash = Lookup3.hash(bytes, 0, bytes.length);
    FractalHeap heap = heap();
    return record -> {
      int byHash = Integer.compareUnsigned(kind.hash(record), hash);
      return byHash != 0 ? byHash : Text.compareBytes(kind.name(message(heap, record)), name);
    };
  }

  /// How many there are.
  long size() {
    return BTreeV2.open(transaction.reader(), place.names(), kind.names()).size();
  }

  /// Bytes of messages that there is sure to be room for.
  long room() {
    return FractalHeapEditor.room(transaction, place.heap());
  }

  /// Adds a message under a name.
  ///
  /// @param creationOrder 0 where that is not tracked
  /// @return false if the name is there; then the operation has to fail
  boolean insert(String name, long creationOrder, byte[] message) {
    FractalHeapEditor heap = FractalHeapEditor.open(transaction, place.heap());
    byte[] id = heap.insert(message);
    heap.save();
    byte[] bytes = Text.encode(name);
    int hash = Lookup3.hash(bytes, 0, bytes.length);
    BTreeV2Editor<N> names = BTreeV2Editor.open(transaction, place.names(), kind.names());
    if (!names.insert(kind.nameRecord(id, hash, creationOrder), orderOf(name))) {
      return false;
    }
    names.save();
    if (Address.isDefined(place.orders())) {
      BTreeV2Editor<O> orders = BTreeV2Editor.open(transaction, place.orders(), kind.orders());
      insert(orders, kind.orderRecord(id, creationOrder));
      orders.save();
    }
    return true;
  }

  /// Adds messages under names of which none is there.
  void insertAll(HeldLinks added) {
    FractalHeapEditor heap = FractalHeapEditor.open(transaction, place.heap());
    byte[][] ids = new byte[added.size()][];
    // They will be read in the order of the index.
    int[] sorted = added.byHash();
    for (int number : sorted) {
      ids[number] =
          heap.insert(added.bytes(), added.messageStart(number), added.messageLength(number));
    }
    heap.save();
    BTreeV2Editor<N> names = BTreeV2Editor.open(transaction, place.names(), kind.names());
    if (names.isOutweighedBy(sorted.length)) {
      Encoder records = new Encoder(transaction.context(), sorted.length * kind.nameRecordSize());
      for (int number : sorted) {
        N record = kind.nameRecord(ids[number], added.hash(number), added.order(number));
        kind.names().encoder().encode(records, record, kind.nameRecordSize());
      }
      names.insertAll(sorted.length, records.takeBytes(), byName());
    } else {
      for (int number : sorted) {
        N record = kind.nameRecord(ids[number], added.hash(number), added.order(number));
        names.insert(record, orderOf(Text.decode(added.name(number))));
      }
    }
    names.save();
    if (Address.isDefined(place.orders())) {
      insertOrders(added, ids);
    }
  }

  private void insertOrders(HeldLinks added, byte[][] ids) {
    BTreeV2Editor<O> orders = BTreeV2Editor.open(transaction, place.orders(), kind.orders());
    int[] sorted = added.byOrder();
    if (orders.isOutweighedBy(sorted.length)) {
      Encoder records = new Encoder(transaction.context(), sorted.length * kind.orderRecordSize());
      for (int number : sorted) {
        O record = kind.orderRecord(ids[number], added.order(number));
        kind.orders().encoder().encode(records, record, kind.orderRecordSize());
      }
      orders.insertAll(sorted.length, records.takeBytes(), Comparator.comparingLong(kind::order));
    } else {
      for (int number : sorted) {
        O record = kind.orderRecord(ids[number], added.order(number));
        insert(orders, record);
      }
    }
    orders.save();
  }

  private void insert(BTreeV2Editor<O> orders, O record) {
    long order = kind.order(record);
    if (!orders.insert(record, orderOf(order))) {
      throw new MalformedFileException(
          kind.messageName(),
          place.heap(),
          "creation order",
          order + ", which is the next one, and that of another",
          "one that none has");
    }
  }

  private Comparator<N> byName() {
    FractalHeap heap = heap();
    return (left, right) -> {
      int byHash = Integer.compareUnsigned(kind.hash(left), kind.hash(right));
      return byHash != 0
          ? byHash
          : Text.compareBytes(kind.name(message(heap, left)), kind.name(message(heap, right)));
    };
  }

  private ToIntFunction<O> orderOf(long creationOrder) {
    return record -> Long.compare(kind.order(record), creationOrder);
  }

  /// The message of a name.
  Optional<Cursor> find(String name) {
    return BTreeV2.open(transaction.reader(), place.names(), kind.names())
        .find(orderOf(name))
        .map(record -> message(heap(), record));
  }

  /// Removes the message of a name, which is there.
  ///
  /// @param creationOrder its creation order; of no interest where that is not indexed
  void remove(String name, long creationOrder) {
    N record =
        BTreeV2.open(transaction.reader(), place.names(), kind.names())
            .find(orderOf(name))
            .orElseThrow();
    BTreeV2Editor<N> names = BTreeV2Editor.open(transaction, place.names(), kind.names());
    names.remove(orderOf(name));
    names.save();
    if (Address.isDefined(place.orders())) {
      BTreeV2Editor<O> orders = BTreeV2Editor.open(transaction, place.orders(), kind.orders());
      orders.remove(orderOf(creationOrder));
      orders.save();
    }
    // A shared message stays for its other users; how many there are is not counted down.
    if (!kind.shared(record)) {
      FractalHeapEditor heap = FractalHeapEditor.open(transaction, place.heap());
      heap.remove(kind.id(record));
      heap.save();
    }
  }

  /// All messages, in the order of the index by name.
  List<Cursor> all() {
    FractalHeap heap = heap();
    List<Cursor> all = new ArrayList<>();
    BTreeV2.open(transaction.reader(), place.names(), kind.names())
        .forEach(record -> all.add(message(heap, record)));
    return all;
  }

  /// Gives back all its space.
  void delete() {
    FractalHeapEditor.open(transaction, place.heap()).delete();
    BTreeV2Editor.open(transaction, place.names(), kind.names()).delete();
    if (Address.isDefined(place.orders())) {
      BTreeV2Editor.open(transaction, place.orders(), kind.orders()).delete();
    }
  }
}
