package io.hyperslab.internal.format.chunkindex;

import io.hyperslab.internal.bytes.Saturated;

/// Which pages of data blocks were ever written; the others hold no chunks and undefined bytes. The
/// first page is the highest bit of the first byte.
///
/// @param bytes empty when the data blocks have no pages
public record PageBitmap(byte[] bytes) {
  /// Bytes for one data block of `pages` pages; 0 when it has none.
  static long length(long pages) {
    return Saturated.add(pages, 7) / 8;
  }

  /// Whether page `page` was written.
  public boolean isInitialized(long page) {
    return (bytes[(int) (page / 8)] & 0x80 >>> (int) (page % 8)) != 0;
  }
}
