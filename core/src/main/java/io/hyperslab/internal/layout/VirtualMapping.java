package io.hyperslab.internal.layout;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.selection.SerializedSelection;
import io.hyperslab.internal.format.selection.VirtualMappingList;
import io.hyperslab.internal.model.StoredSelections;

/// Elements of a virtual dataset that are elements of another dataset, as many and in the same
/// order. A selection that is a [io.hyperslab.dataspace.Hyperslab] may have no end.
///
/// @param file the other file's name as stored; `.` for the same file
/// @param dataset the other dataset's path as stored
/// @param source elements of the other dataset
/// @param target elements of the virtual dataset
public record VirtualMapping(String file, String dataset, Selection source, Selection target) {
  /// What refusals call a mapping.
  public static final String STRUCTURE = "virtual dataset mapping";

  static VirtualMapping of(VirtualMappingList.VirtualMapping stored) {
    return new VirtualMapping(
        stored.sourceFileName(),
        stored.sourceDatasetName(),
        selection("source selection", stored, stored.sourceSelection()),
        selection("virtual selection", stored, stored.virtualSelection()));
  }

  private static Selection selection(
      String item, VirtualMappingList.VirtualMapping of, SerializedSelection stored) {
    try {
      return StoredSelections.selection(stored);
    } catch (MalformedFileException e) {
      MalformedFileException refusal =
          new MalformedFileException(
              STRUCTURE,
              -1,
              item + " for " + names(of.sourceFileName(), of.sourceDatasetName()),
              e.found(),
              e.expected());
      refusal.initCause(e);
      throw refusal;
    }
  }

  /// A refusal of this mapping.
  ///
  /// @param address the virtual dataset's address
  /// @param item what is wrong; the source's names are added
  public MalformedFileException malformed(
      long address, String item, String found, String expected) {
    return new MalformedFileException(STRUCTURE, address, item + " for " + this, found, expected);
  }

  /// The source's names as stored, for people.
  @Override
  public String toString() {
    return names(file, dataset);
  }

  private static String names(String file, String dataset) {
    return "source dataset " + Text.quote(dataset) + " in file " + Text.quote(file);
  }
}
