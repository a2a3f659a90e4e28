package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapObject;
import java.util.Arrays;

/// A global heap collection in memory while it changes: its objects without gaps between them, and
/// what is left as free space behind them.
final class OpenCollection {
  private static final int LARGEST_INDEX = 0xffff;
  private static final int INDEX_SHIFT = 32;
  private static final long POSITION = (1L << INDEX_SHIFT) - 1;

  /// Where an object's header has its size.
  private static final int SIZE_FIELD = 8;

  private final long address;
  private final FormatContext context;
  private final int headerLength;

  /// The whole collection; zero from `end` on, but for the header of the free space.
  private final byte[] block;

  private int end;

  /// Index times 2^32 plus position, in ascending order.
  private long[] objects;

  private int count;
  private boolean changed;

  private OpenCollection(
      long address, FormatContext context, byte[] block, int end, long[] objects, int count) {
    this.address = address;
    this.context = context;
    this.headerLength = GlobalHeapObject.headerLength(context);
    this.block = block;
    this.end = end;
    this.objects = objects;
    this.count = count;
  }

  /// A new collection without objects.
  ///
  /// @param size bytes of the whole collection
  static OpenCollection create(FormatContext context, long address, int size) {
    Encoder header = new Encoder(context);
    GlobalHeapCollection.encodeHeader(header, size);
    byte[] block = Arrays.copyOf(header.toBytes(), size);
    return new OpenCollection(address, context, block, header.size(), new long[16], 0);
  }

  /// A collection of the file. Wherever free space is in it, it is behind the objects from now on.
  ///
  /// @param block the whole collection
  static OpenCollection of(
      FormatContext context, long address, byte[] block, GlobalHeapCollection contents) {
    OpenCollection collection = create(context, address, block.length);
    int header = GlobalHeapObject.headerLength(context);
    long[] positions = contents.positions();
    collection.objects = new long[Math.max(16, positions.length)];
    for (long position : positions) {
      int at = (int) position;
      int index = block[at] & 0xff | (block[at + 1] & 0xff) << 8;
      long length = length(block, at + SIZE_FIELD, context.sizeOfLengths());
      int stride = (int) Math.min(block.length - position, header + (length + 7 & ~7L));
      collection.objects[collection.count++] = (long) index << INDEX_SHIFT | collection.end;
      System.arraycopy(block, at, collection.block, collection.end, stride);
      collection.end += stride;
    }
    Arrays.sort(collection.objects, 0, collection.count);
    return collection;
  }

  private static long length(byte[] block, int at, int width) {
    long length = 0;
    for (int i = width - 1; i >= 0; i--) {
      length = length << 8 | block[at + i] & 0xff;
    }
    return length;
  }

  /// A copy, which changes alone.
  OpenCollection copy() {
    return new OpenCollection(address, context, block.clone(), end, objects.clone(), count);
  }

  /// Where the collection is.
  long address() {
    return address;
  }

  /// Bytes of the collection, and of memory.
  int size() {
    return block.length;
  }

  /// Whether it differs from what was written last.
  boolean changed() {
    return changed;
  }

  /// Whether it holds no object.
  boolean isEmpty() {
    return count == 0;
  }

  /// Whether there is room for so many bytes, an object's header among them, and a free index.
  boolean hasRoom(long need) {
    return block.length - end >= need && count < LARGEST_INDEX;
  }

  /// Adds an object; there must be room.
  ///
  /// @return its index
  int insert(byte[] source, int offset, int length) {
    int at = count;
    int index = count == 0 ? 1 : (int) (objects[count - 1] >>> INDEX_SHIFT) + 1;
    if (index > LARGEST_INDEX) {
      at = firstGap();
      index = at + 1;
    }
    if (count == objects.length) {
      objects = Arrays.copyOf(objects, 2 * count);
    }
    System.arraycopy(objects, at, objects, at + 1, count - at);
    objects[at] = (long) index << INDEX_SHIFT | end;
    count++;
    putHeader(index, length);
    System.arraycopy(source, offset, block, end + headerLength, length);
    end += headerLength + (length + 7 & ~7);
    changed = true;
    return index;
  }

  /// Writes an object's header behind the last object, where nothing but another header may be. Its
  /// reference count is zero, as libhdf5 has it.
  private void putHeader(int index, long length) {
    block[end] = (byte) index;
    block[end + 1] = (byte) (index >>> 8);
    for (int i = 0; i < context.sizeOfLengths(); i++) {
      block[end + SIZE_FIELD + i] = i < Long.BYTES ? (byte) (length >>> 8 * i) : 0;
    }
  }

  /// How many objects there are before the first index that is not used.
  private int firstGap() {
    int at = 0;
    while (objects[at] >>> INDEX_SHIFT == at + 1) {
      at++;
    }
    return at;
  }

  /// Removes an object, and moves those behind it.
  ///
  /// @return whether there was one
  boolean remove(int index) {
    int at = find(index);
    if (at < 0) {
      return false;
    }
    long position = objects[at] & POSITION;
    long behind = end;
    for (int i = 0; i < count; i++) {
      long other = objects[i] & POSITION;
      behind = other > position ? Math.min(behind, other) : behind;
    }
    System.arraycopy(objects, at + 1, objects, at, count - at - 1);
    count--;
    for (int i = 0; i < count; i++) {
      objects[i] -= (objects[i] & POSITION) > position ? behind - position : 0;
    }
    System.arraycopy(block, (int) behind, block, (int) position, end - (int) behind);
    end -= (int) (behind - position);
    Arrays.fill(block, end, block.length, (byte) 0);
    changed = true;
    return true;
  }

  private int find(int index) {
    int at = Arrays.binarySearch(objects, 0, count, (long) index << INDEX_SHIFT);
    int candidate = at >= 0 ? at : -at - 1;
    return candidate < count && objects[candidate] >>> INDEX_SHIFT == index ? candidate : -1;
  }

  /// The whole collection as it is stored, its free space included.
  byte[] image() {
    return stored().clone();
  }

  /// The same until the collection changes again.
  byte[] stored() {
    int free = block.length - end;
    if (free >= headerLength) {
      putHeader(GlobalHeapObject.FREE_SPACE, free);
    }
    changed = false;
    return block;
  }
}
