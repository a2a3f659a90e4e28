package io.hyperslab.internal.index;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Spares;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapObject;
import io.hyperslab.internal.metadata.MetadataReader;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A stretch of the file in which global heap collections lie close together: read at once, and
/// each collection listed once, where it stands (`FMT4 III.E`).
///
/// Elements that are neighbours in a dataset have their data in the same few collections, one
/// behind the other, as a rule. What does not follow that rule is left to others: a collection that
/// is anything but objects with ascending indices, or lies elsewhere, is just not found here. So
/// nothing is refused here that would be accepted there, and the other way round.
///
/// Belongs to one thread and one call, during which the file does not change. Its memory is that of
/// those before it.
final class CollectionWindow {
  /// Bytes that are read at once, at most, where requests are cheap, and of a collection that is
  /// found here.
  private static final int LARGEST = 1 << 19;

  /// Bytes that are wanted before it is worth while.
  static final long LEAST = 1 << 14;

  /// Bytes between those that are wanted that may be read with them: as much as so many requests
  /// cost.
  private static final long GAPS = 8;

  /// Bytes of a collection, as a rule.
  private static final int USUAL = 4096;

  /// Objects of a window, as a rule.
  private static final int OBJECTS = 1 << 14;

  /// The part of a window, from behind, from which a collection that goes on behind it is read
  /// again rather than to its end alone.
  private static final int END = 8;

  private static final int SLOTS_LOG = 9;
  private static final int SLOTS = 1 << SLOTS_LOG;

  /// Collections of one window; more are left to others.
  private static final int MOST = SLOTS / 2;

  private static final int SIGNATURE = 'G' | 'C' << 8 | 'O' << 16 | 'L' << 24;
  private static final int VERSION = 1;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final Spares<Room> SPARES =
      new Spares<>(Runtime.getRuntime().availableProcessors(), Room::new);

  /// The memory of a window.
  private static final class Room {
    private byte[] bytes = {};

    /// The block of the window before, for the next one: what was found last stays as it is until
    /// something is found elsewhere.
    private byte[] spare = {};

    /// The collections listed so far, by a hash of the address; the address is 0 in a free slot. No
    /// collection is at address 0, where a file has its superblock.
    private final long[] addresses = new long[SLOTS];

    /// For each slot where its objects begin in the tables, and the highest index; -1 for a
    /// collection that is left to others.
    private final int[] firsts = new int[SLOTS];

    private final int[] highest = new int[SLOTS];

    /// For each index of each collection where the data begin in the window, 0 if there is no such
    /// object, and how many bytes they are.
    private int[] starts = new int[OBJECTS];

    private int[] sizes = new int[OBJECTS];

    /// Makes the tables large enough for so many objects.
    private void makeFor(int objects) {
      if (objects > starts.length) {
        int capacity = Math.max(objects, 2 * starts.length);
        starts = Arrays.copyOf(starts, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
      }
    }

    /// Whether others may use it after this one.
    private boolean isUsual() {
      return Math.max(bytes.length, spare.length) <= 2 * LARGEST && starts.length <= 4 * OBJECTS;
    }
  }

  private final MetadataReader reader;
  private final int lengthWidth;
  private final int headerLength;
  private final int objectHeaderLength;
  private final long largestCollection;

  /// Bytes that are read at once, at most.
  private final int largest;

  /// Bytes that are read with the beginning of the last collection that is expected: all of it, as
  /// a rule, and what is going to be expected next where requests are dear.
  private final long behind;

  private final Room room = SPARES.take();

  private byte[] bytes = {};
  private long start;
  private int length;

  /// The lowest and the highest address that are going to be asked for, and how many bytes before
  /// the latter may be read at once. No window is opened if they are 0.
  private long lowest;

  private long last;
  private long allowed;

  /// Whether the window was opened for what is expected now: then it only goes on.
  private boolean current;

  private int collections;
  private int used;

  /// The collection that was asked for last.
  private long address;

  private int first;
  private int most;

  CollectionWindow(MetadataReader reader) {
    this.reader = reader;
    FormatContext context = reader.context();
    this.lengthWidth = context.sizeOfLengths();
    this.headerLength = GlobalHeapCollection.headerLength(context);
    this.objectHeaderLength = GlobalHeapObject.headerLength(context);
    this.largestCollection = Math.min(LARGEST, context.limits().metadataBlock());
    this.largest = Math.clamp(reader.requestCost(), LARGEST, MOST * USUAL);
    this.behind = Math.max(USUAL, reader.requestCost() / 2);
  }

  /// Gives the memory back; nothing is found any more.
  void close() {
    if (room.isUsual()) {
      SPARES.give(room);
    }
  }

  /// Says what is going to be asked for.
  ///
  /// @param firstAddress the first of the collections in the file
  /// @param lastAddress the last one
  /// @param wanted bytes of their objects
  void expect(long firstAddress, long lastAddress, long wanted) {
    lowest = firstAddress;
    last = lastAddress;
    allowed = wanted >= LEAST ? 2 * wanted + GAPS * reader.requestCost() : 0;
    current = false;
  }

  /// Bytes among which the objects' data are; not to be changed. They stay as they are until the
  /// second window after this one.
  byte[] bytes() {
    return bytes;
  }

  /// The number of an object in this window; 0 if it is to be looked for elsewhere.
  int find(long collection, int index) {
    if (collection != address && !enter(collection)) {
      return 0;
    }
    return index > 0 && index <= most && room.starts[first + index] > 0 ? first + index : 0;
  }

  /// Finds objects one after the other, as long as they are among the bytes that are here now.
  ///
  /// @param lengths bytes that are wanted of each; objects of which none are wanted are not looked
  ///   for, and their offset is 0
  /// @param offsets gets where the data of each begin
  /// @return the first that is not found so, or has fewer bytes; `to` if there is none
  @SuppressWarnings("ReferenceEquality") // it is the array itself that has to be the same
  int findAll(long[] addresses, int[] indices, int[] lengths, int[] offsets, int from, int to) {
    byte[] here = bytes;
    int i = from;
    while (i < to && bytes == here) {
      int before = i;
      if (lengths[i] == 0) {
        offsets[i++] = 0;
      } else if (addresses[i] != address) {
        i = follow(addresses, indices, lengths, offsets, i, to);
      }
      if (i == before && isInside(addresses[i]) && enter(addresses[i]) && bytes == here) {
        i = findListed(addresses, indices, lengths, offsets, i, to);
      }
      if (i == before) {
        return i;
      }
    }
    return i;
  }

  /// Finds objects of the current collection.
  private int findListed(
      long[] addresses, int[] indices, int[] lengths, int[] offsets, int from, int to) {
    int[] starts = room.starts;
    int[] sizes = room.sizes;
    for (int i = from; i < to; i++) {
      int number = first + indices[i];
      boolean found =
          addresses[i] == address
              && indices[i] > 0
              && indices[i] <= most
              && starts[number] > 0
              && sizes[number] >= lengths[i];
      if (!found) {
        return i;
      }
      offsets[i] = starts[number];
    }
    return to;
  }

  /// Lists a collection and finds objects of it, if these are asked for as they are stored, from
  /// the first one on: where the next one is follows from how many bytes are wanted, so that it is
  /// known before its header has been looked at.
  ///
  /// @return the first that is not found so
  @SuppressWarnings("ReferenceEquality") // it is the array itself that has to be the same
  private int follow(
      long[] addresses, int[] indices, int[] lengths, int[] offsets, int from, int to) {
    long collection = addresses[from];
    byte[] here = bytes;
    if (indices[from] != 1
        || !isInside(collection)
        || goesOnBehind(collection)
        || collections == MOST) {
      return from;
    }
    int slot = slot(collection);
    int begin = (int) (collection - start);
    int size = room.addresses[slot] == 0 ? collectionSize(begin) : 0;
    if (size == 0 || bytes != here) {
      return from;
    }
    room.makeFor(used + (to - from) + 1);
    int[] starts = room.starts;
    int[] sizes = room.sizes;
    int before = used;
    int known = 0;
    int at = begin + headerLength;
    int lastObject = begin + size - objectHeaderLength;
    int i = from;
    for (; i < to; i++) {
      int wanted = lengths[i];
      if (wanted == 0) {
        offsets[i] = 0;
        continue;
      }
      int index = known + 1;
      boolean next =
          addresses[i] == collection
              && indices[i] == index
              && wanted <= lastObject - at
              && (short) SHORT.get(here, at) == (short) index
              && lengthAt(at + Long.BYTES) == wanted;
      if (!next) {
        break;
      }
      int data = at + objectHeaderLength;
      offsets[i] = data;
      starts[before + index] = data;
      sizes[before + index] = wanted;
      known = index;
      at = data + (wanted + 7 & ~7);
    }
    return listRest(slot, begin, size, at - begin, known) ? i : from;
  }

  private boolean isInside(long collection) {
    return collection >= start && collection - start < length;
  }

  /// Whether a collection at the end of the window goes on behind it, where more is expected: it is
  /// read with that.
  private boolean goesOnBehind(long collection) {
    long here = start + length - collection;
    if (here >= largest / END || last < start + length) {
      return false;
    }
    int at = (int) (collection - start);
    return here < headerLength || lengthAt(at + Long.BYTES) > here;
  }

  /// Where the data of an object begin.
  int start(int number) {
    return room.starts[number];
  }

  /// How many bytes of data an object has.
  int size(int number) {
    return room.sizes[number];
  }

  private boolean enter(long collection) {
    boolean ready = isInside(collection) && !goesOnBehind(collection);
    if (!ready && !open(collection)) {
      return false;
    }
    int slot = slot(collection);
    if (room.addresses[slot] == 0) {
      if (collections == MOST) {
        return false;
      }
      int at = (int) (collection - start);
      listRest(slot, at, collectionSize(at), headerLength, 0);
    }
    if (room.firsts[slot] < 0) {
      return false;
    }
    address = collection;
    first = room.firsts[slot];
    most = room.highest[slot];
    return true;
  }

  /// The slot of a collection, or a free one.
  private int slot(long collection) {
    int slot = (int) ((collection - start) * 0x9e37_79b9_7f4a_7c15L >>> Long.SIZE - SLOTS_LOG);
    while (room.addresses[slot] != 0 && room.addresses[slot] != collection) {
      slot = slot + 1 & SLOTS - 1;
    }
    return slot;
  }

  /// Reads from the first collection that is expected, or this one if that is far away and not all
  /// fit into the window, as far as others are expected. Then never back: a collection before the
  /// window is one of few.
  private boolean open(long collection) {
    boolean passed = current && collection < start + length && !isInside(collection);
    boolean expected = collection > 0 && collection <= last && last - collection <= allowed;
    if (passed || !expected || allowed == 0) {
      return false;
    }
    boolean near = collection - lowest < largest / 2 || last - lowest < Math.min(allowed, largest);
    boolean all = !current && collection > lowest && near;
    moveTo(all ? lowest : collection);
    long end = Math.min(last - start + behind, reader.available(start));
    current = true;
    if (!fill((int) Math.min(largest, end))) {
      allowed = 0;
      return false;
    }
    return true;
  }

  /// Begins a window, with what the one before it has of it.
  private void moveTo(long address) {
    byte[] before = room.bytes;
    int from = isInside(address) ? (int) (address - start) : length;
    int kept = length - from;
    room.bytes = room.spare;
    room.spare = before;
    bytes = room.bytes;
    makeFor(kept);
    System.arraycopy(before, from, bytes, 0, kept);
    Arrays.fill(room.addresses, 0);
    collections = 0;
    used = 0;
    start = address;
    length = kept;
    this.address = 0;
    most = 0;
  }

  private void makeFor(int end) {
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, Math.min(largest, 2 * bytes.length)));
      room.bytes = bytes;
    }
  }

  /// Reads up to an offset in the window.
  private boolean fill(int end) {
    makeFor(end);
    try {
      MemorySegment rest = MemorySegment.ofArray(bytes).asSlice(length, end - length);
      if (end <= length
          || !reader.readAhead(start + length, rest, GlobalHeapCollection.STRUCTURE)) {
        return false;
      }
    } catch (MalformedFileException e) {
      // The file ends before that. Whoever reads collections alone finds out if it matters.
      return false;
    }
    length = end;
    return true;
  }

  /// Lists the objects of a collection in a slot.
  ///
  /// @param size of the collection
  /// @param at where the first object that has not been listed is
  /// @param known how many have been; they have the indices from 1 on
  /// @return whether it is found here, and not left to others
  private boolean listRest(int slot, int collection, int size, int at, int known) {
    int begin = used;
    int highest = listObjects(collection, size, at, known);
    collections++;
    room.addresses[slot] = start + collection;
    room.highest[slot] = highest;
    room.firsts[slot] = highest < 0 ? -1 : begin;
    return highest >= 0;
  }

  /// The size of a collection, all of which is in the window now; 0 if it is left to others.
  private int collectionSize(int at) {
    if (!has(at, headerLength)
        || (int) INT.get(bytes, at) != SIGNATURE
        || bytes[at + Integer.BYTES] != VERSION) {
      return 0;
    }
    long size = lengthAt(at + Long.BYTES);
    boolean here = size >= headerLength && size <= largestCollection && has(at, (int) size);
    return here ? (int) size : 0;
  }

  /// Whether so many bytes are in the window, by now. It grows for the collection at its end, but
  /// not with one that begins in that and another that begins in this one, and so on.
  private boolean has(int at, int size) {
    return size <= length - at
        || size <= largest + LARGEST - at
            && size <= reader.available(start + at)
            && fill(at + size);
  }

  /// Goes from header to header.
  ///
  /// @param size of the collection; 0 if it is left to others
  /// @param from where the first object is that has not been listed
  /// @param known how many have been
  /// @return the highest index; -1 if the collection is left to others
  private int listObjects(int collection, int size, int from, int known) {
    if (size == 0) {
      return -1;
    }
    int begin = used;
    int previous = known;
    int at = from;
    for (int count = known + 1; size - at >= objectHeaderLength; count++) {
      int index = (short) SHORT.get(bytes, collection + at) & 0xffff;
      long data = lengthAt(collection + at + Long.BYTES);
      int left = size - at;
      if (index == GlobalHeapObject.FREE_SPACE) {
        // Its size may be anything where the writer only cleared the bytes: see Contents.
        at += data >= objectHeaderLength && data <= left ? (int) data : left;
        continue;
      }
      boolean dense = index > previous && index <= 2 * count + 64;
      if (!dense || data < 0 || data > left - objectHeaderLength) {
        return -1;
      }
      put(begin + index, begin + previous, collection + at + objectHeaderLength, (int) data);
      previous = index;
      at += Math.min(left, objectHeaderLength + ((int) data + 7 & ~7));
    }
    used = begin + previous + 1;
    return previous;
  }

  /// Puts an object into the tables, and that there are none between it and the one before.
  private void put(int number, int before, int begin, int size) {
    room.makeFor(number + 1);
    for (int missing = before + 1; missing < number; missing++) {
      room.starts[missing] = 0;
    }
    room.starts[number] = begin;
    room.sizes[number] = size;
  }

  private long lengthAt(int at) {
    return switch (lengthWidth) {
      case Long.BYTES -> (long) LONG.get(bytes, at);
      case Integer.BYTES -> (int) INT.get(bytes, at) & 0xffff_ffffL;
      default -> (short) SHORT.get(bytes, at) & 0xffffL;
    };
  }
}
