package io.hyperslab.internal.format.superblock;

import io.hyperslab.internal.bytes.Cursor;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What was in the metadata cache when the file was closed: the block that the metadata cache image
/// message points to (`FMT4 IV.A.2.y`); its layout is libhdf5's. libhdf5 does not write an entry
/// that is here to its own place: the image counts, and what stands at the entry's address does
/// not.
///
/// The block, with L the "Size of Lengths":
///
/// | bytes    | field                       |
/// |----------|-----------------------------|
/// | 4        | Signature, `MDCI`           |
/// | 1        | Version, 0                  |
/// | 1        | Flags; bit 0: resize status |
/// | L        | Image Data Length           |
/// | 4        | Number of Entries           |
/// | variable | the entries                 |
/// | 4        | Checksum                    |
///
/// and each entry, with O the "Size of Offsets":
///
/// | bytes  | field                                                          |
/// |--------|----------------------------------------------------------------|
/// | 1 each | Type, Flags, Ring, Age                                         |
/// | 2 each | Dependency Child, Dirty Dependency Child and Parent Counts     |
/// | 4      | Index in LRU                                                   |
/// | O      | Entry Offset                                                   |
/// | L      | Entry Length                                                   |
/// | O each | Dependency Parent Offsets                                      |
/// | length | Entry Image                                                    |
///
/// @param entries the bytes that belong at each address; not to be modified
public record MetadataCacheImage(NavigableMap<Long, byte[]> entries) {
  /// The block's name.
  public static final String STRUCTURE = "metadata cache image";

  private static final int CHECKSUM_SIZE = 4;
  private static final int FIXED_ENTRY_PART = 14;

  /// Decodes the block.
  ///
  /// @param cursor over exactly the block
  public static MetadataCacheImage decode(Cursor cursor) {
    cursor.signature("MDCI");
    cursor.version(0, 0);
    cursor.u8("Flags", 0, 0);
    long length = cursor.length("Image Data Length");
    if (length > cursor.position() + cursor.remaining()) {
      throw cursor.malformed(
          "Image Data Length", length, "at most " + (cursor.position() + cursor.remaining()));
    }
    long stated = cursor.u32();
    verifyChecksum(cursor, (int) length);
    int least =
        FIXED_ENTRY_PART + cursor.context().sizeOfOffsets() + cursor.context().sizeOfLengths();
    int count = cursor.count(stated, least, "Number of Entries");
    NavigableMap<Long, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      entry(cursor, entries);
    }
    return new MetadataCacheImage(entries);
  }

  private static void verifyChecksum(Cursor cursor, int length) {
    int position = cursor.position();
    if (length < position + CHECKSUM_SIZE) {
      throw cursor.malformed("Image Data Length", length, "at least " + (position + CHECKSUM_SIZE));
    }
    cursor.seek(length - CHECKSUM_SIZE);
    cursor.checksum();
    cursor.seek(position);
  }

  private static void entry(Cursor cursor, NavigableMap<Long, byte[]> entries) {
    cursor.skip(8);
    int parents = cursor.u16();
    cursor.skip(4);
    long address = cursor.address("Entry Offset");
    long length = cursor.length("Entry Length");
    cursor.skip((long) parents * cursor.context().sizeOfOffsets());
    byte[] image = cursor.bytes(length);
    if (entries.put(address, image) != null) {
      throw cursor.malformed("Entry Offset", address, "one that no other entry has");
    }
  }
}
