package io.hyperslab.internal.index;

import io.hyperslab.internal.bytes.Ascending;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.format.heap.FractalHeapId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Many objects of one fractal heap by where they are, to be read in that order. To be filled by
/// one thread; then any number may read.
public final class HeapPlaces {
  private static final int FIRST_SIZE = 64;

  private final FractalHeap heap;
  private long[] offsets = new long[FIRST_SIZE];
  private long[] lengths = new long[FIRST_SIZE];
  private int count;

  /// The identifiers of objects that are in no direct block, by their numbers.
  private final Map<Integer, byte[]> others = new HashMap<>();

  /// @param heap the heap
  public HeapPlaces(FractalHeap heap) {
    this.heap = heap;
  }

  /// Adds an object.
  ///
  /// @param bytes where its identifier stands
  /// @param start where in them
  /// @param length bytes of the identifier
  public void add(byte[] bytes, int start, int length) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    if (heap.identifier(bytes, start, length) instanceof FractalHeapId.Managed managed) {
      offsets[count] = managed.offset();
      lengths[count] = managed.length();
    } else {
      others.put(count, Arrays.copyOfRange(bytes, start, start + length));
    }
    count++;
  }

  /// The numbers of the objects in the order of their places, counted as they were added.
  public int[] ascending() {
    return Ascending.order(Arrays.copyOf(offsets, count));
  }

  /// A cursor over one object.
  ///
  /// @param reading the same heap, or [FractalHeap#another()]
  /// @param number of the object
  /// @param structure what it is, for error messages
  public Cursor object(FractalHeap reading, int number, String structure) {
    return lengths[number] > 0
        ? reading.managed(offsets[number], lengths[number], structure)
        : reading.object(others.getOrDefault(number, new byte[0]), structure);
  }
}
