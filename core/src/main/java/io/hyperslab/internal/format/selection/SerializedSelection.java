package io.hyperslab.internal.format.selection;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// A selection in a dataspace as the file stores it (`FMT4 VIII`, "Dataspace Selection"): a type (4
/// bytes), then what [SelectionCodec] knows. Nothing here is checked against a dataspace.
public sealed interface SerializedSelection {
  /// A count or block of a regular hyperslab that goes on with the dataspace.
  long UNLIMITED = -1;

  /// No element.
  record None() implements SerializedSelection {}

  /// Every element.
  record All() implements SerializedSelection {}

  /// Single elements, in an order that matters.
  ///
  /// @param rank dimensions, 1 to 32
  /// @param coordinates `rank` numbers for each point, one point after the other; not to be
  ///   modified
  record Points(int rank, long[] coordinates) implements SerializedSelection {
    /// The number of points.
    public int count() {
      return coordinates.length / rank;
    }
  }

  /// Blocks at equal distances; one number for each dimension in all arrays, which are not to be
  /// modified. At most one dimension is unlimited, in either count or block.
  ///
  /// @param start the first block's first element
  /// @param stride from one block's first element to the next one's, at least 1
  /// @param count blocks, or [#UNLIMITED]
  /// @param block elements of a block, or [#UNLIMITED]
  record RegularHyperslab(long[] start, long[] stride, long[] count, long[] block)
      implements SerializedSelection {
    /// The number of dimensions.
    public int rank() {
      return start.length;
    }

    /// The dimension that is unlimited, or -1.
    public int unlimitedDimension() {
      for (int i = 0; i < start.length; i++) {
        if (count[i] == UNLIMITED || block[i] == UNLIMITED) {
          return i;
        }
      }
      return -1;
    }
  }

  /// The union of blocks.
  ///
  /// @param rank dimensions, 1 to 32
  /// @param starts `rank` numbers for each block: its first element; not to be modified
  /// @param ends `rank` numbers for each block: its last element, inclusive; not to be modified
  record BlockList(int rank, long[] starts, long[] ends) implements SerializedSelection {
    /// The number of blocks.
    public int count() {
      return starts.length / rank;
    }
  }

  /// Decodes a selection, which must start at the cursor and ends where it says.
  static SerializedSelection decode(Cursor cursor) {
    return SelectionCodec.decode(cursor);
  }

  /// Writes the selection in the oldest version that can say it. A regular hyperslab is written as
  /// a list of its blocks unless there are more than 65536.
  default void encode(Encoder out) {
    SelectionEncoder.encode(this, out);
  }

  /// Writes the selection for readers from HDF5 1.10 on: a regular hyperslab of four blocks or more
  /// takes a few bytes only.
  default void encodeCompact(Encoder out) {
    SelectionEncoder.encodeCompact(this, out);
  }
}
