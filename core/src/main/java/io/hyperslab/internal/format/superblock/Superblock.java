package io.hyperslab.internal.format.superblock;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The superblock: where everything in the file starts (`FMT4 II.A`). O is "Size of Offsets", L
/// "Size of Lengths".
///
/// Versions 0 and 1:
///
/// | bytes | field                                                           |
/// |-------|-----------------------------------------------------------------|
/// | 8     | Format Signature                                                |
/// | 1     | Version # of Superblock                                         |
/// | 1     | Version # of File's Free Space Storage                          |
/// | 1     | Version # of Root Group Symbol Table Entry                      |
/// | 1     | Reserved                                                        |
/// | 1     | Version # of Shared Header Message Format                       |
/// | 1     | Size of Offsets                                                 |
/// | 1     | Size of Lengths                                                 |
/// | 1     | Reserved                                                        |
/// | 2     | Group Leaf Node K                                               |
/// | 2     | Group Internal Node K                                           |
/// | 4     | File Consistency Flags                                          |
/// | 2 + 2 | Indexed Storage Internal Node K, Reserved; version 1 only       |
/// | O     | Base Address                                                    |
/// | O     | Address of File Free space Info                                 |
/// | O     | End of File Address                                             |
/// | O     | Driver Information Block Address                                |
/// | L     | Root Group Symbol Table Entry: Link Name Offset                 |
/// | O     | Root Group Symbol Table Entry: Object Header Address            |
/// | 4 + 4 | Root Group Symbol Table Entry: Cache Type, Reserved             |
/// | 16    | Root Group Symbol Table Entry: Scratch-pad Space                |
///
/// Versions 2 and 3:
///
/// | bytes | field                            |
/// |-------|----------------------------------|
/// | 8     | Format Signature                 |
/// | 1     | Version # of Superblock          |
/// | 1     | Size of Offsets                  |
/// | 1     | Size of Lengths                  |
/// | 1     | File Consistency Flags           |
/// | O     | Base Address                     |
/// | O     | Superblock Extension Address     |
/// | O     | End of File Address              |
/// | O     | Root Group Object Header Address |
/// | 4     | Superblock Checksum              |
///
/// Addresses are as stored: the base and end of file addresses count from the beginning of the
/// storage, all others from the base address. A field that the version does not have is undefined
/// or has the library's default.
///
/// *Notes.* Files exist whose base address is not where the signature lies (a user block was put
/// before them or cut off); which one to trust is the caller's decision. No address is checked
/// against the end of the file here: the multi driver spreads its files over the whole range of 64
/// bits, so addresses of its files may be negative as `long`. The root group's symbol table entry
/// starts with a name offset of "Size of Lengths" bytes, whatever the specification says. While a
/// commit goes on, the highest bit of the version is set ([#GUARD]); the checksum is that without
/// it. No library opens such a file; it is decoded here once the bit has been taken away.
///
/// @param version 0 to 3
/// @param sizeOfOffsets bytes of an address: 2, 4 or 8
/// @param sizeOfLengths bytes of a length: 2, 4 or 8
/// @param groupLeafK half the entries of a symbol table node
/// @param groupInternalK half the entries of a group's version 1 B-tree node
/// @param indexedStorageK half the entries of a chunk index's version 1 B-tree node
/// @param fileConsistencyFlags bit 0: open for writing, bit 2: for SWMR writing (version 3)
/// @param baseAddress where address 0 lies
/// @param freeSpaceAddress reserved by the format; undefined in all known files
/// @param extensionAddress object header of the superblock extension, or undefined
/// @param endOfFileAddress the first byte beyond all HDF5 data
/// @param driverInformationAddress the driver information block, or undefined
/// @param rootObjectHeaderAddress the root group's object header
/// @param rootEntry the rest of the root group's symbol table entry (versions 0 and 1)
public record Superblock(
    int version,
    int sizeOfOffsets,
    int sizeOfLengths,
    int groupLeafK,
    int groupInternalK,
    int indexedStorageK,
    int fileConsistencyFlags,
    long baseAddress,
    long freeSpaceAddress,
    long extensionAddress,
    long endOfFileAddress,
    long driverInformationAddress,
    long rootObjectHeaderAddress,
    RootEntry rootEntry) {
  /// The format signature; every byte is one character.
  public static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";

  /// Bytes of the largest superblock: version 1 with addresses of 8 bytes.
  public static final int MAXIMUM_SIZE = 100;

  /// Group leaf K of files that do not say (`FMT4 IV.A.2.t`).
  public static final int DEFAULT_GROUP_LEAF_K = 4;

  /// Group internal K of files that do not say.
  public static final int DEFAULT_GROUP_INTERNAL_K = 16;

  /// Indexed storage K of files that do not say.
  public static final int DEFAULT_INDEXED_STORAGE_K = 32;

  /// The bit that is set in the byte at [#VERSION_POSITION] while a commit goes on.
  public static final int GUARD = 0x80;

  /// The consistency flags while a SWMR writer has the file open: bit 0 says that it is open for
  /// writing, bit 2 that it may be read meanwhile.
  public static final int SWMR_WRITER = 5;

  /// Where the version is, in bytes from the beginning.
  public static final int VERSION_POSITION = 8;

  private static final String STRUCTURE = "Superblock";

  /// Decodes the superblock that starts with `bytes`.
  ///
  /// @param bytes [#MAXIMUM_SIZE] bytes from the signature on, fewer where the storage ends
  /// @param address the signature's position in the storage, for error messages
  public static Superblock decode(byte[] bytes, long address, Limits limits) {
    Cursor plain =
        Cursor.over(bytes, address, STRUCTURE, new FormatContext(8, 8, Long.MAX_VALUE, limits));
    plain.signature(SIGNATURE);
    boolean classic = plain.version(0, 3) < 2;
    plain.skip(classic ? 4 : 0);
    int sizeOfOffsets = width(plain, "Size of Offsets");
    int sizeOfLengths = width(plain, "Size of Lengths");
    FormatContext context = new FormatContext(sizeOfOffsets, sizeOfLengths, Long.MAX_VALUE, limits);
    Cursor cursor = Cursor.over(bytes, address, STRUCTURE, context);
    cursor.skip(SIGNATURE.length());
    return classic ? decodeClassic(cursor) : decodeChecked(cursor);
  }

  private static Superblock decodeClassic(Cursor cursor) {
    int version = cursor.version(0, 1);
    cursor.u8("Version # of File's Free Space Storage", 0, 0);
    cursor.u8("Version # of Root Group Symbol Table Entry", 0, 0);
    cursor.skip(1);
    cursor.u8("Version # of Shared Header Message Format", 0, 0);
    cursor.skip(3);
    int leafK = nodeK(cursor, "Group Leaf Node K");
    int internalK = nodeK(cursor, "Group Internal Node K");
    int flags = cursor.i32();
    int storageK = DEFAULT_INDEXED_STORAGE_K;
    if (version == 1) {
      storageK = nodeK(cursor, "Indexed Storage Internal Node K");
      cursor.skip(2);
    }
    long base = defined(cursor, "Base Address");
    long freeSpace = cursor.addressUnchecked();
    long endOfFile = defined(cursor, "End of File Address");
    long driverInformation = cursor.addressUnchecked();
    long linkName = cursor.bits(cursor.context().sizeOfLengths());
    long root = defined(cursor, "Root Group Object Header Address");
    int cacheType = cursor.i32();
    cursor.skip(4);
    long scratchLow = cursor.i64();
    long scratchHigh = cursor.i64();
    return new Superblock(
        version,
        cursor.context().sizeOfOffsets(),
        cursor.context().sizeOfLengths(),
        leafK,
        internalK,
        storageK,
        flags,
        base,
        freeSpace,
        Address.UNDEFINED,
        endOfFile,
        driverInformation,
        root,
        new RootEntry(linkName, cacheType, scratchLow, scratchHigh));
  }

  private static Superblock decodeChecked(Cursor cursor) {
    int version = cursor.version(2, 3);
    cursor.skip(2);
    int flags = cursor.u8();
    long base = defined(cursor, "Base Address");
    long extension = cursor.addressUnchecked();
    long endOfFile = defined(cursor, "End of File Address");
    long root = defined(cursor, "Root Group Object Header Address");
    cursor.checksum();
    return new Superblock(
        version,
        cursor.context().sizeOfOffsets(),
        cursor.context().sizeOfLengths(),
        DEFAULT_GROUP_LEAF_K,
        DEFAULT_GROUP_INTERNAL_K,
        DEFAULT_INDEXED_STORAGE_K,
        flags,
        base,
        Address.UNDEFINED,
        extension,
        endOfFile,
        Address.UNDEFINED,
        root,
        RootEntry.NOTHING_CACHED);
  }

  /// The superblock of a new file, which says nothing but what is given here.
  ///
  /// @param groupLeafK half the entries of a symbol table node; versions 0 and 1 only
  /// @param groupInternalK half the entries of a group's version 1 B-tree node; likewise
  /// @param indexedStorageK half the entries of a chunk index's version 1 B-tree node; version 1
  ///   only
  public static Superblock create(
      int version,
      int sizeOfOffsets,
      int sizeOfLengths,
      int groupLeafK,
      int groupInternalK,
      int indexedStorageK,
      long rootObjectHeaderAddress,
      RootEntry rootEntry) {
    return new Superblock(
        version,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        0,
        0,
        Address.UNDEFINED,
        Address.UNDEFINED,
        0,
        Address.UNDEFINED,
        rootObjectHeaderAddress,
        rootEntry);
  }

  /// The same with another extent of the file.
  ///
  /// @param base where address 0 lies
  /// @param endOfFile the first byte beyond all data; like `base` from the storage's beginning
  public Superblock withExtent(long base, long endOfFile) {
    return with(fileConsistencyFlags, base, extensionAddress, endOfFile);
  }

  /// The same with another superblock extension.
  public Superblock withExtensionAddress(long address) {
    return with(fileConsistencyFlags, baseAddress, address, endOfFileAddress);
  }

  /// The same with another driver information block; versions 0 and 1 only.
  public Superblock withDriverInformationAddress(long address) {
    return new Superblock(
        version,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        fileConsistencyFlags,
        baseAddress,
        freeSpaceAddress,
        extensionAddress,
        endOfFileAddress,
        address,
        rootObjectHeaderAddress,
        rootEntry);
  }

  /// The same with other flags.
  public Superblock withFileConsistencyFlags(int flags) {
    return with(flags, baseAddress, extensionAddress, endOfFileAddress);
  }

  /// The same with another root group.
  public Superblock withRoot(long objectHeaderAddress, RootEntry entry) {
    return new Superblock(
        version,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        fileConsistencyFlags,
        baseAddress,
        freeSpaceAddress,
        extensionAddress,
        endOfFileAddress,
        driverInformationAddress,
        objectHeaderAddress,
        entry);
  }

  private Superblock with(int flags, long base, long extension, long endOfFile) {
    return new Superblock(
        version,
        sizeOfOffsets,
        sizeOfLengths,
        groupLeafK,
        groupInternalK,
        indexedStorageK,
        flags,
        base,
        freeSpaceAddress,
        extension,
        endOfFile,
        driverInformationAddress,
        rootObjectHeaderAddress,
        rootEntry);
  }

  /// Version 1 B-tree of the root group, or undefined.
  public long rootBTreeAddress() {
    return rootEntry.bTreeAddress(sizeOfOffsets);
  }

  /// Local heap of the root group, or undefined.
  public long rootLocalHeapAddress() {
    return rootEntry.localHeapAddress(sizeOfOffsets);
  }

  /// Bytes of the superblock as stored.
  public int size() {
    return version < 2
        ? 48 + (version == 1 ? 4 : 0) + 5 * sizeOfOffsets + sizeOfLengths
        : 16 + 4 * sizeOfOffsets;
  }

  /// Encodes it, without the guard bit.
  public void encode(Encoder out) {
    out.signature(SIGNATURE).u8(version);
    if (version < 2) {
      encodeClassic(out);
    } else {
      out.u8(sizeOfOffsets).u8(sizeOfLengths).u8(fileConsistencyFlags);
      out.bits(baseAddress, sizeOfOffsets).bits(extensionAddress, sizeOfOffsets);
      out.bits(endOfFileAddress, sizeOfOffsets).bits(rootObjectHeaderAddress, sizeOfOffsets);
      out.checksum();
    }
  }

  private void encodeClassic(Encoder out) {
    out.zeros(4).u8(sizeOfOffsets).u8(sizeOfLengths).u8(0);
    out.u16(groupLeafK).u16(groupInternalK).i32(fileConsistencyFlags);
    if (version == 1) {
      out.u16(indexedStorageK).zeros(2);
    }
    out.bits(baseAddress, sizeOfOffsets).bits(freeSpaceAddress, sizeOfOffsets);
    out.bits(endOfFileAddress, sizeOfOffsets).bits(driverInformationAddress, sizeOfOffsets);
    out.bits(rootEntry.linkNameOffset(), sizeOfLengths);
    out.bits(rootObjectHeaderAddress, sizeOfOffsets).i32(rootEntry.cacheType()).zeros(4);
    out.i64(rootEntry.scratchPadLow()).i64(rootEntry.scratchPadHigh());
  }

  /// Its bytes as stored, without the guard bit.
  public byte[] toBytes() {
    Encoder out =
        new Encoder(
            new FormatContext(sizeOfOffsets, sizeOfLengths, Long.MAX_VALUE, Limits.defaults()));
    encode(out);
    return out.toBytes();
  }

  private static int width(Cursor cursor, String item) {
    int width = cursor.u8();
    return switch (width) {
      case 2, 4, 8 -> width;
      case 16, 32 -> throw cursor.unsupported(item, width, "2, 4 or 8");
      default -> throw cursor.malformed(item, width, "2, 4 or 8");
    };
  }

  private static long defined(Cursor cursor, String item) {
    long address = cursor.addressUnchecked();
    if (!Address.isDefined(address)) {
      throw cursor.malformed(item, "undefined", "an address");
    }
    return address;
  }

  private static int nodeK(Cursor cursor, String item) {
    int k = cursor.u16();
    if (k == 0) {
      throw cursor.malformed(item, k, "at least 1");
    }
    return k;
  }
}
