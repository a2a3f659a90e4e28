package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Gathers elements whose bytes lie in planes: byte `j` of element `i` is at `j * elements + i`.
///
/// Planes are taken eight, four, two or one at a time. Eight elements of such a group are read as
/// one word per plane and turned in registers. Elements are done in tiles that fit the first-level
/// cache, because each group passes over its tile once.
final class ShuffleKernel {
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

  private ShuffleKernel(MemorySegment source, MemorySegment target, long elementSize) {
    this.source = source;
    this.target = target;
    this.elementSize = elementSize;
    this.elements = source.byteSize() / elementSize;
  }

  /// Fills `target`, which is as large as `source`, with the elements; bytes that fill no element
  /// are copied to the same place.
  static void unshuffle(MemorySegment source, MemorySegment target, long elementSize) {
    ShuffleKernel kernel = new ShuffleKernel(source, target, elementSize);
    long tile = Math.max(Long.BYTES, TILE_BYTES / elementSize & -Long.BYTES);
    for (long first = 0; first < kernel.elements; first += tile) {
      kernel.unshuffleTile(first, Math.min(first + tile, kernel.elements));
    }
    long whole = kernel.elements * elementSize;
    MemorySegment.copy(source, whole, target, whole, source.byteSize() - whole);
  }

  private void unshuffleTile(long first, long end) {
    long byteOfElement = 0;
    for (; byteOfElement <= elementSize - 8; byteOfElement += 8) {
      gatherEight(byteOfElement, first, end);
    }
    if (byteOfElement <= elementSize - 4) {
      gatherFour(byteOfElement, first, end);
      byteOfElement += 4;
    }
    if (byteOfElement <= elementSize - 2) {
      gatherTwo(byteOfElement, first, end);
      byteOfElement += 2;
    }
    if (byteOfElement < elementSize) {
      gatherBytes(byteOfElement, 1, first, end);
    }
  }

  private void gatherEight(long byteOfElement, long first, long end) {
    long plane = byteOfElement * elements;
    long element = first;
    for (; element <= end - 8; element += 8) {
      long from = plane + element;
      long to = element * elementSize + byteOfElement;
      long a = source.get(LONG, from);
      long b = source.get(LONG, from + elements);
      long c = source.get(LONG, from + 2 * elements);
      long d = source.get(LONG, from + 3 * elements);
      long e = source.get(LONG, from + 4 * elements);
      long f = source.get(LONG, from + 5 * elements);
      long g = source.get(LONG, from + 6 * elements);
      long h = source.get(LONG, from + 7 * elements);

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
      target.set(LONG, to + elementSize, b & LOW_QUAD | f << 32);
      target.set(LONG, to + 2 * elementSize, c & LOW_QUAD | g << 32);
      target.set(LONG, to + 3 * elementSize, d & LOW_QUAD | h << 32);
      target.set(LONG, to + 4 * elementSize, a >>> 32 | e & ~LOW_QUAD);
      target.set(LONG, to + 5 * elementSize, b >>> 32 | f & ~LOW_QUAD);
      target.set(LONG, to + 6 * elementSize, c >>> 32 | g & ~LOW_QUAD);
      target.set(LONG, to + 7 * elementSize, d >>> 32 | h & ~LOW_QUAD);
    }
    gatherBytes(byteOfElement, 8, element, end);
  }

  private void gatherFour(long byteOfElement, long first, long end) {
    long plane = byteOfElement * elements;
    long element = first;
    for (; element <= end - 8; element += 8) {
      long from = plane + element;
      long to = element * elementSize + byteOfElement;
      long a = source.get(LONG, from);
      long b = source.get(LONG, from + elements);
      long c = source.get(LONG, from + 2 * elements);
      long d = source.get(LONG, from + 3 * elements);

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

      target.set(INT, to, (int) a);
      target.set(INT, to + elementSize, (int) b);
      target.set(INT, to + 2 * elementSize, (int) c);
      target.set(INT, to + 3 * elementSize, (int) d);
      target.set(INT, to + 4 * elementSize, (int) (a >>> 32));
      target.set(INT, to + 5 * elementSize, (int) (b >>> 32));
      target.set(INT, to + 6 * elementSize, (int) (c >>> 32));
      target.set(INT, to + 7 * elementSize, (int) (d >>> 32));
    }
    gatherBytes(byteOfElement, 4, element, end);
  }

  private void gatherTwo(long byteOfElement, long first, long end) {
    long plane = byteOfElement * elements;
    long element = first;
    for (; element <= end - 8; element += 8) {
      long from = plane + element;
      long to = element * elementSize + byteOfElement;
      long a = source.get(LONG, from);
      long b = source.get(LONG, from + elements);

      long t = (a >>> 8 ^ b) & BYTES_OF_PAIRS;
      a ^= t << 8;
      b ^= t;

      target.set(SHORT, to, (short) a);
      target.set(SHORT, to + elementSize, (short) b);
      target.set(SHORT, to + 2 * elementSize, (short) (a >>> 16));
      target.set(SHORT, to + 3 * elementSize, (short) (b >>> 16));
      target.set(SHORT, to + 4 * elementSize, (short) (a >>> 32));
      target.set(SHORT, to + 5 * elementSize, (short) (b >>> 32));
      target.set(SHORT, to + 6 * elementSize, (short) (a >>> 48));
      target.set(SHORT, to + 7 * elementSize, (short) (b >>> 48));
    }
    gatherBytes(byteOfElement, 2, element, end);
  }

  private void gatherBytes(long byteOfElement, int planes, long first, long end) {
    for (int i = 0; i < planes; i++) {
      long plane = (byteOfElement + i) * elements;
      long place = byteOfElement + i;
      for (long element = first; element < end; element++) {
        target.set(BYTE, element * elementSize + place, source.get(BYTE, plane + element));
      }
    }
  }
}
