package io.hyperslab.internal.format.journal;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// The last bytes of a file that has a journal.
///
/// | bytes | field                                                                        |
/// |-------|------------------------------------------------------------------------------|
/// | 8     | Signature, `HSLABEND`                                                        |
/// | 8     | Journal Address                                                              |
/// | 8     | Journal Size, this footer included                                           |
/// | 4     | CRC-32C of the header, the images' places, and this footer's first 24 bytes  |
///
/// @param journalAddress where the header is
/// @param journalSize bytes from there to the end of the file
/// @param checksum CRC-32C
public record JournalFooter(long journalAddress, long journalSize, int checksum) {
  /// Bytes of the footer.
  public static final int SIZE = 28;

  /// Those of them that the checksum covers.
  public static final int CHECKED_SIZE = 24;

  /// Its name in messages.
  public static final String STRUCTURE = "journal footer";

  private static final String SIGNATURE = "HSLABEND";

  /// Decodes the footer.
  ///
  /// @throws io.hyperslab.error.MalformedFileException if it is none
  public static JournalFooter decode(Cursor cursor) {
    cursor.signature(SIGNATURE);
    return new JournalFooter(
        cursor.length("journal address"), cursor.length("journal size"), cursor.i32());
  }

  /// Encodes the footer.
  public void encode(Encoder out) {
    out.signature(SIGNATURE).i64(journalAddress).i64(journalSize).i32(checksum);
  }
}
