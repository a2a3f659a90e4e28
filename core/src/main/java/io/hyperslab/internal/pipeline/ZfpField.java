package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

/// Puts the blocks of a zfp stream where they belong in the decoded array.
final class ZfpField {
  private static final int SIDE = 4;

  private final ZfpHeader header;
  private final ZfpBlock blocks;
  private final MemorySegment target;
  private final ElementStore store;

  /// @param target as large as [ZfpHeader#decodedSize()]
  ZfpField(ZfpHeader header, ZfpBlock blocks, MemorySegment target) {
    this.header = header;
    this.blocks = blocks;
    this.target = target;
    this.store = new ElementStore(header.scalar().size(), header.bigEndian());
  }

  /// Decodes all blocks. Their order is that of the values: the first size varies fastest.
  void decode() {
    for (long l = 0; l < header.size(3); l += SIDE) {
      for (long k = 0; k < header.size(2); k += SIDE) {
        for (long j = 0; j < header.size(1); j += SIDE) {
          for (long i = 0; i < header.size(0); i += SIDE) {
            put(blocks.next(), i, j, k, l);
          }
        }
      }
    }
  }

  /// Stores the part of a block that is inside the array.
  private void put(long[] values, long i, long j, long k, long l) {
    int width = used(0, i);
    for (int c = 0; c < used(3, l); c++) {
      for (int b = 0; b < used(2, k); b++) {
        for (int a = 0; a < used(1, j); a++) {
          long row = ((l + c) * header.size(2) + k + b) * header.size(1) + j + a;
          long at = (row * header.size(0) + i) * store.size();
          int from = ((c * SIDE + b) * SIDE + a) * SIDE;
          for (int x = 0; x < width; x++) {
            store.put(target, at + (long) x * store.size(), values[from + x]);
          }
        }
      }
    }
  }

  /// How many places from `first` on are inside dimension `index`.
  private int used(int index, long first) {
    return (int) Math.min(SIDE, header.size(index) - first);
  }
}
