package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Elements, and the rows of their bits: row `8 j + k` has bit `k` of byte `j` of all elements, of
/// eight elements in each of its bytes, the first in the least significant bit.
///
/// Eight elements in a row are a group, as large as eight elements and with a byte in each row. Of
/// eight groups at a time, bytes are turned so that each byte of a group becomes a word; then bits,
/// so that of the eight words with byte `j` of an element each bit becomes a word. Both steps are
/// their own inverses. Groups that are left over, and those of very large elements, are turned by
/// bytes.
///
/// A kernel keeps its memory for the next block, and belongs to one thread.
final class BitshuffleKernel {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private static final long BITS_OF_PAIRS = 0x5555555555555555L;
  private static final long PAIRS_OF_QUADS = 0x3333333333333333L;
  private static final long QUADS_OF_BYTES = 0x0F0F0F0F0F0F0F0FL;
  private static final long BYTES_OF_PAIRS = 0x00FF00FF00FF00FFL;
  private static final long PAIRS_OF_HALVES = 0x0000FFFF0000FFFFL;
  private static final long LOW_HALF = 0x00000000FFFFFFFFL;

  /// Words of eight elements' groups that are turned together: those of a block of the usual size.
  private static final int TILE_WORDS = 1 << 10;

  private static final int LARGEST_ELEMENT = 1 << 14;

  /// The words of a tile in the order of elements or of rows, and between both steps.
  private long[] words = {};

  private long[] turned = {};

  /// Every `step`-th word from `first` on is one of eight; the next eight start `next` words later.
  private record Places(long[] words, int first, int step, int next) {}

  /// Fills `target`, which is as large as `source`, with the elements. Elements after the last
  /// multiple of eight, and bytes that fill no element, are copied to the same place.
  void unshuffle(MemorySegment source, MemorySegment target, long elementSize) {
    turn(source, target, elementSize, true);
  }

  /// Fills `target`, which is as large as `source`, with the rows of bits of its elements; the rest
  /// is copied as by [#unshuffle].
  void shuffle(MemorySegment source, MemorySegment target, long elementSize) {
    turn(source, target, elementSize, false);
  }

  private void turn(
      MemorySegment source, MemorySegment target, long elementSize, boolean toElements) {
    long groups = source.byteSize() / elementSize / Byte.SIZE;
    long size = groups * Byte.SIZE * elementSize;
    MemorySegment.copy(source, size, target, size, source.byteSize() - size);
    long first = 0;
    if (elementSize <= LARGEST_ELEMENT) {
      int wordsOfEight = (int) elementSize * Byte.SIZE;
      int most = (int) Math.min(groups / Byte.SIZE, Math.max(TILE_WORDS / wordsOfEight, 1));
      requireRoom(most * wordsOfEight);
      for (; first <= groups - Byte.SIZE; ) {
        int tile = (int) Math.min((groups - first) / Byte.SIZE, most);
        if (toElements) {
          unshuffleTile(source, target, (int) elementSize, groups, first, tile);
        } else {
          shuffleTile(source, target, (int) elementSize, groups, first, tile);
        }
        first += (long) tile * Byte.SIZE;
      }
    }
    for (; first < groups; first++) {
      for (long j = 0; j < elementSize; j++) {
        long inElements = first * Byte.SIZE * elementSize + j;
        long inRows = j * Byte.SIZE * groups + first;
        if (toElements) {
          turnByte(source, inRows, groups, target, inElements, elementSize);
        } else {
          turnByte(source, inElements, elementSize, target, inRows, groups);
        }
      }
    }
  }

  private void requireRoom(int count) {
    if (words.length < count) {
      words = new long[count];
      turned = new long[count];
    }
  }

  private void unshuffleTile(
      MemorySegment source,
      MemorySegment target,
      int elementSize,
      long groups,
      long first,
      int tile) {
    int count = tile * elementSize * Byte.SIZE;
    if (tile * (long) Byte.SIZE == groups) {
      MemorySegment.copy(source, LONG, 0, words, 0, count);
    } else {
      for (int row = 0; row < elementSize * Byte.SIZE; row++) {
        MemorySegment.copy(source, LONG, row * groups + first, words, row * tile, tile);
      }
    }
    for (int j = 0; j < elementSize; j++) {
      turnBits(rows(j, tile), byteOfEight(j, elementSize, tile), tile);
    }
    for (int word = 0; word < elementSize; word++) {
      turnBytes(bytesOfWord(word, tile), wordOfGroups(word, elementSize), tile);
    }
    long at = first * Byte.SIZE * elementSize;
    MemorySegment.copy(words, 0, target, LONG, at, count);
  }

  private void shuffleTile(
      MemorySegment source,
      MemorySegment target,
      int elementSize,
      long groups,
      long first,
      int tile) {
    int count = tile * elementSize * Byte.SIZE;
    long at = first * Byte.SIZE * elementSize;
    MemorySegment.copy(source, LONG, at, words, 0, count);
    for (int word = 0; word < elementSize; word++) {
      turnBytes(wordOfGroups(word, elementSize), bytesOfWord(word, tile), tile);
    }
    for (int j = 0; j < elementSize; j++) {
      turnBits(byteOfEight(j, elementSize, tile), rows(j, tile), tile);
    }
    if (tile * (long) Byte.SIZE == groups) {
      MemorySegment.copy(words, 0, target, LONG, 0, count);
      return;
    }
    for (int row = 0; row < elementSize * Byte.SIZE; row++) {
      MemorySegment.copy(words, row * tile, target, LONG, row * groups + first, tile);
    }
  }

  /// Word `word` of eight groups in a row.
  private Places wordOfGroups(int word, int elementSize) {
    return new Places(words, word, elementSize, Byte.SIZE * elementSize);
  }

  /// The bytes of that word.
  private Places bytesOfWord(int word, int tile) {
    return new Places(turned, word * Byte.SIZE * tile, tile, 1);
  }

  /// Byte `j` of the eight elements of a group.
  private Places byteOfEight(int j, int elementSize, int tile) {
    return new Places(turned, j * tile, elementSize * tile, 1);
  }

  /// The bits of that byte.
  private Places rows(int j, int tile) {
    return new Places(words, j * Byte.SIZE * tile, tile, 1);
  }

  /// Swaps byte `i` of word `k` with byte `k` of word `i`, `count` times.
  private static void turnBytes(Places from, Places to, int count) {
    long[] in = from.words;
    long[] out = to.words;
    int inStep = from.step;
    int outStep = to.step;
    int at = from.first;
    int place = to.first;
    for (int n = 0; n < count; n++) {
      long a = in[at];
      long b = in[at + inStep];
      long c = in[at + 2 * inStep];
      long d = in[at + 3 * inStep];
      long e = in[at + 4 * inStep];
      long f = in[at + 5 * inStep];
      long g = in[at + 6 * inStep];
      long h = in[at + 7 * inStep];
      at += from.next;

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

      t = (a >>> 16 ^ c) & PAIRS_OF_HALVES;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & PAIRS_OF_HALVES;
      b ^= t << 16;
      d ^= t;
      t = (e >>> 16 ^ g) & PAIRS_OF_HALVES;
      e ^= t << 16;
      g ^= t;
      t = (f >>> 16 ^ h) & PAIRS_OF_HALVES;
      f ^= t << 16;
      h ^= t;

      out[place] = a & LOW_HALF | e << 32;
      out[place + 4 * outStep] = a >>> 32 | e & ~LOW_HALF;
      out[place + outStep] = b & LOW_HALF | f << 32;
      out[place + 5 * outStep] = b >>> 32 | f & ~LOW_HALF;
      out[place + 2 * outStep] = c & LOW_HALF | g << 32;
      out[place + 6 * outStep] = c >>> 32 | g & ~LOW_HALF;
      out[place + 3 * outStep] = d & LOW_HALF | h << 32;
      out[place + 7 * outStep] = d >>> 32 | h & ~LOW_HALF;
      place += to.next;
    }
  }

  /// Swaps, in every byte, bit `i` of word `k` with bit `k` of word `i`, `count` times.
  private static void turnBits(Places from, Places to, int count) {
    long[] in = from.words;
    long[] out = to.words;
    int inStep = from.step;
    int outStep = to.step;
    int at = from.first;
    int place = to.first;
    for (int n = 0; n < count; n++) {
      long a = in[at];
      long b = in[at + inStep];
      long c = in[at + 2 * inStep];
      long d = in[at + 3 * inStep];
      long e = in[at + 4 * inStep];
      long f = in[at + 5 * inStep];
      long g = in[at + 6 * inStep];
      long h = in[at + 7 * inStep];
      at += from.next;

      long t = (a >>> 1 ^ b) & BITS_OF_PAIRS;
      a ^= t << 1;
      b ^= t;
      t = (c >>> 1 ^ d) & BITS_OF_PAIRS;
      c ^= t << 1;
      d ^= t;
      t = (e >>> 1 ^ f) & BITS_OF_PAIRS;
      e ^= t << 1;
      f ^= t;
      t = (g >>> 1 ^ h) & BITS_OF_PAIRS;
      g ^= t << 1;
      h ^= t;

      t = (a >>> 2 ^ c) & PAIRS_OF_QUADS;
      a ^= t << 2;
      c ^= t;
      t = (b >>> 2 ^ d) & PAIRS_OF_QUADS;
      b ^= t << 2;
      d ^= t;
      t = (e >>> 2 ^ g) & PAIRS_OF_QUADS;
      e ^= t << 2;
      g ^= t;
      t = (f >>> 2 ^ h) & PAIRS_OF_QUADS;
      f ^= t << 2;
      h ^= t;

      t = (a >>> 4 ^ e) & QUADS_OF_BYTES;
      out[place] = a ^ t << 4;
      out[place + 4 * outStep] = e ^ t;
      t = (b >>> 4 ^ f) & QUADS_OF_BYTES;
      out[place + outStep] = b ^ t << 4;
      out[place + 5 * outStep] = f ^ t;
      t = (c >>> 4 ^ g) & QUADS_OF_BYTES;
      out[place + 2 * outStep] = c ^ t << 4;
      out[place + 6 * outStep] = g ^ t;
      t = (d >>> 4 ^ h) & QUADS_OF_BYTES;
      out[place + 3 * outStep] = d ^ t << 4;
      out[place + 7 * outStep] = h ^ t;
      place += to.next;
    }
  }

  /// Turns the bits of eight bytes, which lie `step` bytes apart.
  private static void turnByte(
      MemorySegment source, long from, long step, MemorySegment target, long to, long targetStep) {
    long bits = 0;
    for (int k = 0; k < Byte.SIZE; k++) {
      bits |= (source.get(BYTE, from + k * step) & 0xFFL) << Byte.SIZE * k;
    }
    // The same three steps inside of one word.
    long t = (bits ^ bits >>> 7) & 0x00AA00AA00AA00AAL;
    bits ^= t ^ t << 7;
    t = (bits ^ bits >>> 14) & 0x0000CCCC0000CCCCL;
    bits ^= t ^ t << 14;
    t = (bits ^ bits >>> 28) & 0x00000000F0F0F0F0L;
    bits ^= t ^ t << 28;
    for (int k = 0; k < Byte.SIZE; k++) {
      target.set(BYTE, to + k * targetStep, (byte) (bits >>> Byte.SIZE * k));
    }
  }
}
