package io.hyperslab.internal.format.btree;

import io.hyperslab.internal.bytes.Cursor;
import java.util.function.Function;

/// What the records of a version 2 B-tree are: the "Type" of its header, and how one is decoded.
///
/// @param id the type in the header and in every node
/// @param decoder reads one record from a cursor that is exactly as long as the header's record
///   size
public record BTreeV2RecordType<R>(int id, Function<Cursor, R> decoder) {}
