package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Scatters elements so that their bytes lie in planes: byte `j` of element `i` goes to `j *
/// elements + i`. [ShuffleKernel] undoes it, and is built in the same way.
final class ScatterKernel {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private static final long TILE_BYTES = 1 << 14;
  private static final long BYTES_OF_PAIRS = 0x00FF00FF00FF00FFL;
  private static final long PAIRS_OF_QUADS = 0x0000FFFF0000FFFFL;
  private static final long LOW_QUAD = 0x00000000FFFFFFFFL;

  private final MemorySegment source;
  private final MemorySegment target;
  private final long elementSize;
  private final long elements;

  private ScatterKernel(MemorySegment source, MemorySegment target, long elementSize) {
    this.source = source;
    this.target = target;
    this.elementSize = elementSize;
    this.elements = source.byteSize() / elementSize;
  }

  /// Fills `target`, which is as large as `source`, with the planes; bytes that fill no element are
  /// copied to the same place.
  static void shuffle(MemorySegment source, MemorySegment target, long elementSize) {
    ScatterKernel kernel = new ScatterKernel(source, target, elementSize);
    long tile = Math.max(Long.BYTES, TILE_BYTES / elementSize & -Long.BYTES);
    for (long first = 0; first < kernel.elements; first += tile) {
      kernel.shuffleTile(first, Math.min(first + tile, kernel.elements));
    }
    long whole = kernel.elements * elementSize;
    MemorySegment.copy(source, whole, target, whole, source.byteSize() - whole);
  }

  private void shuffleTile(long first, long end) {
    long byteOfElement = 0;
    for (; byteOfElement <= elementSize - 8; byteOfElement += 8) {
      scatterEight(byteOfElement, first, end);
    }
    if (byteOfElement <= elementSize - 4) {
      scatterFour(byteOfElement, first, end);
      byteOfElement += 4;
    }
    if (byteOfElement <= elementSize - 2) {
      scatterTwo(byteOfElement, first, end);
      byteOfElement += 2;
    }
    if (byteOfElement < elementSize) {
      scatterBytes(byteOfElement, 1, first, end);
    }
  }

  private void scatterEight(long byteOfElement, long first, long end) {
    long plane = byteOfElement * elements;
    long element = first;
    for (; element <= end - 8; element += 8) {
      long from = element * elementSize + byteOfElement;
      long to = plane + element;
      long a = source.get(LONG, from);
      long b = source.get(LONG, from + elementSize);
      long c = source.get(LONG, from + 2 * elementSize);
      long d = source.get(LONG, from + 3 * elementSize);
      long e = source.get(LONG, from + 4 * elementSize);
      long f = source.get(LONG, from + 5 * elementSize);
      long g = source.get(LONG, from + 6 * elementSize);
      long h = source.get(LONG, from + 7 * elementSize);

      // Transpose 2 x 2 blocks of bytes, then of pairs of bytes, then of quads.
      long t = (a >>> 8 ^ b) & BYTES_OF_PAIRS;
      a ^= t << 8;
      b ^= t;
      t = (c >>> 8 ^ d) & BYTES_OF_PAIRS;
      c ^= t << 8;
      d ^= t;
      t = (e >>> 8 ^ f) & BYTES_OF_PAIRS;
      e ^= t << 8;
      f ^= t;
      t = (g >>> 8 ^ h) & BYTES_OF_PAIRS;
      g ^= t << 8;
      h ^= t;

      t = (a >>> 16 ^ c) & PAIRS_OF_QUADS;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & PAIRS_OF_QUADS;
      b ^= t << 16;
      d ^= t;
      t = (e >>> 16 ^ g) & PAIRS_OF_QUADS;
      e ^= t << 16;
      g ^= t;
      t = (f >>> 16 ^ h) & PAIRS_OF_QUADS;
      f ^= t << 16;
      h ^= t;

      target.set(LONG, to, a & LOW_QUAD | e << 32);
      target.set(LONG, to + elements, b & LOW_QUAD | f << 32);
      target.set(LONG, to + 2 * elements, c & LOW_QUAD | g << 32);
      target.set(LONG, to + 3 * elements, d & LOW_QUAD | h << 32);
      target.set(LONG, to + 4 * elements, a >>> 32 | e & ~LOW_QUAD);
      target.set(LONG, to + 5 * elements, b >>> 32 | f & ~LOW_QUAD);
      target.set(LONG, to + 6 * elements, c >>> 32 | g & ~LOW_QUAD);
      target.set(LONG, to + 7 * elements, d >>> 32 | h & ~LOW_QUAD);
    }
    scatterBytes(byteOfElement, 8, element, end);
  }

  private void scatterFour(long byteOfElement, long first, long end) {
    long plane = byteOfElement * elements;
    long element = first;
    for (; element <= end - 8; element += 8) {
      long from = element * elementSize + byteOfElement;
      long to = plane + element;
      long a = quads(from);
      long b = quads(from + elementSize);
      long c = quads(from + 2 * elementSize);
      long d = quads(from + 3 * elementSize);

      long t = (a >>> 8 ^ b) & BYTES_OF_PAIRS;
      a ^= t << 8;
      b ^= t;
      t = (c >>> 8 ^ d) & BYTES_OF_PAIRS;
      c ^= t << 8;
      d ^= t;
      t = (a >>> 16 ^ c) & PAIRS_OF_QUADS;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & PAIRS_OF_QUADS;
      b ^= t << 16;
      d ^= t;

      target.set(LONG, to, a);
      target.set(LONG, to + elements, b);
      target.set(LONG, to + 2 * elements, c);
      target.set(LONG, to + 3 * elements, d);
    }
    scatterBytes(byteOfElement, 4, element, end);
  }

  /// Four bytes of an element in the low half, of the fourth element from there in the high half.
  private long quads(long from) {
    return source.get(INT, from) & LOW_QUAD | (long) source.get(INT, from + 4 * elementSize) << 32;
  }

  private void scatterTwo(long byteOfElement, long first, long end) {
    long plane = byteOfElement * elements;
    long element = first;
    for (; element <= end - 8; element += 8) {
      long from = element * elementSize + byteOfElement;
      long to = plane + element;
      long a = pairs(from);
      long b = pairs(from + elementSize);

      long t = (a >>> 8 ^ b) & BYTES_OF_PAIRS;
      a ^= t << 8;
      b ^= t;

      target.set(LONG, to, a);
      target.set(LONG, to + elements, b);
    }
    scatterBytes(byteOfElement, 2, element, end);
  }

  /// Two bytes of an element and of the second, fourth and sixth elements from there.
  private long pairs(long from) {
    long low = source.get(SHORT, from) & 0xFFFFL;
    low |= (source.get(SHORT, from + 2 * elementSize) & 0xFFFFL) << 16;
    long high = source.get(SHORT, from + 4 * elementSize) & 0xFFFFL;
    high |= (source.get(SHORT, from + 6 * elementSize) & 0xFFFFL) << 16;
    return low | high << 32;
  }

  private void scatterBytes(long byteOfElement, int planes, long first, long end) {
    for (int i = 0; i < planes; i++) {
      long plane = (byteOfElement + i) * elements;
      long place = byteOfElement + i;
      for (long element = first; element < end; element++) {
        target.set(BYTE, plane + element, source.get(BYTE, element * elementSize + place));
      }
    }
  }
}
