package io.hyperslab.internal.format.header;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.Optional;

/// What stands before the first message of an object header (`FMT4 IV.A.1`); two versions that
/// share nothing but their purpose.
public sealed interface ObjectHeaderPrefix permits ObjectHeaderV1Prefix, ObjectHeaderV2Prefix {
  /// Bytes that hold any prefix.
  int MAXIMUM_SIZE = 34;

  /// Version of the object header, which decides how messages are laid out.
  int version();

  /// Bytes of the prefix itself, alignment included.
  int size();

  /// Bytes of messages in the first block.
  long firstBlockSize();

  /// Bytes of the checksum behind the first block.
  int checksumSize();

  /// Hard links to the object, unless a reference count message says otherwise.
  long referenceCount();

  /// Whether every message holds the creation order of its attribute.
  boolean tracksCreationOrder();

  /// Whether the attributes are indexed by creation order.
  boolean indexesCreationOrder();

  /// When the object was touched, if the header keeps it.
  Optional<ObjectTimes> times();

  /// The attributes beyond which they go to dense storage.
  int maximumCompactAttributes();

  /// The attributes below which they come back from dense storage.
  int minimumDenseAttributes();

  /// Decodes either version: the second has a signature.
  static ObjectHeaderPrefix decode(Cursor cursor) {
    return isVersion2(cursor)
        ? ObjectHeaderV2Prefix.decode(cursor)
        : ObjectHeaderV1Prefix.decode(cursor);
  }

  private static boolean isVersion2(Cursor cursor) {
    int position = cursor.position();
    return cursor.remaining() > 0
        && cursor.u8(position) == ObjectHeaderV2Prefix.SIGNATURE.charAt(0);
  }

  /// The types of the messages of a header, as in [RawMessage#types], if all of its first block is
  /// there; else 0. Checks of that block what decoding it does, and makes nothing of it.
  ///
  /// @param header the header's first bytes
  /// @param most messages that it may have
  static long types(Cursor header, int most) {
    boolean checked = isVersion2(header);
    long size = checked ? ObjectHeaderV2Prefix.pass(header) : ObjectHeaderV1Prefix.pass(header);
    int checksumSize = checked ? ObjectHeaderV2Prefix.CHECKSUM_SIZE : 0;
    if (size > header.remaining() - checksumSize) {
      return 0;
    }
    Cursor first = header.slice(size, "Object Header");
    if (checked) {
      header.checksum();
      return RawMessage.types(first, 2, ObjectHeaderV2Prefix.tracksCreationOrder(header), most);
    }
    return RawMessage.types(first, 1, false, most);
  }

  /// Writes the prefix; the checksum of version 2 stands behind the first block.
  void encode(Encoder out);
}
