package io.hyperslab.internal.format.shared;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.ArrayList;
import java.util.List;

/// An index of shared object header messages in the form of a list (`FMT4 III.I`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `SMLI` |
/// | see [SharedMessageRecord] | Shared Message Records #0 to #N-1 |
/// | 4 | Checksum |
///
/// @param records in no order
public record SharedMessageRecordList(List<SharedMessageRecord> records) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "shared message record list";

  /// Copies the list.
  public SharedMessageRecordList {
    records = List.copyOf(records);
  }

  /// Bytes that a list of `count` records uses.
  public static long length(FormatContext context, int count) {
    return 8L + (long) count * SharedMessageRecord.length(context);
  }

  /// Decodes a list.
  ///
  /// @param count "Number of Messages" of the index
  public static SharedMessageRecordList decode(Cursor cursor, int count) {
    cursor.signature("SMLI");
    int size = SharedMessageRecord.length(cursor.context());
    int checked = cursor.count(count, size, "number of messages");
    List<SharedMessageRecord> records = new ArrayList<>(checked);
    for (int i = 0; i < checked; i++) {
      records.add(SharedMessageRecord.decode(cursor.slice(size, "shared message record")));
    }
    cursor.checksum();
    return new SharedMessageRecordList(records);
  }
}
