package io.hyperslab.cli.h5repack;

import io.hyperslab.cli.h5repack.RepackException.Echo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How datasets are to be stored, as `-f` and `-l` say: all of them, or those that are named.
final class StorageTable {
  private static final int MOST_FILTERS = 6;

  /// What is asked for an object.
  static final class Entry {
    private final String path;
    private final List<FilterRequest> filters = new ArrayList<>();
    private @Nullable LayoutRequest layout;

    Entry(String path) {
      this.path = path;
    }

    /// As it was given, with or without `/` before it.
    String path() {
      return path;
    }

    List<FilterRequest> filters() {
      return filters;
    }

    @Nullable LayoutRequest layout() {
      return layout;
    }

    /// Whether a path from the root group is this one.
    boolean isAt(String other) {
      return other.equals(path) || other.equals("/" + path);
    }
  }

  /// What is asked for one dataset.
  ///
  /// @param filters none to keep what there are
  /// @param layout null to keep what there is
  record Wish(List<FilterRequest> filters, @Nullable LayoutRequest layout) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<FilterRequest> all = new ArrayList<>();
  private @Nullable LayoutRequest layoutOfAll;
  private @Nullable LayoutRequest lastLayout;

  /// Adds what an option `-f` says.
  void addFilter(String text) throws RepackException {
    int colon = text.indexOf(':');
    FilterRequest filter = FilterRequest.parse(text.substring(colon + 1));
    if (colon < 0) {
      if (all.size() == MOST_FILTERS) {
        throw new RepackException(Echo.PARSING, "more than " + MOST_FILTERS + " filters");
      }
      all.add(filter);
      return;
    }
    for (Entry entry : named(text.substring(0, colon))) {
      if (entry.filters.size() < MOST_FILTERS) {
        entry.filters.add(filter);
      }
    }
  }

  /// Adds what an option `-l` says.
  void addLayout(String text) throws RepackException {
    if (layoutOfAll != null) {
      throw new RepackException(
          Echo.PARSING, "layout '" + text + "': there is one for all objects already");
    }
    int colon = text.lastIndexOf(':');
    LayoutRequest layout = LayoutRequest.parse(text.substring(colon + 1));
    lastLayout = layout;
    if (colon < 0) {
      layoutOfAll = layout;
      return;
    }
    for (Entry entry : named(text.substring(0, colon))) {
      LayoutRequest known = entry.layout;
      if (known != null && !known.chunk().isEmpty()) {
        throw new RepackException(
            Echo.NONE, "layout '" + text + "': " + entry.path + " has chunks already");
      }
      entry.layout = layout;
    }
  }

  private List<Entry> named(String names) {
    List<Entry> found = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      Entry entry =
          entries.stream().filter(known -> known.path.equals(name)).findFirst().orElse(null);
      if (entry == null) {
        entry = new Entry(name);
        entries.add(entry);
      }
      found.add(entry);
    }
    return found;
  }

  /// Objects that are named.
  List<Entry> entries() {
    return entries;
  }

  /// Filters for all datasets.
  List<FilterRequest> filtersOfAll() {
    return all;
  }

  /// The layout for all datasets; null if there is none.
  @Nullable LayoutRequest layoutOfAll() {
    return layoutOfAll;
  }

  /// The layout that was asked for last, for whichever datasets; null if none was.
  @Nullable LayoutRequest lastLayout() {
    return lastLayout;
  }

  /// Whether anything is asked for at all.
  boolean isEmpty() {
    return entries.isEmpty() && all.isEmpty() && layoutOfAll == null;
  }

  /// Whether an object is named.
  boolean names(String path) {
    return entries.stream().anyMatch(entry -> entry.isAt(path));
  }

  /// What is asked for a dataset.
  ///
  /// @param path from the root group
  Wish wish(String path) {
    Entry entry = entries.stream().filter(known -> known.isAt(path)).findFirst().orElse(null);
    if (entry == null) {
      return new Wish(all, layoutOfAll);
    }
    // An object that is named gets the first of the filters for all.
    return new Wish(
        all.isEmpty() ? entry.filters : all.subList(0, 1),
        layoutOfAll == null ? entry.layout : layoutOfAll);
  }
}
