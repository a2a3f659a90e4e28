package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where the attributes of an object are that its header does not hold (`FMT4 IV.A.2.v`). O is
/// "Size of Offsets".
///
/// | bytes | field                                                              |
/// |-------|--------------------------------------------------------------------|
/// | 1     | Version, 0                                                         |
/// | 1     | Flags                                                              |
/// | 2     | Maximum Creation Index; flag bit 0                                 |
/// | O     | Fractal Heap Address                                               |
/// | O     | Attribute Name v2 B-tree Address                                   |
/// | O     | Attribute Creation Order v2 B-tree Address; flag bit 1             |
///
/// @param flags bit 0: creation order tracked, bit 1: and indexed
/// @param maximumCreationIndex the largest creation order plus one; 0 when not tracked
/// @param fractalHeapAddress dense attributes, or undefined when all are in the header
/// @param nameIndexAddress B-tree of the dense attributes by name, or undefined
/// @param creationOrderIndexAddress B-tree of the dense attributes by creation order, or undefined
public record AttributeInfoMessage(
    int flags,
    int maximumCreationIndex,
    long fractalHeapAddress,
    long nameIndexAddress,
    long creationOrderIndexAddress)
    implements HeaderMessage {
  private static final int VERSION = 0;
  private static final int TRACKED = 0x01;
  private static final int INDEXED = 0x02;

  /// For an object whose attributes are in its header, none so far.
  public static AttributeInfoMessage compact(boolean tracksOrder, boolean indexesOrder) {
    int flags = (tracksOrder ? TRACKED : 0) | (indexesOrder ? INDEXED : 0);
    return new AttributeInfoMessage(
        flags, 0, Address.UNDEFINED, Address.UNDEFINED, Address.UNDEFINED);
  }

  /// Decodes the message.
  public static AttributeInfoMessage decode(Cursor cursor) {
    cursor.version(VERSION, VERSION);
    int flags = cursor.u8("Flags", 0, TRACKED | INDEXED);
    int maximum = (flags & TRACKED) != 0 ? cursor.u16() : 0;
    long heap = cursor.addressOrUndefined("Fractal Heap Address");
    long names = cursor.addressOrUndefined("Attribute Name v2 B-tree Address");
    long orders =
        (flags & INDEXED) != 0
            ? cursor.addressOrUndefined("Attribute Creation Order v2 B-tree Address")
            : Address.UNDEFINED;
    return new AttributeInfoMessage(flags, maximum, heap, names, orders);
  }

  @Override
  public void encode(Encoder out) {
    out.u8(VERSION).u8(flags);
    if (tracksCreationOrder()) {
      out.u16(maximumCreationIndex);
    }
    out.address(fractalHeapAddress).address(nameIndexAddress);
    if ((flags & INDEXED) != 0) {
      out.address(creationOrderIndexAddress);
    }
  }

  /// Whether attributes keep the order in which they were made.
  public boolean tracksCreationOrder() {
    return (flags & TRACKED) != 0;
  }

  /// Whether attributes are indexed by the order in which they were made.
  public boolean indexesOrder() {
    return (flags & INDEXED) != 0;
  }

  /// Whether the object's attributes are in dense storage.
  public boolean dense() {
    return Address.isDefined(fractalHeapAddress);
  }
}
