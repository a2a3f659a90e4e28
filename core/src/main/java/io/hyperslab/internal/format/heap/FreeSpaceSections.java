package io.hyperslab.internal.format.heap;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.ArrayList;
import java.util.List;

/// The list of a free-space manager's sections (`FMT4 III.H`).
///
/// | bytes | field |
/// |---|---|
/// | 4 | Signature: `FSSE` |
/// | 1 | Version: 0 |
/// | O | Free-space Manager Header Address |
/// | as the number of all sections needs | Number of Section Records in Set #0 |
/// | as the maximum section size needs | Size of Section in Record Set #0 |
/// | as the address space needs | Record Set #0 Section Record #0 Offset |
/// | 1 | Record Set #0 Section Record #0 Type |
/// | by type | Record Set #0 Section Record #0 Data |
/// | ... | to #N-1, and further sets |
/// | 4 | Checksum |
///
/// @param headerAddress of the free-space manager
/// @param sections in stored order, which is by their sizes
public record FreeSpaceSections(long headerAddress, List<Section> sections) {
  /// The structure's name in error messages.
  public static final String STRUCTURE = "free-space section list";

  /// A free section.
  ///
  /// @param offset where it starts in the file, or in the heap's address space
  /// @param size bytes
  /// @param type for a file: 0, or with pages 1 inside a page, 2 whole pages; for a heap: 0 in a
  ///   direct block, 1 to 3 blocks that are not allocated
  /// @param data more about blocks that are not allocated
  public record Section(long offset, long size, int type, byte[] data) {
    /// The type of free space in a direct block of a heap.
    public static final int SINGLE = 0;

    private static final int FIRST_ROW = 1;
    private static final int INDIRECT = 3;
    private static final int MOST_TYPES = 4;

    /// Free space in a direct block of a heap.
    public static Section single(long offset, long size) {
      return new Section(offset, size, SINGLE, new byte[0]);
    }

    /// Bytes of data that a section of a fractal heap has: an offset and three numbers. One of a
    /// file has none.
    private static int dataLength(int type, FreeSpaceHeader header) {
      if (header.client() != FreeSpaceHeader.FRACTAL_HEAP) {
        return 0;
      }
      return type == FIRST_ROW || type == INDIRECT ? header.offsetWidth() + 6 : 0;
    }
  }

  /// Bytes of the list of sections that all have type 0.
  ///
  /// @param sizes how many different sizes they have
  public static long length(FormatContext context, FreeSpaceHeader header, long sizes) {
    return 9L
        + context.sizeOfOffsets()
        + sizes * (header.countWidth() + header.sizeWidth())
        + header.serializedSections() * (header.offsetWidth() + 1);
  }

  /// Decodes the list of a file's or a fractal heap's free space.
  ///
  /// @param cursor over the bytes that the header says are used
  /// @param headerAddress where the header is
  public static FreeSpaceSections decode(
      Cursor cursor, FreeSpaceHeader header, long headerAddress) {
    cursor.signature("FSSE");
    cursor.version(0, 0);
    long owner = cursor.addressUnchecked();
    if (owner != headerAddress) {
      throw cursor.malformed(
          "free-space manager header address",
          "0x" + Long.toHexString(owner),
          "0x" + Long.toHexString(headerAddress));
    }
    List<Section> sections = new ArrayList<>();
    while (sections.size() < header.serializedSections()) {
      decodeSet(cursor, header, sections);
    }
    cursor.checksum();
    return new FreeSpaceSections(headerAddress, sections);
  }

  private static void decodeSet(Cursor cursor, FreeSpaceHeader header, List<Section> sections) {
    long stored = cursor.unsigned(header.countWidth(), "number of section records");
    int count = cursor.count(stored, header.offsetWidth() + 1, "number of section records");
    if (count == 0 || count > header.serializedSections() - sections.size()) {
      throw cursor.malformed(
          "number of section records",
          count,
          "1 to " + (header.serializedSections() - sections.size()));
    }
    long size = cursor.unsigned(header.sizeWidth(), "size of section");
    for (int i = 0; i < count; i++) {
      long offset = cursor.unsigned(header.offsetWidth(), "section offset");
      int type = cursor.u8("section type", 0, Section.MOST_TYPES - 1);
      byte[] data = cursor.bytes(Section.dataLength(type, header));
      sections.add(new Section(offset, size, type, data));
    }
  }

  /// Appends the list.
  public void encode(Encoder out, FreeSpaceHeader header) {
    out.signature("FSSE").u8(0).address(headerAddress);
    int offsetWidth = header.offsetWidth();
    int end;
    for (int start = 0; start < sections.size(); start = end) {
      long size = sections.get(start).size();
      end = start;
      while (end < sections.size() && sections.get(end).size() == size) {
        end++;
      }
      out.unsigned(end - start, header.countWidth()).unsigned(size, header.sizeWidth());
      for (int i = start; i < end; i++) {
        Section section = sections.get(i);
        out.unsigned(section.offset(), offsetWidth).u8(section.type()).bytes(section.data());
      }
    }
    out.checksum();
  }
}
