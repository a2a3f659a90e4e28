package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Elements and the planes of their bytes: byte `j` of element `i` is at `j * elements + i`.
///
/// A tile of elements at a time is brought to arrays that stay in the first-level cache, and turned
/// there: words of eight bytes of one plane become words of elements by three rounds of exchanges
/// between pairs of words, of bytes, of pairs of bytes and of quads. Each exchange is a loop over
/// whole arrays, which the compiler turns into vector instructions. It is its own inverse, so the
/// way back has the same exchanges in reverse order.
///
/// A kernel belongs to one thread.
final class ShuffleKernel {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final VarHandle WORD_OF_ROW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int TILE_BYTES = 1 << 13;

  /// Words of each plane that make the loops worth their while, even if a tile has to be larger.
  private static final int FEWEST_WORDS = 16;

  private static final int LARGEST_TILE = 1 << 20;

  /// Eight of these are the largest tile.
  private static final int LARGEST_ELEMENT = LARGEST_TILE / Long.BYTES;

  /// Planes that are turned together, unless elements have fewer: as many as a word has bytes.
  private static final int GROUP = Long.BYTES;

  private static final long BYTES_OF_PAIRS = 0x00FF00FF00FF00FFL;
  private static final long PAIRS_OF_QUADS = 0x0000FFFF0000FFFFL;
  private static final long LOW_QUAD = 0x00000000FFFFFFFFL;

  private final int elementSize;
  private final long elements;

  /// Words of a tile, by plane before the exchanges and by element afterwards.
  private final long[][] words;

  /// The elements of a tile, and room for the last one to be taken by whole words.
  private final byte[] rows;

  private final int tile;

  private ShuffleKernel(int elementSize, long elements) {
    this.elementSize = elementSize;
    this.elements = elements;
    int eightElements = elementSize * Long.BYTES;
    int wanted =
        Math.max(TILE_BYTES / eightElements, Math.min(FEWEST_WORDS, LARGEST_TILE / eightElements));
    int length = (int) Math.min(wanted, elements / Long.BYTES);
    this.tile = length * Long.BYTES;
    this.words = new long[isDense() ? elementSize : GROUP][length];
    this.rows = new byte[tile * elementSize + Long.BYTES];
  }

  /// Fills `target`, which is as large as `source`, with the elements; bytes that fill no element
  /// are copied to the same place.
  static void unshuffle(MemorySegment source, MemorySegment target, long elementSize) {
    if (source.byteSize() > 0) {
      unshuffle(source, ChunkRows.of(target), elementSize);
    }
  }

  /// The same where the elements go to rows, which are as large together as `source` and not empty.
  static void unshuffle(MemorySegment source, ChunkRows target, long elementSize) {
    long elements = source.byteSize() / elementSize;
    long turned = turnable(elements, elementSize);
    if (turned > 0) {
      ShuffleKernel kernel = new ShuffleKernel((int) elementSize, elements);
      for (long first = 0; first < turned; first += kernel.tile) {
        int count = (int) Math.min(kernel.tile, turned - first);
        kernel.unshuffleTile(source, first, count);
        target.put(first * elementSize, kernel.rows, count * kernel.elementSize);
      }
    }
    for (long plane = 0; plane < elementSize; plane++) {
      for (long i = turned; i < elements; i++) {
        target.put(i * elementSize + plane, source.get(BYTE, plane * elements + i));
      }
    }
    target.put(elements * elementSize, source.asSlice(elements * elementSize));
  }

  /// Fills `target`, which is as large as `source`, with the planes; bytes that fill no element are
  /// copied to the same place.
  static void shuffle(MemorySegment source, MemorySegment target, long elementSize) {
    long elements = source.byteSize() / elementSize;
    long turned = turnable(elements, elementSize);
    if (turned > 0) {
      ShuffleKernel kernel = new ShuffleKernel((int) elementSize, elements);
      for (long first = 0; first < turned; first += kernel.tile) {
        kernel.shuffleTile(source, target, first, (int) Math.min(kernel.tile, turned - first));
      }
    }
    for (long plane = 0; plane < elementSize; plane++) {
      for (long i = turned; i < elements; i++) {
        target.set(BYTE, plane * elements + i, source.get(BYTE, i * elementSize + plane));
      }
    }
    long whole = elements * elementSize;
    MemorySegment.copy(source, whole, target, whole, source.byteSize() - whole);
  }

  /// How many elements are turned tile by tile.
  private static long turnable(long elements, long elementSize) {
    return elementSize <= LARGEST_ELEMENT ? elements & -Long.BYTES : 0;
  }

  /// Has the elements of a tile in `rows`.
  ///
  /// @param count a multiple of eight
  private void unshuffleTile(MemorySegment source, long first, int count) {
    int length = count / Long.BYTES;
    if (isDense()) {
      loadPlanes(source, first, 0, length);
      exchange(length);
      for (int i = 0; i < elementSize; i++) {
        putWords(words[place(i)], i * Long.BYTES, length);
      }
    } else {
      // The last group may reach beyond the element; what it spoils there is put right afterwards.
      for (int plane = elementSize - 1 & -GROUP; plane >= 0; plane -= GROUP) {
        loadPlanes(source, first, plane, length);
        exchange(length);
        putRows(plane, length);
      }
    }
  }

  /// @param count a multiple of eight
  private void shuffleTile(MemorySegment source, MemorySegment target, long first, int count) {
    int length = count / Long.BYTES;
    MemorySegment.copy(source, BYTE, first * elementSize, rows, 0, count * elementSize);
    if (isDense()) {
      for (int i = 0; i < elementSize; i++) {
        getWords(words[place(i)], i * Long.BYTES, length);
      }
      exchangeBack(length);
      storePlanes(target, first, 0, length);
    } else {
      for (int plane = 0; plane < elementSize; plane += GROUP) {
        getRows(plane, length);
        exchange(length); // of eight planes, the exchanges may be in any order
        storePlanes(target, first, plane, length);
      }
    }
  }

  /// Whether the elements of a tile are whole words of two or four elements: they are turned by
  /// themselves then, instead of in a group of eight planes.
  private boolean isDense() {
    return elementSize == 2 || elementSize == 4;
  }

  /// Which array has the words of dense elements that are number `i` of their round.
  private int place(int i) {
    return elementSize == 4 ? (i & 1) << 1 | i >> 1 : i;
  }

  private void loadPlanes(MemorySegment source, long first, int plane, int length) {
    for (int i = 0; i < Math.min(GROUP, elementSize - plane); i++) {
      MemorySegment.copy(source, WORD, (plane + i) * elements + first, words[i], 0, length);
    }
  }

  private void storePlanes(MemorySegment target, long first, int plane, int length) {
    for (int i = 0; i < Math.min(GROUP, elementSize - plane); i++) {
      MemorySegment.copy(words[i], 0, target, WORD, (plane + i) * elements + first, length);
    }
  }

  /// From planes to elements.
  private void exchange(int length) {
    int planes = isDense() ? elementSize : GROUP;
    for (int i = 0; i < planes; i += 2) {
      exchangeBytes(words[i], words[i + 1], length);
    }
    if (isDense()) {
      for (int i = 0; i < planes / 2; i++) {
        exchangePairs(words[i], words[i + planes / 2], length);
      }
      for (int i = 0; i < planes; i += 2) {
        exchangeQuads(words[i], words[i + 1], length);
      }
      return;
    }
    for (int i = 0; i < planes; i += 4) {
      exchangePairs(words[i], words[i + 2], length);
      exchangePairs(words[i + 1], words[i + 3], length);
    }
    for (int i = 0; i < planes / 2; i++) {
      exchangeQuads(words[i], words[i + planes / 2], length);
    }
  }

  /// From elements of two or four bytes to planes.
  private void exchangeBack(int length) {
    for (int i = 0; i < elementSize; i += 2) {
      exchangeQuads(words[i], words[i + 1], length);
    }
    for (int i = 0; i < elementSize / 2; i++) {
      exchangePairs(words[i], words[i + elementSize / 2], length);
    }
    for (int i = 0; i < elementSize; i += 2) {
      exchangeBytes(words[i], words[i + 1], length);
    }
  }

  /// The odd bytes of each word of `a` for the even ones of `b`.
  private static void exchangeBytes(long[] a, long[] b, int length) {
    for (int i = 0; i < length; i++) {
      long difference = (a[i] >>> 8 ^ b[i]) & BYTES_OF_PAIRS;
      a[i] ^= difference << 8;
      b[i] ^= difference;
    }
  }

  private static void exchangePairs(long[] a, long[] b, int length) {
    for (int i = 0; i < length; i++) {
      long difference = (a[i] >>> 16 ^ b[i]) & PAIRS_OF_QUADS;
      a[i] ^= difference << 16;
      b[i] ^= difference;
    }
  }

  private static void exchangeQuads(long[] a, long[] b, int length) {
    for (int i = 0; i < length; i++) {
      long difference = (a[i] >>> 32 ^ b[i]) & LOW_QUAD;
      a[i] ^= difference << 32;
      b[i] ^= difference;
    }
  }

  private void putWords(long[] from, int at, int length) {
    int step = elementSize * Long.BYTES;
    for (int i = 0; i < length; i++) {
      WORD_OF_ROW.set(rows, at + i * step, from[i]);
    }
  }

  private void getWords(long[] to, int at, int length) {
    int step = elementSize * Long.BYTES;
    for (int i = 0; i < length; i++) {
      to[i] = (long) WORD_OF_ROW.get(rows, at + i * step);
    }
  }

  /// Eight bytes of each element, in the order of the elements.
  private void putRows(int byteOfElement, int length) {
    long[] a = words[0];
    long[] b = words[1];
    long[] c = words[2];
    long[] d = words[3];
    long[] e = words[4];
    long[] f = words[5];
    long[] g = words[6];
    long[] h = words[7];
    int at = byteOfElement;
    for (int i = 0; i < length; i++) {
      WORD_OF_ROW.set(rows, at, a[i]);
      WORD_OF_ROW.set(rows, at + elementSize, b[i]);
      WORD_OF_ROW.set(rows, at + 2 * elementSize, c[i]);
      WORD_OF_ROW.set(rows, at + 3 * elementSize, d[i]);
      WORD_OF_ROW.set(rows, at + 4 * elementSize, e[i]);
      WORD_OF_ROW.set(rows, at + 5 * elementSize, f[i]);
      WORD_OF_ROW.set(rows, at + 6 * elementSize, g[i]);
      WORD_OF_ROW.set(rows, at + 7 * elementSize, h[i]);
      at += GROUP * elementSize;
    }
  }

  private void getRows(int byteOfElement, int length) {
    for (int k = 0; k < GROUP; k++) {
      long[] to = words[k];
      int at = byteOfElement + k * elementSize;
      int step = GROUP * elementSize;
      for (int i = 0; i < length; i++) {
        to[i] = (long) WORD_OF_ROW.get(rows, at + i * step);
      }
    }
  }
}
