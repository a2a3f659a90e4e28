package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.Text;
import java.util.ArrayList;
import java.util.Arrays;
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
/// @param version 1 or 2
/// @param filters in the order of writing
public record FilterPipelineMessage(int version, List<FilterDescription> filters)
    implements HeaderMessage {
  private static final int MAXIMUM_FILTERS = 32;
  private static final int V1_RESERVED_SIZE = 6;
  private static final int V1_ALIGNMENT = 8;
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
    cursor.skip(version == 1 ? V1_RESERVED_SIZE : 0);
    List<FilterDescription> filters = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      filters.add(filter(cursor, version));
    }
    return new FilterPipelineMessage(version, filters);
  }

  @Override
  public void encode(Encoder out) {
    out.u8(version).u8(filters.size()).zeros(version == 1 ? V1_RESERVED_SIZE : 0);
    for (FilterDescription filter : filters) {
      encode(out, filter);
    }
  }

  private static FilterDescription filter(Cursor cursor, int version) {
    int id = cursor.u16();
    int nameLength = version == 1 || id >= FIRST_NAMED ? cursor.u16() : 0;
    if (version == 1 && nameLength % V1_ALIGNMENT != 0) {
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

  private void encode(Encoder out, FilterDescription filter) {
    boolean named = version == 1 || filter.id() >= FIRST_NAMED;
    byte[] name = named && !filter.name().isEmpty() ? terminated(filter.name()) : new byte[0];
    out.u16(filter.id());
    if (named) {
      out.u16(name.length);
    }
    out.u16(filter.flags()).u16(filter.clientData().length).bytes(name);
    for (int value : filter.clientData()) {
      out.i32(value);
    }
    if (version == 1 && filter.clientData().length % 2 != 0) {
      out.zeros(4);
    }
  }

  /// A name with a NUL, and in version 1 as many more as make it a multiple of 8 bytes.
  private byte[] terminated(String name) {
    byte[] text = Text.encode(name);
    int alignment = version == 1 ? V1_ALIGNMENT : 1;
    return Arrays.copyOf(text, (text.length + alignment) / alignment * alignment);
  }
}
