package io.hyperslab.cli.listing;

import io.hyperslab.FilterInfo;
import java.util.Locale;
import java.util.Map;

/// Filters by the names that people know.
public final class FilterText {
  private static final Map<Integer, String> FILTERS =
      Map.ofEntries(
          Map.entry(1, "gzip"),
          Map.entry(2, "shuffle"),
          Map.entry(3, "fletcher32"),
          Map.entry(4, "szip"),
          Map.entry(5, "nbit"),
          Map.entry(6, "scaleoffset"),
          Map.entry(305, "lzo"),
          Map.entry(307, "bzip2"),
          Map.entry(32000, "lzf"),
          Map.entry(32001, "blosc"),
          Map.entry(32004, "lz4"),
          Map.entry(32008, "bitshuffle"),
          Map.entry(32013, "zfp"),
          Map.entry(32015, "zstd"),
          Map.entry(32026, "blosc2"));

  private FilterText() {}

  /// The name of a filter, with the level of gzip.
  static String of(FilterInfo filter) {
    return filter.id() == 1 && !filter.clientData().isEmpty()
        ? name(filter) + " " + filter.clientData().getFirst()
        : name(filter);
  }

  private static String name(FilterInfo filter) {
    String name = filter.name().isEmpty() ? "filter " + filter.id() : filter.name();
    return FILTERS.getOrDefault(filter.id(), name);
  }

  /// Whether a filter has a name, or a number, in lower case.
  public static boolean is(FilterInfo filter, String wanted) {
    return name(filter).equals(wanted)
        || filter.name().toLowerCase(Locale.ROOT).equals(wanted)
        || Integer.toString(filter.id()).equals(wanted);
  }
}
