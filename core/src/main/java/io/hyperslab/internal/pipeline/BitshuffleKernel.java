package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Gathers elements whose bits lie in rows: row `8 j + k` has bit `k` of byte `j` of all elements,
/// of eight elements in each of its bytes, the first in the least significant bit.
///
/// Three passes: the bits of eight rows are turned so that row `8 j + k` has byte `j` of every
/// eighth element from element `k` on; these rows, then the bytes `j`, are interleaved by
/// [ShuffleKernel]. A kernel keeps its scratch memory for the next block, and belongs to one
/// thread.
final class BitshuffleKernel {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private static final long BITS_OF_PAIRS = 0x5555555555555555L;
  private static final long PAIRS_OF_QUADS = 0x3333333333333333L;
  private static final long QUADS_OF_BYTES = 0x0F0F0F0F0F0F0F0FL;

  private MemorySegment scratch = MemorySegment.NULL;

  /// Fills `target`, which is as large as `source`, with the elements. Elements after the last
  /// multiple of eight, and bytes that fill no element, are copied to the same place.
  void unshuffle(MemorySegment source, MemorySegment target, long elementSize) {
    long elements = source.byteSize() / elementSize & -Byte.SIZE;
    long size = elements * elementSize;
    MemorySegment.copy(source, size, target, size, source.byteSize() - size);
    if (size == 0) {
      return;
    }
    MemorySegment buffer = scratch(size);
    MemorySegment whole = target.asSlice(0, size);
    if (elementSize == 1) {
      turnRows(source, buffer, size);
      ShuffleKernel.unshuffle(buffer, whole, Byte.SIZE);
      return;
    }
    for (long plane = 0; plane < size; plane += elements) {
      MemorySegment rows = whole.asSlice(plane, elements);
      turnRows(source.asSlice(plane, elements), rows, elements);
      ShuffleKernel.unshuffle(rows, buffer.asSlice(plane, elements), Byte.SIZE);
    }
    ShuffleKernel.unshuffle(buffer, whole, elementSize);
  }

  /// Fills `target`, which is as large as `source`, with the rows of bits of its elements: the
  /// passes of [#unshuffle] undone in reverse order.
  void shuffle(MemorySegment source, MemorySegment target, long elementSize) {
    long elements = source.byteSize() / elementSize & -Byte.SIZE;
    long size = elements * elementSize;
    MemorySegment.copy(source, size, target, size, source.byteSize() - size);
    if (size == 0) {
      return;
    }
    MemorySegment whole = source.asSlice(0, size);
    MemorySegment planes = elementSize == 1 ? whole : scratch(size);
    if (elementSize > 1) {
      ShuffleKernel.shuffle(whole, planes, elementSize);
    }
    for (long plane = 0; plane < size; plane += elements) {
      MemorySegment rows = target.asSlice(plane, elements);
      ShuffleKernel.shuffle(planes.asSlice(plane, elements), rows, Byte.SIZE);
      turnRows(rows, rows, elements);
    }
  }

  private MemorySegment scratch(long size) {
    if (scratch.byteSize() < size) {
      scratch = Scratch.ofSize(size);
    }
    return scratch.asSlice(0, size);
  }

  /// Swaps, in every column of bytes, bit `i` of row `k` with bit `k` of row `i`. Source and target
  /// may be the same.
  private static void turnRows(MemorySegment source, MemorySegment target, long elements) {
    long row = elements / Byte.SIZE;
    long column = 0;
    for (; column <= row - Long.BYTES; column += Long.BYTES) {
      turnColumns(source, target, row, column);
    }
    for (; column < row; column++) {
      turnColumn(source, target, row, column);
    }
  }

  private static void turnColumns(
      MemorySegment source, MemorySegment target, long row, long column) {
    long a = source.get(LONG, column);
    long b = source.get(LONG, column + row);
    long c = source.get(LONG, column + 2 * row);
    long d = source.get(LONG, column + 3 * row);
    long e = source.get(LONG, column + 4 * row);
    long f = source.get(LONG, column + 5 * row);
    long g = source.get(LONG, column + 6 * row);
    long h = source.get(LONG, column + 7 * row);

    // Transpose 2 x 2 blocks of bits, then of pairs of bits, then of quads.
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
    target.set(LONG, column, a ^ t << 4);
    target.set(LONG, column + 4 * row, e ^ t);
    t = (b >>> 4 ^ f) & QUADS_OF_BYTES;
    target.set(LONG, column + row, b ^ t << 4);
    target.set(LONG, column + 5 * row, f ^ t);
    t = (c >>> 4 ^ g) & QUADS_OF_BYTES;
    target.set(LONG, column + 2 * row, c ^ t << 4);
    target.set(LONG, column + 6 * row, g ^ t);
    t = (d >>> 4 ^ h) & QUADS_OF_BYTES;
    target.set(LONG, column + 3 * row, d ^ t << 4);
    target.set(LONG, column + 7 * row, h ^ t);
  }

  private static void turnColumn(
      MemorySegment source, MemorySegment target, long row, long column) {
    long bits = 0;
    for (int k = 0; k < Byte.SIZE; k++) {
      bits |= (source.get(BYTE, column + k * row) & 0xFFL) << Byte.SIZE * k;
    }
    // The same three steps inside of one word, whose bytes are the rows.
    long t = (bits ^ bits >>> 7) & 0x00AA00AA00AA00AAL;
    bits ^= t ^ t << 7;
    t = (bits ^ bits >>> 14) & 0x0000CCCC0000CCCCL;
    bits ^= t ^ t << 14;
    t = (bits ^ bits >>> 28) & 0x00000000F0F0F0F0L;
    bits ^= t ^ t << 28;
    for (int k = 0; k < Byte.SIZE; k++) {
      target.set(BYTE, column + k * row, (byte) (bits >>> Byte.SIZE * k));
    }
  }
}
