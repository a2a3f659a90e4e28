package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapObject;
import java.util.Arrays;

/// A global heap collection in memory while it changes: its objects, stored without gaps between
/// them, and what is left as free space behind them.
final class OpenCollection {
  private static final int LARGEST_INDEX = 0xffff;
  private static final int NUMBER_BITS = 16;
  private static final int INDEX_SHIFT = 32;
  private static final long POSITION = (1L << INDEX_SHIFT) - 1;

  /// Where an object's header has its size.
  private static final int SIZE_FIELD = 8;

  private final long address;
  private final FormatContext context;
  private final int headerLength;

  /// The whole collection; zero from `end` on, but for the header of the free space.
  private final byte[] block;

  /// Where the last object ends. In a collection that does not end where an object may, its padding
  /// lies outside.
  private int end;

  /// Bytes of objects that were removed, and still lie among the others.
  private int removed;

  /// Index times 2^32 plus position, in ascending order.
  private long[] objects;

  private int count;

  /// The highest index so far. That of an object that was removed is not given to another one, as
  /// long as there are others: an element that should not may still lead there.
  private int highest;

  private boolean changed;

  private OpenCollection(long address, FormatContext context, byte[] block) {
    this.address = address;
    this.context = context;
    this.headerLength = GlobalHeapObject.headerLength(context);
    this.block = block;
    this.end = GlobalHeapCollection.headerLength(context);
    this.objects = new long[16];
  }

  /// A new collection without objects.
  ///
  /// @param size bytes of the whole collection
  static OpenCollection create(FormatContext context, long address, int size) {
    Encoder header = new Encoder(context);
    GlobalHeapCollection.encodeHeader(header, size);
    return new OpenCollection(address, context, Arrays.copyOf(header.toBytes(), size));
  }

  /// A collection of the file. Wherever free space is in it, it is behind the objects from now on.
  ///
  /// @param block the whole collection
  static OpenCollection of(
      FormatContext context, long address, byte[] block, GlobalHeapCollection contents) {
    OpenCollection collection = create(context, address, block.length);
    long[] positions = contents.positions();
    collection.objects = new long[Math.max(16, positions.length)];
    for (long position : positions) {
      int at = (int) position;
      int index = block[at] & 0xff | (block[at + 1] & 0xff) << 8;
      int stride = collection.stride(block, at);
      collection.objects[collection.count++] = (long) index << INDEX_SHIFT | collection.end;
      int stored = Math.min(stride, block.length - at);
      System.arraycopy(block, at, collection.block, collection.end, stored);
      collection.end += stride;
      collection.highest = Math.max(collection.highest, index);
    }
    Arrays.sort(collection.objects, 0, collection.count);
    return collection;
  }

  /// Bytes that an object takes, its padding included.
  private int stride(byte[] bytes, int at) {
    long length = length(bytes, at + SIZE_FIELD, context.sizeOfLengths());
    return (int) (headerLength + (length + 7 & ~7L));
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
    OpenCollection copy = new OpenCollection(address, context, block.clone());
    copy.end = end;
    copy.removed = removed;
    copy.objects = objects.clone();
    copy.count = count;
    copy.highest = highest;
    return copy;
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
    return block.length - end + removed >= need && count < LARGEST_INDEX;
  }

  /// Adds an object; there must be room.
  ///
  /// @return its index
  int insert(byte[] source, int offset, int length) {
    closeGaps();
    int at = highest < LARGEST_INDEX ? count : firstGap();
    int index = highest < LARGEST_INDEX ? highest + 1 : at + 1;
    highest = Math.max(highest, index);
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
    while (at < count && objects[at] >>> INDEX_SHIFT == at + 1) {
      at++;
    }
    return at;
  }

  /// Whether there is an object of that index.
  boolean contains(int index) {
    return find(index) >= 0;
  }

  /// Removes an object. It stays where it is until the next one is added or the collection stored:
  /// of many that are removed, each would move all behind it.
  ///
  /// @return whether there was one
  boolean remove(int index) {
    int at = find(index);
    if (at < 0) {
      return false;
    }
    removed += stride(block, (int) (objects[at] & POSITION));
    System.arraycopy(objects, at + 1, objects, at, count - at - 1);
    count--;
    changed = true;
    return true;
  }

  /// Moves objects to where removed ones were.
  private void closeGaps() {
    if (removed == 0) {
      return;
    }
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = (objects[i] & POSITION) << NUMBER_BITS | i;
    }
    Arrays.sort(order);
    int to = GlobalHeapCollection.headerLength(context);
    int behind = to;
    for (long next : order) {
      int from = (int) (next >>> NUMBER_BITS);
      int number = (int) next & (1 << NUMBER_BITS) - 1;
      int stride = stride(block, from);
      int stored = Math.min(stride, block.length - from);
      System.arraycopy(block, from, block, to, stored);
      objects[number] += to - from;
      behind = to + stored;
      to += stride;
    }
    // Behind the last object may be the header of the free space.
    Arrays.fill(block, behind, end + Math.min(block.length - end, headerLength), (byte) 0);
    end = to;
    removed = 0;
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
    closeGaps();
    int free = block.length - end;
    if (free >= headerLength) {
      putHeader(GlobalHeapObject.FREE_SPACE, free);
    }
    changed = false;
    return block;
  }
}
