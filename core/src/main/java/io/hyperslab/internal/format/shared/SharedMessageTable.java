package io.hyperslab.internal.format.shared;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The shared object header message table of a file (`FMT4 III.I`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `SMTB` |
/// | see [SharedMessageIndex] | index headers #0 to #N-1 |
/// | 4 | Checksum |
///
/// @param indexes as many as the shared message table message of the superblock extension says
public record SharedMessageTable(List<SharedMessageIndex> indexes) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "shared object header message table";

  /// Copies the list.
  public SharedMessageTable {
    indexes = List.copyOf(indexes);
  }

  /// Bytes of a table of `count` indexes.
  public static long length(FormatContext context, int count) {
    return 8L + (long) count * SharedMessageIndex.length(context);
  }

  /// Decodes a table of `count` indexes.
  public static SharedMessageTable decode(Cursor cursor, int count) {
    cursor.signature("SMTB");
    int checked =
        cursor.count(count, SharedMessageIndex.length(cursor.context()), "number of indexes");
    List<SharedMessageIndex> indexes = new ArrayList<>(checked);
    for (int i = 0; i < checked; i++) {
      indexes.add(SharedMessageIndex.decode(cursor));
    }
    cursor.checksum();
    return new SharedMessageTable(indexes);
  }

  /// The index that tracks messages of a type.
  ///
  /// @param messageType an object header message type
  public Optional<SharedMessageIndex> indexOf(int messageType) {
    for (SharedMessageIndex index : indexes) {
      if (index.tracks(messageType)) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }
}
