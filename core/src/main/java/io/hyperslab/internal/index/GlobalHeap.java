package io.hyperslab.internal.index;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapObject;
import io.hyperslab.internal.metadata.MetadataReader;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/// The global heap of a file (`FMT4 III.E`): objects by collection address and index.
///
/// Collections of ordinary size are read whole and kept in the file's cache, so the objects of one
/// cost one read. Of a large collection, which exists because of a large object, only the table of
/// contents is kept, and each object is read when asked for.
public final class GlobalHeap {
  private static final String OBJECT = "global heap object";

  /// Collections above this size are not kept whole, in bytes.
  private static final long LARGE = 1L << 20;

  /// What libhdf5 makes a collection unless an object needs more, in bytes.
  private static final long USUAL_SIZE = 4096;

  private final MetadataReader reader;
  private final FormatContext context;
  private final int headerLength;

  /// Elements that are neighbours in a dataset are neighbours in the heap, as a rule. The cache is
  /// what keeps the collection: each of many open files would keep a large one otherwise.
  private volatile Last last = new Last(new WeakReference<>(null), 0);

  /// The global heap of the file that `reader` reads.
  public GlobalHeap(MetadataReader reader) {
    this.reader = reader;
    this.context = reader.context();
    this.headerLength = GlobalHeapObject.headerLength(context);
  }

  /// @param removals how often structures had been forgotten when this one was right
  private record Last(WeakReference<Collection> collection, long removals) {}

  /// @param block the whole collection; empty if it is large
  /// @param sizes of the data of its objects, in the order of the table of contents; none if it is
  ///   large
  private record Collection(
      long address, GlobalHeapCollection contents, byte[] block, int[] sizes) {
    private boolean isLarge() {
      return block.length == 0;
    }

    private long weight() {
      return block.length + 8L * contents.objects().length + 4L * sizes.length;
    }
  }

  /// Objects one after the other, most of which lie beside the one before: finding one of these
  /// allocates nothing. Belongs to one thread and one call, which closes it.
  public final class Objects implements AutoCloseable {
    private @Nullable CollectionWindow window;
    private @Nullable Collection current;
    private byte[] block = {};
    private int offset;
    private int length;

    private Objects() {}

    /// Says which objects come next: many of them may be read at once.
    ///
    /// @param count of objects
    /// @param first the lowest address of their collections
    /// @param last the highest one
    /// @param bytes of their data, about
    public void expect(int count, long first, long last, long bytes) {
      long wanted = Math.addExact(bytes, (long) count * headerLength);
      CollectionWindow known = window;
      if (known == null && wanted >= CollectionWindow.LEAST) {
        known = new CollectionWindow(reader);
        window = known;
      }
      if (known != null) {
        known.expect(first, last, wanted);
      }
    }

    /// Goes to an object.
    ///
    /// @param address of the collection
    /// @param index of the object in it, from 1
    /// @throws MalformedFileException if there is no such object
    public void find(long address, long index) {
      CollectionWindow known = window;
      int number = known == null ? 0 : known.find(address, (int) Math.min(index, 1 << 16));
      if (known == null || number == 0) {
        findAlone(address, index);
        return;
      }
      block = known.bytes();
      offset = known.start(number);
      length = known.size(number);
    }

    /// Goes to objects one after the other, as long as they lie in the block of the one before.
    ///
    /// @param addresses of the collections
    /// @param indices of the objects in them
    /// @param lengths bytes that are wanted of each; objects of which none are wanted are not
    ///   looked for, and their offset is 0
    /// @param offsets gets where the data of each begin in the block
    /// @return the first that [#find] is left to; `to` if there is none
    @SuppressWarnings("ReferenceEquality") // it is the block itself that has to be the same
    public int findAll(
        long[] addresses, int[] indices, int[] lengths, int[] offsets, int from, int to) {
      CollectionWindow known = window;
      return known == null || known.bytes() != block
          ? from
          : known.findAll(addresses, indices, lengths, offsets, from, to);
    }

    private void findAlone(long address, long index) {
      Collection collection = current;
      if (collection == null || collection.address() != address) {
        collection = collection(address);
        current = collection;
      }
      int number = index > 0 && index <= 0xffff ? collection.contents().find((int) index) : -1;
      if (number < 0 || collection.isLarge()) {
        Cursor object = object(address, index);
        length = object.remaining();
        block = object.bytes(length);
        offset = 0;
        return;
      }
      block = collection.block();
      offset = (int) collection.contents().positionOf(number) + headerLength;
      length = collection.sizes()[number];
    }

    /// Gives its memory back; what was found must not be looked at any more.
    @Override
    public void close() {
      CollectionWindow known = window;
      window = null;
      if (known != null) {
        known.close();
      }
    }

    /// Bytes among which the object's data is; not to be changed. They stay as they are until the
    /// second object that is in another block.
    public byte[] block() {
      return block;
    }

    /// Where the object's data begins in the block.
    public int offset() {
      return offset;
    }

    /// How many bytes of data the object has.
    public int length() {
      return length;
    }
  }

  /// Goes through objects for one call.
  public Objects objects() {
    return new Objects();
  }

  /// A cursor over the data of one object.
  ///
  /// @param address of the collection
  /// @param index of the object in it, from 1
  /// @throws MalformedFileException if there is no such object
  public Cursor object(long address, long index) {
    Collection collection = collection(address);
    long position = index > 0 && index <= 0xffff ? collection.contents().position((int) index) : -1;
    if (position < 0) {
      throw new MalformedFileException(
          GlobalHeapCollection.STRUCTURE,
          address,
          "object index",
          String.valueOf(index),
          "an object of the collection");
    }
    long start = address + position;
    if (collection.isLarge()) {
      Cursor header = reader.read(start, headerLength, OBJECT);
      return readObject(start + headerLength, GlobalHeapObject.decode(header).size());
    }
    byte[] block = collection.block();
    Cursor header = Cursor.over(block, (int) position, headerLength, start, OBJECT, context);
    int size = (int) GlobalHeapObject.decode(header).size();
    int data = (int) position + headerLength;
    return Cursor.over(block, data, size, address + data, OBJECT, context);
  }

  /// The table of contents of a collection, whose objects need not be read for that.
  ///
  /// @param address of the collection
  GlobalHeapCollection contents(long address) {
    return collection(address).contents();
  }

  private Cursor readObject(long address, long size) {
    long limit = context.limits().variableLengthElement();
    if (size > limit) {
      throw new LimitExceededException(
          OBJECT, address, "object size", String.valueOf(size), "at most " + limit);
    }
    if (size > reader.available(address)) {
      throw new MalformedFileException(
          OBJECT, address, "object size", String.valueOf(size), "inside the file");
    }
    return reader.read(address, size, limit, OBJECT);
  }

  private Collection collection(long address) {
    Last known = last;
    Collection recent = known.collection().get();
    long removals = reader.cache().removals();
    if (recent != null && recent.address() == address && known.removals() == removals) {
      return recent;
    }
    Collection collection =
        reader.cache().get(address, Collection.class, () -> load(address), Collection::weight);
    last = new Last(new WeakReference<>(collection), removals);
    return collection;
  }

  private Collection load(long address) {
    Cursor cursor = reader.readUpTo(address, USUAL_SIZE, GlobalHeapCollection.STRUCTURE);
    long size = GlobalHeapCollection.decodeSize(cursor);
    cursor.seek(0);
    if (size > LARGE) {
      return new Collection(address, scan(cursor, size), new byte[0], new int[0]);
    }
    if (size > cursor.remaining()) {
      cursor = reader.read(address, size, GlobalHeapCollection.STRUCTURE);
    }
    GlobalHeapCollection contents = GlobalHeapCollection.decode(cursor);
    int[] sizes = new int[contents.objects().length];
    for (int number = 0; number < sizes.length; number++) {
      cursor.seek((int) contents.positionOf(number));
      sizes[number] = (int) GlobalHeapObject.decode(cursor).size();
    }
    cursor.seek(0);
    return new Collection(address, contents, cursor.bytes(size), sizes);
  }

  /// Makes the table of contents of a large collection from the headers of its objects alone.
  private GlobalHeapCollection scan(Cursor start, long size) {
    GlobalHeapCollection.Contents contents = new GlobalHeapCollection.Contents(start, size);
    while (contents.hasNext()) {
      long address = start.structureAddress() + contents.next();
      contents.add(GlobalHeapObject.decode(reader.read(address, headerLength, OBJECT)));
    }
    return contents.collection();
  }
}
