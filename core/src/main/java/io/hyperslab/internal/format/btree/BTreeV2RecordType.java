package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.function.Function;

/// What the records of a version 2 B-tree are: the "Type" of its header, and how one is decoded and
/// encoded.
///
/// @param id the type in the header and in every node
/// @param decoder reads one record from a cursor that is exactly as long as the header's record
///   size
/// @param encoder appends one record
public record BTreeV2RecordType<R>(int id, Function<Cursor, R> decoder, RecordEncoder<R> encoder) {
  /// Appends records to nodes.
  @FunctionalInterface
  public interface RecordEncoder<R> {
    /// Appends a record.
    ///
    /// @param recordSize the header's record size, which is how many bytes are to be appended
    void encode(Encoder out, R entry, int recordSize);
  }

  /// A type whose records are only read.
  public BTreeV2RecordType(int id, Function<Cursor, R> decoder) {
    this(
        id,
        decoder,
        (out, entry, recordSize) -> {
          throw new UnsupportedOperationException("records of type " + id + " are only read");
        });
  }
}
