package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.Arrays;

/// The table of contents of a global heap collection (`FMT4 III.E`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `GCOL` |
/// | 1 | Version: 1 |
/// | 3 | Reserved |
/// | L | Collection Size, this header included |
/// | | padding to a multiple of 8 |
/// | see [GlobalHeapObject] | Global Heap Objects 1 to N, each padded to a multiple of 8 |
/// | the rest | Global Heap Object 0 (free space), without a header if too small for one |
///
/// Collections smaller than the 4096 bytes that the specification calls the minimum are accepted:
/// they exist, and libhdf5 1.10 reads them.
///
/// @param size bytes of the collection
/// @param objects for each object its index times 2^48 plus the offset of its header from the
///   collection's start, in ascending order
public record GlobalHeapCollection(long size, long[] objects) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "global heap collection";

  private static final int INDEX_SHIFT = 48;

  /// Indices have 16 bits, and 0 is free space.
  private static final int MOST_OBJECTS = 0xffff;

  /// Bytes before the first object.
  public static int headerLength(FormatContext context) {
    return GlobalHeapObject.aligned(8 + context.sizeOfLengths());
  }

  /// Decodes the header alone.
  ///
  /// @return the collection's size in bytes
  public static long decodeSize(Cursor cursor) {
    cursor.signature("GCOL");
    cursor.version(1, 1);
    cursor.skip(3);
    long size = cursor.length("collection size");
    if (size < headerLength(cursor.context())) {
      throw cursor.malformed("collection size", size, "at least " + headerLength(cursor.context()));
    }
    return size;
  }

  /// Writes the header of a collection; its objects come behind it.
  ///
  /// @param size bytes of the whole collection
  public static void encodeHeader(Encoder out, long size) {
    int start = out.size();
    out.signature("GCOL").u8(1).zeros(3).length(size);
    out.padTo(start + headerLength(out.context()));
  }

  /// Decodes the table of contents of a whole collection.
  public static GlobalHeapCollection decode(Cursor cursor) {
    long size = decodeSize(cursor);
    cursor.seek(0);
    cursor.count(size, 1, "collection size");
    Contents contents = new Contents(cursor, size);
    while (contents.hasNext()) {
      cursor.seek((int) contents.next());
      contents.add(GlobalHeapObject.decode(cursor));
    }
    return contents.collection();
  }

  /// The offset of the header of object `index` from the collection's start, or -1.
  public long position(int index) {
    int number = find(index);
    return number < 0 ? -1 : positionOf(number);
  }

  /// The number of object `index` in this table, or -1.
  public int find(int index) {
    // Most collections have all indices from 1 on.
    if (index >= 1 && index <= objects.length && objects[index - 1] >>> INDEX_SHIFT == index) {
      return index - 1;
    }
    int at = Arrays.binarySearch(objects, (long) index << INDEX_SHIFT);
    int candidate = at >= 0 ? at : -at - 1;
    boolean found = candidate < objects.length && objects[candidate] >>> INDEX_SHIFT == index;
    return found ? candidate : -1;
  }

  /// The offset of the header of one object from the collection's start.
  ///
  /// @param number of the object in this table
  public long positionOf(int number) {
    return objects[number] & (1L << INDEX_SHIFT) - 1;
  }

  /// The offsets of the headers of all objects from the collection's start, in ascending order.
  public long[] positions() {
    long[] positions = new long[objects.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = positionOf(i);
    }
    Arrays.sort(positions);
    return positions;
  }

  /// Collects a table of contents while someone walks from header to header: in a block in memory,
  /// or, when the collection is large, in the file.
  public static final class Contents {
    private final Cursor cursor;
    private final FormatContext context;
    private final long size;
    private long[] objects = new long[16];
    private int count;
    private long next;

    /// @param cursor over the start of the collection, for error messages
    /// @param size of the collection
    public Contents(Cursor cursor, long size) {
      this.cursor = cursor;
      this.context = cursor.context();
      this.size = Math.min(size, 1L << INDEX_SHIFT);
      this.next = headerLength(context);
    }

    /// Whether there is room for another object header.
    public boolean hasNext() {
      return size - next >= GlobalHeapObject.headerLength(context);
    }

    /// Where the next object's header is, from the collection's start.
    public long next() {
      return next;
    }

    /// Takes the object found there.
    public void add(GlobalHeapObject object) {
      long room = size - next;
      if (object.index() == GlobalHeapObject.FREE_SPACE) {
        skipFreeSpace(object, room);
        return;
      }
      if (object.size() > room - GlobalHeapObject.headerLength(context)) {
        throw cursor.malformed(
            "size of object " + object.index(),
            object.size(),
            "at most " + (room - GlobalHeapObject.headerLength(context)));
      }
      // A large collection has room for very many objects without data.
      if (count == MOST_OBJECTS) {
        throw cursor.malformed(
            "number of objects", "more than " + count, "as many as there are indices, " + count);
      }
      if (count == objects.length) {
        objects = Arrays.copyOf(objects, 2 * count);
      }
      objects[count++] = (long) object.index() << INDEX_SHIFT | next;
      next += Math.min(room, object.stride(context));
    }

    /// Free space ends the collection. Its size may be anything where the writer only cleared the
    /// bytes; an object behind it is believed if it leads there.
    private void skipFreeSpace(GlobalHeapObject object, long room) {
      boolean plausible =
          object.size() >= GlobalHeapObject.headerLength(context) && object.size() <= room;
      next = plausible ? next + object.size() : size;
    }

    /// The finished table.
    public GlobalHeapCollection collection() {
      long[] sorted = Arrays.copyOf(objects, count);
      Arrays.sort(sorted);
      for (int i = 1; i < count; i++) {
        if (sorted[i - 1] >>> INDEX_SHIFT == sorted[i] >>> INDEX_SHIFT) {
          throw cursor.malformed(
              "heap object index", sorted[i] >>> INDEX_SHIFT, "different for each object");
        }
      }
      return new GlobalHeapCollection(size, sorted);
    }
  }
}
