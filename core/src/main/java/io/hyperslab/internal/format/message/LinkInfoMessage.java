package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where the links of a new-style group are (`FMT4 IV.A.2.c`). O is "Size of Offsets".
///
/// | bytes | field                                                              |
/// |-------|--------------------------------------------------------------------|
/// | 1     | Version, 0                                                         |
/// | 1     | Flags                                                              |
/// | 8     | Maximum Creation Index; flag bit 0                                 |
/// | O     | Fractal Heap Address                                               |
/// | O     | Address of v2 B-tree for Name Index                                |
/// | O     | Address of v2 B-tree for Creation Order Index; flag bit 1          |
///
/// @param flags bit 0: creation order tracked, bit 1: and indexed
/// @param maximumCreationIndex the largest creation order plus one; 0 when not tracked
/// @param fractalHeapAddress dense links, or undefined when all are in the header
/// @param nameIndexAddress B-tree of the dense links by name, or undefined
/// @param creationOrderIndexAddress B-tree of the dense links by creation order, or undefined
public record LinkInfoMessage(
    int flags,
    long maximumCreationIndex,
    long fractalHeapAddress,
    long nameIndexAddress,
    long creationOrderIndexAddress)
    implements HeaderMessage {
  private static final int VERSION = 0;
  private static final int TRACKED = 0x01;
  private static final int INDEXED = 0x02;

  /// For a group whose links are in its header, none so far.
  public static LinkInfoMessage compact(boolean tracksOrder, boolean indexesOrder) {
    int flags = (tracksOrder ? TRACKED : 0) | (indexesOrder ? INDEXED : 0);
    return new LinkInfoMessage(flags, 0, Address.UNDEFINED, Address.UNDEFINED, Address.UNDEFINED);
  }

  /// Decodes the message.
  public static LinkInfoMessage decode(Cursor cursor) {
    cursor.version(VERSION, VERSION);
    int flags = cursor.u8("Flags", 0, TRACKED | INDEXED);
    long maximum = (flags & TRACKED) != 0 ? cursor.unsigned(8, "Maximum Creation Index") : 0;
    long heap = cursor.addressOrUndefined("Fractal Heap Address");
    long names = cursor.addressOrUndefined("Address of v2 B-tree for Name Index");
    long orders =
        (flags & INDEXED) != 0
            ? cursor.addressOrUndefined("Address of v2 B-tree for Creation Order Index")
            : Address.UNDEFINED;
    return new LinkInfoMessage(flags, maximum, heap, names, orders);
  }

  @Override
  public void encode(Encoder out) {
    out.u8(VERSION).u8(flags);
    if (tracksCreationOrder()) {
      out.unsigned(maximumCreationIndex, 8);
    }
    out.address(fractalHeapAddress).address(nameIndexAddress);
    if ((flags & INDEXED) != 0) {
      out.address(creationOrderIndexAddress);
    }
  }

  /// Whether links keep the order in which they were made.
  public boolean tracksCreationOrder() {
    return (flags & TRACKED) != 0;
  }

  /// Whether links are indexed by the order in which they were made.
  public boolean indexesOrder() {
    return (flags & INDEXED) != 0;
  }

  /// Whether the group's links are in dense storage.
  public boolean dense() {
    return Address.isDefined(fractalHeapAddress);
  }
}
