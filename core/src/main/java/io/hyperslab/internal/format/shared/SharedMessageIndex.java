package io.hyperslab.internal.format.shared;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;

/// The header of one index in the shared object header message table (`FMT4 III.I`).
///
/// | bytes | field |
/// |---|---|
/// | 1 | Version: 0 |
/// | 1 | Index Type: 0 list, 1 v2 B-tree |
/// | 2 | Message Type Flags |
/// | 4 | Minimum Message Size |
/// | 2 | List Cutoff |
/// | 2 | v2 B-tree Cutoff |
/// | 2 | Number of Messages |
/// | O | Index Address |
/// | O | Fractal Heap Address |
///
/// The specification numbers the message type flags 0 to 4. What libhdf5 writes, and what this
/// class goes by, is the bit whose number is the message type: 1 dataspace, 3 datatype, 5 fill
/// value, 11 filter pipeline, 12 attribute.
///
/// @param indexType 0 or 1
/// @param messageTypeFlags see above
/// @param minimumMessageSize of interest to writers only, in bytes
/// @param listCutoff records that a list has room for
/// @param btreeCutoff of interest to writers only
/// @param numberOfMessages messages in the index
/// @param indexAddress of the list or B-tree; undefined when there is none
/// @param fractalHeapAddress undefined when no message is stored in the heap
public record SharedMessageIndex(
    int indexType,
    int messageTypeFlags,
    long minimumMessageSize,
    int listCutoff,
    int btreeCutoff,
    int numberOfMessages,
    long indexAddress,
    long fractalHeapAddress) {
  /// Index type of a [SharedMessageRecordList].
  public static final int LIST = 0;

  /// Index type of a version 2 B-tree of type 7.
  public static final int BTREE = 1;

  private static final int OLD_FILL_VALUE = 4;
  private static final int FILL_VALUE = 5;

  static int length(FormatContext context) {
    return 14 + 2 * context.sizeOfOffsets();
  }

  static SharedMessageIndex decode(Cursor cursor) {
    cursor.version(0, 0);
    return new SharedMessageIndex(
        cursor.u8("index type", LIST, BTREE),
        cursor.u16(),
        cursor.u32(),
        cursor.u16(),
        cursor.u16(),
        cursor.u16(),
        cursor.addressOrUndefined("index address"),
        cursor.addressOrUndefined("fractal heap address"));
  }

  /// Whether messages of that type are in this index. Both fill value messages count as one type.
  public boolean tracks(int messageType) {
    int type = messageType == OLD_FILL_VALUE ? FILL_VALUE : messageType;
    return type < 16 && (messageTypeFlags >>> type & 1) != 0;
  }
}
