package io.hyperslab.internal.format.selection;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// What a region reference of the old kind points to in the global heap (`FMT4 III.E`). O is "Size
/// of Offsets".
///
/// | bytes | field                                     |
/// |-------|-------------------------------------------|
/// | O     | object header address of the dataset      |
/// | any   | the selection, see [SerializedSelection]  |
///
/// @param objectHeaderAddress the dataset
/// @param selection the elements
public record RegionReferenceValue(long objectHeaderAddress, SerializedSelection selection) {
  /// Decodes a global heap object.
  public static RegionReferenceValue decode(Cursor cursor) {
    long address = cursor.address("dataset address");
    return new RegionReferenceValue(address, SerializedSelection.decode(cursor));
  }

  /// Decodes the selection alone: its dataset may be none any more, even behind the end of the
  /// file.
  ///
  /// @param cursor over the global heap object
  public static SerializedSelection decodeSelection(Cursor cursor) {
    cursor.skip(cursor.context().sizeOfOffsets());
    return SerializedSelection.decode(cursor);
  }

  /// Writes the global heap object.
  public void encode(Encoder out) {
    out.address(objectHeaderAddress);
    selection.encode(out);
  }
}
