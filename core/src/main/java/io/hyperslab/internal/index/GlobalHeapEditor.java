package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapId;
import io.hyperslab.internal.format.heap.GlobalHeapObject;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.metadata.SpaceKind;
import io.hyperslab.internal.metadata.StructureCache;
import io.hyperslab.internal.metadata.Transaction;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adds objects to the global heap of a file, and removes them (`FMT4 III.E`).
///
/// Objects go to collections that are open, of which there are at most sixteen, else to a new one.
/// Collections change in memory: each is written once. One that the operation has made is written
/// when it is full; what others may read changes in [#flush()] alone, which every operation ends
/// with. Those that are open then are remembered in the file's [StructureCache], so that the editor
/// of the next operation fills them up; what is undone is forgotten there. To be dropped when an
/// operation fails.
public final class GlobalHeapEditor {
  /// The open collections of a file; as many as libhdf5 keeps.
  private static final int MOST_OPEN = 16;

  /// Bytes of a collection unless an object needs more.
  private static final int USUAL_SIZE = 4096;

  /// Bytes of a collection when an operation adds much.
  private static final int LARGER_SIZE = 1 << 16;

  /// The longest array that every JVM can make, rounded down to the alignment.
  private static final long LONGEST = Integer.MAX_VALUE - 15L;

  /// Receives the identifiers of objects that were inserted together.
  @FunctionalInterface
  public interface IdReceiver {
    /// Takes one identifier.
    ///
    /// @param number of the object, from 0
    /// @param collectionAddress of the collection
    /// @param index of the object in it
    void accept(int number, long collectionAddress, int index);
  }

  /// Receives the collections of a batch.
  @FunctionalInterface
  public interface CollectionReceiver {
    /// Takes a collection, whose objects have the indices from 1 on.
    ///
    /// @param address of the collection
    /// @param first the number of its first object in the batch
    /// @param behind the number of the first that is not in it
    void accept(long address, int first, int behind);
  }

  /// The collections with free space when an operation ended.
  private record Remembered(long[] addresses) {}

  private final Transaction transaction;
  private final MetadataReader reader;
  private final FormatContext context;
  private final GlobalHeap heap;

  /// By address; the one that was used last comes last.
  private final Map<Long, OpenCollection> open = new LinkedHashMap<>(32, 0.75f, true);

  /// Addresses of open collections that this editor may change; the others it shares.
  private final Set<Long> owned = new HashSet<>();

  /// Addresses of collections that this operation has made: nothing else knows of them, so they can
  /// be stored at once.
  private final Set<Long> fresh = new HashSet<>();

  /// Addresses of collections that this operation has given back. Nothing has overwritten them yet,
  /// so that their objects could be found there, and given back again for the same element, which a
  /// selection may have twice, or for one that shares its data.
  private final Set<Long> gone = new HashSet<>();

  /// Collections that were open and are no more, by address, of which others may read what they
  /// held before: to be written when nobody reads. There are no more of them than were remembered.
  private final Map<Long, OpenCollection> full = new LinkedHashMap<>();

  private @Nullable OpenCollection current;

  /// Bytes of the collections that this operation has made.
  private long made;

  /// An editor for one operation.
  public GlobalHeapEditor(Transaction transaction) {
    this.transaction = transaction;
    this.reader = transaction.reader();
    this.context = transaction.context();
    this.heap = new GlobalHeap(reader);
    StructureCache cache = reader.cache();
    cache
        .find(Address.UNDEFINED, Remembered.class)
        .ifPresent(remembered -> {
          for (long address : remembered.addresses()) {
            cache
                .find(address, OpenCollection.class)
                .ifPresent(collection -> open.put(address, collection));
          }
        });
  }

  /// Adds an object.
  ///
  /// @return its identifier
  /// @throws LimitExceededException if it is too long for the file's width of lengths, or for an
  ///   array
  public GlobalHeapId insert(byte[] object) {
    OpenCollection collection = roomFor(object.length);
    return new GlobalHeapId(collection.address(), insertInto(collection, object, 0, object.length));
  }

  /// Adds an object.
  ///
  /// @param object heap or native
  /// @return its identifier
  /// @throws LimitExceededException if it is too long for the file's width of lengths, or for an
  ///   array
  public GlobalHeapId insert(MemorySegment object) {
    if (object.byteSize() > LONGEST) {
      throw tooLong(object.byteSize());
    }
    return insert(object.toArray(ValueLayout.JAVA_BYTE));
  }

  /// Adds many objects.
  ///
  /// @param objects one behind the other
  /// @param lengths of each, in bytes
  /// @param receiver is told the identifier of each, in order
  public void insertAll(byte[] objects, int[] lengths, IdReceiver receiver) {
    int offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      Objects.checkFromIndexSize(offset, lengths[i], objects.length);
      OpenCollection collection = roomFor(lengths[i]);
      long address = collection.address();
      receiver.accept(i, address, insertInto(collection, objects, offset, lengths[i]));
      offset += lengths[i];
    }
  }

  /// Adds all objects of a batch, in collections of their own.
  ///
  /// @param receiver is told of each collection, in order
  public void insertAll(CollectionBatch batch, CollectionReceiver receiver) {
    batch.finish();
    MemorySegment bytes = MemorySegment.ofArray(batch.bytes());
    for (int number = 0; number < batch.collections(); number++) {
      int start = batch.start(number);
      int size = batch.start(number + 1) - start;
      long address = allocate(size);
      transaction.writeRaw(address, bytes.asSlice(start, size));
      transaction.forget(address);
      receiver.accept(address, batch.first(number), batch.first(number + 1));
    }
  }

  private int insertInto(OpenCollection collection, byte[] source, int offset, int length) {
    int index = collection.insert(source, offset, length);
    if (!collection.hasRoom(need(1))) {
      close(collection);
    }
    return index;
  }

  private long need(long length) {
    return GlobalHeapObject.headerLength(context) + (length + 7 & ~7L);
  }

  private OpenCollection roomFor(int length) {
    long need = need(length);
    OpenCollection recent = current;
    if (recent != null && recent.hasRoom(need)) {
      return recent;
    }
    for (OpenCollection collection : open.values()) {
      if (collection.hasRoom(need)) {
        return use(collection);
      }
    }
    // Many objects go to larger collections: as large as what there is of the operation already.
    long usual = Math.clamp(Long.highestOneBit(made), USUAL_SIZE, LARGER_SIZE);
    long size = Math.max(usual, GlobalHeapCollection.headerLength(context) + need);
    if (size > largestSize()) {
      throw tooLong(length);
    }
    long address = allocate(size);
    fresh.add(address);
    made += size;
    return add(OpenCollection.create(context, address, (int) size));
  }

  private long allocate(long size) {
    long address = transaction.allocate(SpaceKind.RAW, size);
    gone.remove(address);
    return address;
  }

  private void giveBack(long address, long size) {
    transaction.free(address, size);
    fresh.remove(address);
    gone.add(address);
  }

  /// The largest collection that the width of lengths can say and that fits an array.
  private long largestSize() {
    int width = context.sizeOfLengths();
    return width < Long.BYTES ? Math.min(LONGEST, (1L << 8 * width) - 2) : LONGEST;
  }

  private LimitExceededException tooLong(long length) {
    return new LimitExceededException(
        "global heap object",
        Address.UNDEFINED,
        "object size",
        String.valueOf(length),
        "a little less than " + largestSize());
  }

  /// Opens a collection that is new here.
  private OpenCollection add(OpenCollection collection) {
    if (open.size() == MOST_OPEN) {
      close(open.values().iterator().next());
    }
    open.put(collection.address(), collection);
    owned.add(collection.address());
    current = collection;
    return collection;
  }

  /// Makes an open collection the current one, which may be changed.
  private OpenCollection use(OpenCollection collection) {
    OpenCollection own = owned.add(collection.address()) ? collection.copy() : collection;
    open.put(collection.address(), own);
    current = own;
    return own;
  }

  private void close(OpenCollection collection) {
    if (fresh.contains(collection.address())) {
      write(collection);
    } else if (collection.changed()) {
      full.put(collection.address(), collection);
    }
    drop(collection.address());
  }

  /// A collection that this operation has in memory; it is open from now on.
  private @Nullable OpenCollection inMemory(long address) {
    OpenCollection closed = full.remove(address);
    return closed == null ? open.get(address) : add(closed);
  }

  /// Sees to it that one more may be open, while nobody reads: of what an operation removes there
  /// may be more than memory has room for.
  private void writeOldest() {
    if (open.size() == MOST_OPEN) {
      OpenCollection oldest = open.values().iterator().next();
      write(oldest);
      drop(oldest.address());
    }
  }

  private void drop(long address) {
    open.remove(address);
    owned.remove(address);
    current = null;
  }

  private void write(OpenCollection collection) {
    if (!collection.changed()) {
      return;
    }
    long address = collection.address();
    if (fresh.contains(address)) {
      transaction.writeRaw(address, MemorySegment.ofArray(collection.stored()));
      transaction.forget(address);
    } else {
      transaction.write(address, collection.image());
    }
  }

  /// Removes an object, while nobody reads. A collection in which none is left is given back. One
  /// that is smaller than libhdf5 makes them stays as it is: it is of another writer, and of those
  /// some store equal data once, so that the object may be that of other elements, too.
  ///
  /// @param collectionAddress of the collection
  /// @param index of the object in it
  /// @return whether there was such an object; not if it was removed before, and the collection
  ///   given back with it
  /// @throws MalformedFileException if there is no valid collection
  public boolean remove(long collectionAddress, long index) {
    if (gone.contains(collectionAddress)) {
      return false;
    }
    if (!open.containsKey(collectionAddress)) {
      writeOldest();
    }
    OpenCollection collection = inMemory(collectionAddress);
    if (collection == null) {
      GlobalHeapCollection contents = heap.contents(collectionAddress);
      if (index < 1 || index > 0xffff || contents.position((int) index) < 0) {
        return false;
      }
      if (contents.size() < USUAL_SIZE) {
        return true;
      }
      if (contents.objects().length == 1) {
        giveBack(collectionAddress, contents.size());
        return true;
      }
      collection = add(load(collectionAddress, contents));
    }
    boolean removed = index >= 1 && index <= 0xffff && use(collection).remove((int) index);
    OpenCollection left = open.get(collectionAddress);
    if (removed && left != null && left.isEmpty()) {
      drop(collectionAddress);
      giveBack(collectionAddress, left.size());
    }
    return removed;
  }

  /// Whether there is an object that has not been removed.
  ///
  /// @param collectionAddress of the collection
  /// @param index of the object in it
  /// @throws MalformedFileException if there is no valid collection
  public boolean contains(long collectionAddress, long index) {
    if (index < 1 || index > 0xffff || gone.contains(collectionAddress)) {
      return false;
    }
    OpenCollection collection = inMemory(collectionAddress);
    return collection == null
        ? heap.contents(collectionAddress).position((int) index) >= 0
        : collection.contains((int) index);
  }

  private OpenCollection load(long address, GlobalHeapCollection contents) {
    long limit =
        Math.max(context.limits().metadataBlock(), context.limits().variableLengthElement());
    Cursor block = reader.read(address, contents.size(), limit, GlobalHeapCollection.STRUCTURE);
    return OpenCollection.of(context, address, block.bytes(contents.size()), contents);
  }

  /// Writes what has changed. Nobody may read meanwhile.
  public void flush() {
    full.values().forEach(this::write);
    full.clear();
    open.values().forEach(this::write);
    fresh.clear();
    gone.clear();
    owned.clear();
    current = null;
    StructureCache cache = reader.cache();
    for (OpenCollection collection : open.values()) {
      cache.get(collection.address(), OpenCollection.class, () -> collection, OpenCollection::size);
    }
    long[] addresses = open.keySet().stream().mapToLong(Long::longValue).toArray();
    cache.remove(Address.UNDEFINED);
    cache.get(
        Address.UNDEFINED,
        Remembered.class,
        MOST_OPEN * Long.BYTES,
        () -> new Remembered(addresses));
  }
}
