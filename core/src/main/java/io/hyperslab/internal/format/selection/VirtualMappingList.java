package io.hyperslab.internal.format.selection;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import java.util.ArrayList;
import java.util.List;

/// Where the elements of a virtual dataset come from: a global heap object (`FMT4 III.F`). L is
/// "Size of Lengths".
///
/// | bytes | version 0                   | version 1 (HDF5 2.0)                                |
/// |-------|-----------------------------|-----------------------------------------------------|
/// | 1     | Version                     | Version                                             |
/// | L     | Num Entries                 | Num Entries                                         |
/// | 4     | Checksum, behind the entries | Checksum, behind the entries                       |
///
/// and each entry
///
/// | bytes    | version 0                        | version 1                                      |
/// |----------|----------------------------------|------------------------------------------------|
/// | 1        | -                                | flags                                          |
/// | any      | Source Filename, with a NUL      | flag bit 2: nothing, the virtual dataset's own file; bit 0: L bytes, the entry that has the name; else the name |
/// | any      | Source Dataset, with a NUL       | flag bit 1: L bytes, the entry that has the name; else the name |
/// | any      | Source Selection                 | Source Selection                               |
/// | any      | Virtual Selection                | Virtual Selection                              |
///
/// @param mappings in stored order
public record VirtualMappingList(List<VirtualMapping> mappings) {
  private static final int FILE_NAME_SHARED = 0x01;
  private static final int DATASET_NAME_SHARED = 0x02;
  private static final int SAME_FILE = 0x04;
  private static final int KNOWN_FLAGS = FILE_NAME_SHARED | DATASET_NAME_SHARED | SAME_FILE;
  private static final int SMALLEST_ENTRY = 32;
  private static final int CHECKSUM_SIZE = 4;

  /// One mapping. Names may hold `%<number>b` and `%%` (printf-style sources).
  ///
  /// @param sourceFileName the file with the source dataset; `.` for the virtual dataset's own
  /// @param sourceDatasetName the path of the source dataset
  /// @param sourceSelection its elements
  /// @param virtualSelection the elements of the virtual dataset that they are
  public record VirtualMapping(
      String sourceFileName,
      String sourceDatasetName,
      SerializedSelection sourceSelection,
      SerializedSelection virtualSelection) {}

  /// Copies the list.
  public VirtualMappingList {
    mappings = List.copyOf(mappings);
  }

  /// Decodes a global heap object.
  ///
  /// @param cursor over exactly the object
  public static VirtualMappingList decode(Cursor cursor) {
    int total = cursor.remaining();
    if (total < CHECKSUM_SIZE) {
      throw cursor.malformed("length", total, "at least " + CHECKSUM_SIZE);
    }
    cursor.seek(total - CHECKSUM_SIZE);
    cursor.checksum();
    cursor.seek(0);
    int version = cursor.version(0, 1);
    long stated = cursor.length("Num Entries");
    int limit = cursor.context().limits().virtualSources();
    if (stated > limit) {
      throw cursor.exceeds("mappings of a virtual dataset", stated, limit);
    }
    int count = cursor.count(stated, SMALLEST_ENTRY, "Num Entries");
    List<VirtualMapping> mappings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      mappings.add(mapping(cursor, version, mappings));
    }
    if (cursor.remaining() != CHECKSUM_SIZE) {
      throw cursor.malformed("length", total, String.valueOf(cursor.position() + CHECKSUM_SIZE));
    }
    return new VirtualMappingList(mappings);
  }

  /// Writes the global heap object, in version 0.
  ///
  /// @param out at position 0
  public void encode(Encoder out) {
    out.u8(0).length(mappings.size());
    for (VirtualMapping mapping : mappings) {
      out.terminatedText(mapping.sourceFileName()).terminatedText(mapping.sourceDatasetName());
      mapping.sourceSelection().encodeCompact(out);
      mapping.virtualSelection().encodeCompact(out);
    }
    out.checksum();
  }

  private static VirtualMapping mapping(Cursor cursor, int version, List<VirtualMapping> earlier) {
    int flags = version == 0 ? 0 : cursor.u8("flags", 0, KNOWN_FLAGS);
    String fileName;
    if ((flags & SAME_FILE) != 0) {
      fileName = ".";
    } else if ((flags & FILE_NAME_SHARED) != 0) {
      fileName = origin(cursor, earlier).sourceFileName();
    } else {
      fileName = cursor.terminatedText("Source Filename");
    }
    String datasetName =
        (flags & DATASET_NAME_SHARED) != 0
            ? origin(cursor, earlier).sourceDatasetName()
            : cursor.terminatedText("Source Dataset");
    SerializedSelection source = SerializedSelection.decode(cursor);
    return new VirtualMapping(fileName, datasetName, source, SerializedSelection.decode(cursor));
  }

  private static VirtualMapping origin(Cursor cursor, List<VirtualMapping> earlier) {
    long origin = cursor.length("entry with the name");
    if (origin >= earlier.size()) {
      throw cursor.malformed("entry with the name", origin, "below " + earlier.size());
    }
    return earlier.get((int) origin);
  }
}
