package io.hyperslab.internal.format.group;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// One link of a group in a symbol table node, or the root group in superblock versions 0 and 1
/// (`FMT4 III.C`).
///
/// | bytes | field |
/// |---|---|
/// | L | Link Name Offset |
/// | O | Object Header Address |
/// | 4 | Cache Type: 0 nothing, 1 group, 2 symbolic link |
/// | 4 | Reserved |
/// | 16 | Scratch-pad Space |
///
/// The scratch-pad of type 1 starts with the Address of B-tree (O) and the Address of Name Heap
/// (O), that of type 2 with the Offset to Link Value (4).
///
/// The specification gives the name offset the size of offsets; libhdf5 has always written it with
/// the size of lengths. The cached addresses of type 1 repeat the object header's symbol table
/// message, and are not checked here.
///
/// @param linkNameOffset into the group's local heap
/// @param objectHeaderAddress undefined for a symbolic link
/// @param cacheType 0 to 2
/// @param btreeAddress of type 1; else undefined
/// @param nameHeapAddress of type 1; else undefined
/// @param linkValueOffset of type 2, into the group's local heap; else -1
public record SymbolTableEntry(
    long linkNameOffset,
    long objectHeaderAddress,
    int cacheType,
    long btreeAddress,
    long nameHeapAddress,
    long linkValueOffset) {
  /// Cache type of an entry without cached data.
  public static final int NOTHING_CACHED = 0;

  /// Cache type of a group.
  public static final int GROUP = 1;

  /// Cache type of a symbolic link.
  public static final int SYMBOLIC_LINK = 2;

  private static final int SCRATCH_PAD_LENGTH = 16;

  /// The entry of a hard link, without cached data.
  public static SymbolTableEntry hardLink(long linkNameOffset, long objectHeaderAddress) {
    return new SymbolTableEntry(
        linkNameOffset,
        objectHeaderAddress,
        NOTHING_CACHED,
        Address.UNDEFINED,
        Address.UNDEFINED,
        -1);
  }

  /// The entry of a hard link to a group that has a symbol table.
  public static SymbolTableEntry group(
      long linkNameOffset, long objectHeaderAddress, long btreeAddress, long nameHeapAddress) {
    return new SymbolTableEntry(
        linkNameOffset, objectHeaderAddress, GROUP, btreeAddress, nameHeapAddress, -1);
  }

  /// The entry of a symbolic (soft) link.
  public static SymbolTableEntry symbolicLink(long linkNameOffset, long linkValueOffset) {
    return new SymbolTableEntry(
        linkNameOffset,
        Address.UNDEFINED,
        SYMBOLIC_LINK,
        Address.UNDEFINED,
        Address.UNDEFINED,
        linkValueOffset);
  }

  /// Bytes of an entry.
  public static int length(FormatContext context) {
    return context.sizeOfLengths() + context.sizeOfOffsets() + 8 + SCRATCH_PAD_LENGTH;
  }

  /// Decodes an entry and leaves the cursor after it.
  public static SymbolTableEntry decode(Cursor cursor) {
    long nameOffset = cursor.length("link name offset");
    long header = cursor.addressOrUndefined("object header address");
    long cacheType = cursor.u32();
    cursor.skip(4);
    Cursor scratch = cursor.slice(SCRATCH_PAD_LENGTH, "symbol table entry");
    long btree = Address.UNDEFINED;
    long nameHeap = Address.UNDEFINED;
    long linkValue = -1;
    if (cacheType == GROUP) {
      btree = scratch.addressUnchecked();
      nameHeap = scratch.addressUnchecked();
    } else if (cacheType == SYMBOLIC_LINK) {
      linkValue = scratch.u32();
    } else if (cacheType != NOTHING_CACHED) {
      throw cursor.malformed("cache type", cacheType, "0 to 2");
    }
    return new SymbolTableEntry(nameOffset, header, (int) cacheType, btree, nameHeap, linkValue);
  }

  /// Writes the entry.
  public void encode(Encoder out) {
    out.unsigned(linkNameOffset, out.context().sizeOfLengths());
    out.address(objectHeaderAddress).u32(cacheType).u32(0);
    int end = out.size() + SCRATCH_PAD_LENGTH;
    if (cacheType == GROUP) {
      // Not checked when they were read: they go back as they are.
      int width = out.context().sizeOfOffsets();
      out.bits(btreeAddress, width).bits(nameHeapAddress, width);
    } else if (cacheType == SYMBOLIC_LINK) {
      out.u32(linkValueOffset);
    }
    out.padTo(end);
  }

  /// Whether the entry says that it leads to a group: that group metadata are cached *implies that
  /// the symbol table entry refers to another group*.
  public boolean isGroup() {
    return cacheType == GROUP;
  }

  /// Whether the entry is a symbolic (soft) link.
  public boolean isSymbolicLink() {
    return cacheType == SYMBOLIC_LINK;
  }
}
