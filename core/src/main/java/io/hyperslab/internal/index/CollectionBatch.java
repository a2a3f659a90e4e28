package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.heap.GlobalHeapCollection;
import io.hyperslab.internal.format.heap.GlobalHeapObject;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Objects on their way to the global heap of a file, laid out in whole collections, as they will
/// be stored: all that is left to find out is where (`FMT4 III.E`). Many batches can be filled at
/// the same time, each by one thread, before [GlobalHeapEditor] takes them one after the other.
///
/// Its collections have no room left. May be filled again after [#clear()].
public final class CollectionBatch {
  /// Bytes of a collection, at most; what libhdf5 extends its own to.
  private static final int LARGEST = 1 << 16;

  /// Bytes of a collection, at least: libhdf5 reads no smaller ones.
  private static final int LEAST = 4096;

  /// Bytes of a batch, about, at most.
  private static final int FULL = 1 << 22;

  /// Bytes of the header of a collection, and of that of an object: two numbers, the second of
  /// which is the size, whatever width that has in the file.
  private static final int HEADER = 2 * Long.BYTES;

  private static final long COLLECTION_START =
      'G' | 'C' << 8 | 'O' << 16 | (long) 'L' << 24 | 1L << 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int largest;
  private byte[] bytes = new byte[LARGEST];
  private int[] lengths = new int[1024];
  private int count;

  /// Where each finished collection begins, and the number of its first object.
  private int[] starts = new int[16];

  private int[] firsts = new int[16];
  private int collections;

  /// Where the collection begins that is being filled, and where the next object goes.
  private int start;

  private int end;

  /// An empty batch for a file.
  public CollectionBatch(FormatContext context) {
    if (GlobalHeapCollection.headerLength(context) != HEADER
        || GlobalHeapObject.headerLength(context) != HEADER) {
      throw new IllegalArgumentException("lengths of " + context.sizeOfLengths() + " bytes");
    }
    this.largest = context.sizeOfLengths() == Short.BYTES ? LARGEST / 2 : LARGEST;
  }

  /// Forgets all objects.
  public void clear() {
    count = 0;
    collections = 0;
    start = 0;
    end = 0;
  }

  /// Adds an object.
  ///
  /// @return false if there is no room for it here: then the batch is not to be used
  public boolean add(byte[] object, int length) {
    int need = HEADER + (length + 7 & ~7);
    if (need < 0 || need > largest - HEADER || end > FULL) {
      return false;
    }
    if (end > start && end - start + need > largest) {
      finish();
    }
    makeRoom(HEADER + need);
    if (end == start) {
      end = start + HEADER;
    }
    int index = count - (collections == 0 ? 0 : firsts[collections]) + 1;
    LONG.set(bytes, end, (long) index);
    LONG.set(bytes, end + Long.BYTES, (long) length);
    if (length > 0) {
      // The last bytes may be padding.
      LONG.set(bytes, end + need - Long.BYTES, 0L);
      System.arraycopy(object, 0, bytes, end + HEADER, length);
    }
    end += need;
    if (count == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    lengths[count++] = length;
    return true;
  }

  private void makeRoom(int more) {
    if (more > bytes.length - end) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
    }
  }

  /// Ends the collection that was being filled; to be called once more after the last object.
  void finish() {
    if (end == start) {
      return;
    }
    if (end - start < LEAST) {
      makeRoom(LEAST);
      int free = start + LEAST - end;
      Arrays.fill(bytes, end, end + free, (byte) 0);
      if (free >= HEADER) {
        LONG.set(bytes, end, (long) GlobalHeapObject.FREE_SPACE);
        LONG.set(bytes, end + Long.BYTES, (long) free);
      }
      end = start + LEAST;
    }
    LONG.set(bytes, start, COLLECTION_START);
    LONG.set(bytes, start + Long.BYTES, (long) (end - start));
    if (collections + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      firsts = Arrays.copyOf(firsts, 2 * firsts.length);
    }
    starts[collections++] = start;
    starts[collections] = end;
    firsts[collections] = count;
    start = end;
  }

  /// How many objects there are.
  public int count() {
    return count;
  }

  /// How many bytes an object has.
  ///
  /// @param number of the object, from 0
  public int length(int number) {
    return lengths[number];
  }

  /// How many collections are finished.
  int collections() {
    return collections;
  }

  /// The bytes of all collections.
  byte[] bytes() {
    return bytes;
  }

  /// Where a collection begins in the bytes; that of the last plus one is where it ends.
  int start(int collection) {
    return starts[collection];
  }

  /// The number of the first object of a collection, likewise.
  int first(int collection) {
    return collection == 0 ? 0 : firsts[collection];
  }
}
