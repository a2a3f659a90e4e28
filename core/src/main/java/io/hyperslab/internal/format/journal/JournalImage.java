package io.hyperslab.internal.format.journal;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where one image of a journal belongs, and where its bytes are until then.
///
/// | bytes | field                                                       |
/// |-------|-------------------------------------------------------------|
/// | 8     | Address, ascending from image to image                      |
/// | 8     | Size                                                        |
/// | 8     | Source: address of the bytes, in the journal or before it   |
/// | 4     | CRC-32C of the bytes                                        |
/// | 4     | Reserved                                                    |
///
/// @param address where it belongs
/// @param size bytes of it, at least 1
/// @param source where they are
/// @param checksum CRC-32C of them
public record JournalImage(long address, long size, long source, int checksum) {
  /// Bytes of a place.
  public static final int SIZE = 32;

  /// Decodes a place and leaves the cursor after it.
  public static JournalImage decode(Cursor cursor) {
    JournalImage image =
        new JournalImage(
            cursor.length("address"), cursor.length("size"), cursor.length("source"), cursor.i32());
    cursor.skip(4);
    return image;
  }

  /// Encodes a place.
  public void encode(Encoder out) {
    out.i64(address).i64(size).i64(source).i32(checksum).zeros(4);
  }
}
