package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.ArrayList;
import java.util.List;

/// The other files that hold a dataset's raw data, one after the other (`FMT4 IV.A.2.h`). O is
/// "Size of Offsets", L "Size of Lengths".
///
/// | bytes    | field                                                                 |
/// |----------|-----------------------------------------------------------------------|
/// | 1        | Version, 1                                                            |
/// | 3        | Reserved                                                              |
/// | 2        | Allocated Slots                                                       |
/// | 2        | Used Slots                                                            |
/// | O        | Heap Address                                                          |
/// | 3L each  | Name Offset in Local Heap, Offset in External Data File, Data Size    |
///
/// *Notes.* Slots that are allocated and not used are not written again.
///
/// @param localHeapAddress the local heap with the names
/// @param slots the files in order
public record ExternalFileListMessage(long localHeapAddress, List<Slot> slots)
    implements HeaderMessage {
  /// A data size that is no bound: the file's rest.
  public static final long UNLIMITED = -1;

  /// One file.
  ///
  /// @param nameOffset offset of the name in the local heap's data segment
  /// @param offset where the data starts in the file, in bytes
  /// @param size bytes of data in the file, or [#UNLIMITED]
  public record Slot(long nameOffset, long offset, long size) {}

  /// Copies the list.
  public ExternalFileListMessage {
    slots = List.copyOf(slots);
  }

  /// Decodes the message.
  public static ExternalFileListMessage decode(Cursor cursor) {
    cursor.version(1, 1);
    cursor.skip(3);
    int allocated = cursor.u16();
    int used = cursor.u16();
    if (used > allocated) {
      throw cursor.malformed("Used Slots", used, "at most the allocated " + allocated);
    }
    long heap = cursor.address("Heap Address");
    int count = cursor.count(used, 3 * cursor.context().sizeOfLengths(), "Used Slots");
    List<Slot> slots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slots.add(
          new Slot(
              cursor.length("Name Offset in Local Heap"),
              cursor.length("Offset in External Data File"),
              cursor.lengthOrUndefined("Data Size in External File")));
    }
    return new ExternalFileListMessage(heap, slots);
  }

  @Override
  public void encode(Encoder out) {
    out.u8(1).zeros(3).u16(slots.size()).u16(slots.size()).address(localHeapAddress);
    for (Slot slot : slots) {
      out.length(slot.nameOffset()).length(slot.offset()).length(slot.size());
    }
  }
}
