package io.hyperslab.internal.format.journal;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The start of a journal: which commit it belongs to.
///
/// | bytes | field                                                          |
/// |-------|----------------------------------------------------------------|
/// | 8     | Signature, `HSLABJNL`                                          |
/// | 1     | Version, 0                                                     |
/// | 1     | Superblock Size                                                |
/// | 6     | Reserved                                                       |
/// | 8     | Commit Number                                                  |
/// | 8     | End of Address: what the file's size is after the commit       |
/// | 8     | Number of Images                                               |
/// | 104   | Superblock Before, padded with zeros                           |
/// | 104   | Superblock After, padded with zeros                            |
/// | 8     | Reserved                                                       |
///
/// The images' places follow ([JournalImage]), then the bytes of those that are not stored
/// elsewhere, and a [JournalFooter]. All addresses are relative to the file's base address and,
/// like all numbers, little-endian. Superblocks are without the guard bit.
///
/// A journal counts only in a file whose guard bit is set and whose superblock is the one before
/// the commit, or the one after it, or being changed from the one to the other.
///
/// @param commitNumber how many commits the writer had made before, for people who look
/// @param endOfAddress the end of the file's space after the commit
/// @param imageCount the number of images
/// @param superblockBefore the superblock's bytes before the commit; not to be changed
/// @param superblockAfter those after it, as many; not to be changed
public record JournalHeader(
    long commitNumber,
    long endOfAddress,
    long imageCount,
    byte[] superblockBefore,
    byte[] superblockAfter) {
  /// Bytes of the header.
  public static final int SIZE = 256;

  /// Its name in messages.
  public static final String STRUCTURE = "journal header";

  /// What journals are decoded and encoded with, whatever the file's own widths.
  public static final FormatContext CONTEXT =
      new FormatContext(Long.BYTES, Long.BYTES, Long.MAX_VALUE, Limits.defaults());

  private static final String SIGNATURE = "HSLABJNL";
  private static final int LEAST_SUPERBLOCK = 20;
  private static final int SUPERBLOCK_ROOM = 104;

  /// Decodes the header.
  ///
  /// @throws io.hyperslab.error.MalformedFileException if it is none
  public static JournalHeader decode(Cursor cursor) {
    cursor.signature(SIGNATURE);
    cursor.version(0, 0);
    int size = cursor.u8("superblock size", LEAST_SUPERBLOCK, SUPERBLOCK_ROOM);
    cursor.skip(6);
    long commitNumber = cursor.i64();
    long endOfAddress = cursor.length("end of address");
    long imageCount = cursor.length("number of images");
    byte[] before = cursor.bytes(size);
    cursor.skip(SUPERBLOCK_ROOM - size);
    byte[] after = cursor.bytes(size);
    cursor.skip(SUPERBLOCK_ROOM - size + Long.BYTES);
    return new JournalHeader(commitNumber, endOfAddress, imageCount, before, after);
  }

  /// Encodes the header.
  public void encode(Encoder out) {
    int start = out.size();
    out.signature(SIGNATURE).u8(0).u8(superblockBefore.length).zeros(6);
    out.i64(commitNumber).i64(endOfAddress).i64(imageCount);
    out.bytes(superblockBefore).zeros(SUPERBLOCK_ROOM - superblockBefore.length);
    out.bytes(superblockAfter).padTo(start + SIZE);
  }

  /// Whether a superblock, its guard bit cleared, is one of the two, or partly each.
  public boolean belongsTo(byte[] superblock) {
    if (superblock.length != superblockBefore.length) {
      return false;
    }
    for (int i = 0; i < superblock.length; i++) {
      if (superblock[i] != superblockBefore[i] && superblock[i] != superblockAfter[i]) {
        return false;
      }
    }
    return true;
  }
}
