package io.hyperslab.cli.h5repack;

import io.hyperslab.Dataset;
import io.hyperslab.cli.h5repack.RepackException.Echo;
import io.hyperslab.cli.text.Output;
import java.util.Arrays;
import java.util.List;

/// Looks for the objects that are named in options.
///
/// @param out where it is told
/// @param options what was asked for
record ObjectCheck(Output out, RepackOptions options) {
  /// @param items what is in the file
  /// @throws RepackException if an object is missing
  void check(List<ObjectList.Item> items) throws RepackException {
    List<StorageTable.Entry> entries = options.table().entries();
    if (entries.isEmpty()) {
      return;
    }
    if (options.verbose()) {
      long count = items.size();
      out.println("Opening file. Searching " + count + " objects to modify ...");
    }
    for (StorageTable.Entry entry : entries) {
      if (options.verbose()) {
        out.print(" <" + entry.path() + ">");
      }
      ObjectList.Item item =
          items.stream().filter(each -> each.isAt(entry.path())).findFirst().orElse(null);
      if (item == null) {
        throw new RepackException(Echo.REPACKING, "no object " + entry.path());
      }
      if (options.verbose()) {
        out.println("...Found");
      }
      if (isTooSmall(entry, item)) {
        out.println(" <warning: SZIP settings, chunk size is smaller than pixels per block>");
        return;
      }
    }
  }

  /// Whether there are fewer elements in a chunk than szip takes together.
  private static boolean isTooSmall(StorageTable.Entry entry, ObjectList.Item item) {
    for (FilterRequest filter : entry.filters()) {
      if (filter.id() == FilterRequest.SZIP && elements(entry, item) < filter.values().getFirst()) {
        return true;
      }
    }
    return false;
  }

  private static long elements(StorageTable.Entry entry, ObjectList.Item item) {
    LayoutRequest layout = entry.layout();
    if (layout != null && !layout.chunk().isEmpty()) {
      return layout.chunk().stream().reduce(1L, (x, y) -> x * y);
    }
    return item.object().orElse(null) instanceof Dataset dataset
        ? Arrays.stream(dataset.shape()).reduce(1, (x, y) -> x * y)
        : Long.MAX_VALUE;
  }
}
