package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import java.util.ArrayList;
import java.util.List;

/// The filters that each chunk passed through when it was written, first to last (`FMT4 IV.A.2.l`).
///
/// | bytes | version 1                     | version 2                              |
/// |-------|-------------------------------|----------------------------------------|
/// | 1     | Version                       | Version                                |
/// | 1     | Number of Filters, at most 32 | Number of Filters, at most 32          |
/// | 6     | Reserved                      | -                                      |
///
/// and for each filter
///
/// | bytes  | version 1                              | version 2                          |
/// |--------|----------------------------------------|------------------------------------|
/// | 2      | Filter Identification Value            | Filter Identification Value        |
/// | 2      | Name Length, a multiple of 8           | Name Length; identification >= 256 |
/// | 2      | Flags                                  | Flags                              |
/// | 2      | Number Client Data Values              | Number Client Data Values          |
/// | length | Name, padded with NULs                 | Name                               |
/// | 4 each | Client Data                            | Client Data                        |
/// | 4      | Padding, if the number of them is odd  | -                                  |
///
/// @param filters in the order of writing
public record FilterPipelineMessage(List<FilterDescription> filters) implements HeaderMessage {
  private static final int MAXIMUM_FILTERS = 32;
  private static final int FIRST_NAMED = 256;
  private static final int OPTIONAL_FLAG = 0x01;

  /// One filter.
  ///
  /// @param id the registered number
  /// @param name what the writer called it; empty when it did not
  /// @param flags bit 0: optional
  /// @param clientData the filter's parameters; not to be modified
  public record FilterDescription(int id, String name, int flags, int[] clientData) {
    /// Whether writing went on without this filter when it failed.
    public boolean optional() {
      return (flags & OPTIONAL_FLAG) != 0;
    }
  }

  /// Copies the list.
  public FilterPipelineMessage {
    filters = List.copyOf(filters);
  }

  /// Decodes the message.
  public static FilterPipelineMessage decode(Cursor cursor) {
    int version = cursor.version(1, 2);
    int count = cursor.u8("Number of Filters", 0, MAXIMUM_FILTERS);
    cursor.skip(version == 1 ? 6 : 0);
    List<FilterDescription> filters = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      filters.add(filter(cursor, version));
    }
    return new FilterPipelineMessage(filters);
  }

  private static FilterDescription filter(Cursor cursor, int version) {
    int id = cursor.u16();
    int nameLength = version == 1 || id >= FIRST_NAMED ? cursor.u16() : 0;
    if (version == 1 && nameLength % 8 != 0) {
      throw cursor.malformed("Name Length", nameLength, "a multiple of 8");
    }
    int flags = cursor.u16();
    int valueCount = cursor.u16();
    String name = cursor.paddedText(nameLength);
    int[] clientData = new int[cursor.count(valueCount, 4, "Number Client Data Values")];
    for (int i = 0; i < clientData.length; i++) {
      clientData[i] = cursor.i32();
    }
    if (version == 1 && clientData.length % 2 != 0) {
      cursor.skip(Math.min(4, cursor.remaining()));
    }
    return new FilterDescription(id, name, flags, clientData);
  }
}
