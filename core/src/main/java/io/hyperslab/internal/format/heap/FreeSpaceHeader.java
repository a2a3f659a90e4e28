package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;

/// The header of a free-space manager, which lists the free sections of a fractal heap or a file
/// (`FMT4 III.H`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `FSHD` |
/// | 1 | Version: 0 |
/// | 1 | Client ID: 0 fractal heap, 1 file |
/// | L | Total Space Tracked |
/// | L | Total Number of Sections |
/// | L | Number of Serialized Sections |
/// | L | Number of Un-Serialized Sections |
/// | 2 | Number of Section Classes |
/// | 2 | Shrink Percent |
/// | 2 | Expand Percent |
/// | 2 | Size of Address Space, in bits |
/// | L | Maximum Section Size |
/// | O | Address of Serialized Section List |
/// | L | Size of Serialized Section List Used |
/// | L | Allocated Size of Serialized Section List |
/// | 4 | Checksum |
///
/// @param client see above
/// @param totalSpace bytes in all sections
/// @param sections their number
/// @param serializedSections how many of them are in the list
/// @param unserializedSections how many of them are not
/// @param classes kinds of sections
/// @param shrinkPercent of interest to writers only
/// @param expandPercent of interest to writers only
/// @param addressBits bits of a section's offset
/// @param maximumSectionSize bytes
/// @param listAddress undefined when the list is empty
/// @param listSize bytes of the list
/// @param allocatedListSize bytes of the list's space
public record FreeSpaceHeader(
    int client,
    long totalSpace,
    long sections,
    long serializedSections,
    long unserializedSections,
    int classes,
    int shrinkPercent,
    int expandPercent,
    int addressBits,
    long maximumSectionSize,
    long listAddress,
    long listSize,
    long allocatedListSize) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "free-space manager header";

  /// The client ID of fractal heaps.
  public static final int FRACTAL_HEAP = 0;

  /// Bytes of the header.
  public static long length(FormatContext context) {
    return 18L + 7L * context.sizeOfLengths() + context.sizeOfOffsets();
  }

  /// Decodes a header and checks that it is consistent in itself.
  public static FreeSpaceHeader decode(Cursor cursor) {
    cursor.signature("FSHD");
    cursor.version(0, 0);
    FreeSpaceHeader header =
        new FreeSpaceHeader(
            cursor.u8("client ID", 0, 1),
            cursor.length("total space tracked"),
            cursor.length("total number of sections"),
            cursor.length("number of serialized sections"),
            cursor.length("number of un-serialized sections"),
            cursor.u16(),
            cursor.u16(),
            cursor.u16(),
            cursor.u16(),
            cursor.length("maximum section size"),
            cursor.addressOrUndefined("address of serialized section list"),
            cursor.length("size of serialized section list used"),
            cursor.length("allocated size of serialized section list"));
    cursor.checksum();
    header.check(cursor);
    return header;
  }

  private void check(Cursor cursor) {
    if (addressBits < 1 || addressBits > 64) {
      throw cursor.malformed("size of address space", addressBits, "1 to 64 bits");
    }
    if (Address.isDefined(listAddress) && listSize > allocatedListSize) {
      throw cursor.malformed(
          "size of serialized section list used", listSize, "at most " + allocatedListSize);
    }
  }

  /// Appends the header.
  public void encode(Encoder out) {
    out.signature("FSHD").u8(0).u8(client).length(totalSpace).length(sections);
    out.length(serializedSections).length(unserializedSections).u16(classes).u16(shrinkPercent);
    out.u16(expandPercent).u16(addressBits).length(maximumSectionSize).address(listAddress);
    out.length(listSize).length(allocatedListSize).checksum();
  }

  /// Bytes of a section's offset.
  int offsetWidth() {
    return (addressBits + 7) / 8;
  }

  /// Bytes of a section's size.
  int sizeWidth() {
    return width(maximumSectionSize);
  }

  /// Bytes of a number of sections.
  int countWidth() {
    return width(serializedSections);
  }

  private static int width(long limit) {
    return limit == 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
  }
}
