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

  /// The bitmap of `dataBlocks` data blocks of which no page was written.
  ///
  /// @param pages of each data block
  public static PageBitmap empty(long dataBlocks, long pages) {
    return new PageBitmap(new byte[Math.toIntExact(Math.multiplyExact(dataBlocks, length(pages)))]);
  }

  /// The same bitmap, for one who changes it.
  public PageBitmap copy() {
    return new PageBitmap(bytes.clone());
  }

  /// Notes that page `page` was written. Only for copies that nobody else sees.
  public void initialize(long page) {
    int at = (int) (page / 8);
    bytes[at] = (byte) (bytes[at] | 0x80 >>> (int) (page % 8));
  }

  /// Whether page `page` was written.
  public boolean isInitialized(long page) {
    return (bytes[(int) (page / 8)] & 0x80 >>> (int) (page % 8)) != 0;
  }
}
