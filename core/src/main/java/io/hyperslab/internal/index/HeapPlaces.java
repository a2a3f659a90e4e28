package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Ascending;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.heap.FractalHeapId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Many objects of one fractal heap by where they are, to be read in that order. To be filled by
/// one thread; then any number may read.
public final class HeapPlaces {
  private static final int FIRST_SIZE = 64;

  /// Room for no more places than this is taken before they are there.
  private static final int MOST_AT_FIRST = 1 << 16;

  /// Bits of a place that say how long the object is; longer ones, of which there are few, are
  /// looked up by their identifiers.
  private static final int LENGTH_BITS = 20;

  private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;
  private static final long LAST_OFFSET = Long.MAX_VALUE >>> LENGTH_BITS;

  private final FractalHeap heap;

  /// Of objects in direct blocks: the offset in the upper bits, the length in the lower ones.
  private long[] places;

  private int count;

  /// The identifiers of all other objects.
  private final List<byte[]> others = new ArrayList<>();

  /// @param heap the heap
  /// @param likely how many objects there are likely to be
  public HeapPlaces(FractalHeap heap, long likely) {
    this.heap = heap;
    this.places = new long[Math.clamp(likely, FIRST_SIZE, MOST_AT_FIRST)];
  }

  /// Adds an object.
  ///
  /// @param bytes where its identifier stands
  /// @param start where in them
  /// @param length bytes of the identifier
  public void add(byte[] bytes, int start, int length) {
    if (heap.identifier(bytes, start, length) instanceof FractalHeapId.Managed managed
        && managed.offset() <= LAST_OFFSET
        && managed.length() <= LENGTH_MASK) {
      if (count == places.length) {
        places = Arrays.copyOf(places, count * 2);
      }
      places[count] = managed.offset() << LENGTH_BITS | managed.length();
      count++;
    } else {
      others.add(Arrays.copyOfRange(bytes, start, start + length));
    }
  }

  /// The objects of several lists in one, in the order of their places.
  public static HeapPlaces ascending(FractalHeap heap, HeapPlaces... parts) {
    HeapPlaces all = new HeapPlaces(heap, 0);
    int total = 0;
    for (HeapPlaces part : parts) {
      total = Math.addExact(total, part.count);
    }
    long[] places = new long[total];
    for (HeapPlaces part : parts) {
      System.arraycopy(part.places, 0, places, all.count, part.count);
      all.count += part.count;
      all.others.addAll(part.others);
    }
    all.places = Ascending.sort(places, LENGTH_BITS);
    return all;
  }

  /// How many objects there are.
  public int size() {
    return Math.addExact(count, others.size());
  }

  /// A cursor over one object.
  ///
  /// @param reading the same heap, or [FractalHeap#another()]
  /// @param index of the object among these
  /// @param structure what it is, for error messages
  public Cursor object(FractalHeap reading, int index, String structure) {
    if (index >= count) {
      return reading.object(others.get(index - count), structure);
    }
    long place = places[index];
    return reading.managed(place >>> LENGTH_BITS, place & LENGTH_MASK, structure);
  }
}
