package io.hyperslab.cli.h5repack;

import io.hyperslab.cli.h5repack.LayoutRequest.Kind;
import io.hyperslab.cli.h5repack.RepackException.Echo;
import io.hyperslab.cli.text.Output;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tells what is asked for, and refuses what does not go together.
final class RequestCheck {
  private final Output out;
  private final RepackOptions options;
  private final StorageTable table;

  RequestCheck(Output out, RepackOptions options) {
    this.out = out;
    this.options = options;
    this.table = options.table();
  }

  void check() throws RepackException {
    boolean told = options.verbose() && !table.isEmpty();
    if (told) {
      tellLayoutOfAll();
    }
    boolean chunked = tellLayouts();
    require(table.layoutOfAll() == null || !chunked, "a layout for all, and chunks for some");
    if (told) {
      tellFiltersOfAll();
    }
    boolean filtered = tellFilters();
    require(table.filtersOfAll().isEmpty() || !filtered, "filters for all, and others for some");
    checkNumbers();
  }

  private static void require(boolean sound, String message) throws RepackException {
    if (!sound) {
      throw new RepackException(Echo.REPACKING, message);
    }
  }

  private void tellLayoutOfAll() {
    LayoutRequest layout = table.layoutOfAll();
    if (layout == null) {
      out.println("No all objects to modify layout");
      return;
    }
    out.println("All objects to modify layout are...");
    out.print(" Apply " + layout.kind().name().toLowerCase(Locale.ROOT) + " layout to all");
    if (layout.kind() == Kind.CHUNKED) {
      out.print("with dimension [ " + sizes(layout.chunk()) + "]");
    }
    out.println();
  }

  private static String sizes(List<Long> chunk) {
    return chunk.stream().map(size -> size.intValue() + " ").collect(Collectors.joining());
  }

  /// @return whether there are chunks for some objects
  private boolean tellLayouts() {
    boolean chunked = false;
    for (StorageTable.Entry entry : table.entries()) {
      LayoutRequest layout = entry.layout();
      if (layout == null || layout.chunk().isEmpty() && !layout.unchunked()) {
        continue;
      }
      chunked = true;
      if (options.verbose()) {
        out.println(
            " <"
                + entry.path()
                + "> "
                + (layout.unchunked()
                    ? "NONE (contiguous)"
                    : "with chunk size " + sizes(layout.chunk())));
      }
    }
    return chunked;
  }

  private void tellFiltersOfAll() {
    if (table.filtersOfAll().isEmpty()) {
      out.println("No all objects to apply filter");
      return;
    }
    out.println("All objects to apply filter are...");
    for (FilterRequest filter : table.filtersOfAll()) {
      out.println(
          switch (filter.id()) {
            case FilterRequest.NONE -> " Uncompress all";
            case FilterRequest.SHUFFLE, FilterRequest.FLETCHER32 ->
                " All with " + filter.longName();
            case FilterRequest.SZIP, FilterRequest.DEFLATE ->
                " All with " + filter.longName() + ", parameter " + filter.values().getFirst();
            default -> " User Defined " + filter.id();
          });
    }
  }

  /// @return whether there are filters for some objects
  private boolean tellFilters() {
    boolean filtered = false;
    for (StorageTable.Entry entry : table.entries()) {
      for (FilterRequest filter : entry.filters()) {
        filtered = true;
        if (options.verbose()) {
          out.println(
              " <"
                  + entry.path()
                  + "> with "
                  + filter.longName()
                  + " filter"
                  + (filter.id() > FilterRequest.SCALE_OFFSET ? " " + filter.id() : ""));
        }
      }
    }
    return filtered;
  }

  private void checkNumbers() throws RepackException {
    long compact = options.number('c').orElse(0);
    long indexed = options.number('d').orElse(0);
    require(compact >= 0 && indexed >= 0, "a negative number of links");
    require(indexed <= compact, "links are in dense storage and compact at the same time");
    require(
        !options.text('s').map(text -> text.startsWith("-")).orElse(false),
        "a negative size of messages");
    if (options.text('u').isPresent() && options.text('b').isEmpty() && options.verbose()) {
      out.println(
          "Warning: user block size missing for file "
              + options.text('u').get()
              + ". Assigning a default size of 1024...");
    }
    require(
        options.text('u').isPresent() || options.number('b').orElse(0) == 0,
        "no file for the user block (-u)");
    require(options.has('a') || options.number('t').orElse(0) == 0, "no alignment (-a)");
    require(options.low() <= options.high() && options.high() > 0, "version bounds out of order");
  }
}
