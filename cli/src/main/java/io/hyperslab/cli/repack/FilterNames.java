package io.hyperslab.cli.repack;

import io.hyperslab.filter.FilterSpec;
import io.hyperslab.filter.FilterSpec.BitshuffleCodec;
import io.hyperslab.filter.FilterSpec.BloscCodec;
import io.hyperslab.filter.FilterSpec.BloscShuffle;
import io.hyperslab.filter.FilterSpec.SzipCoding;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Filters as they are named on the command line: `zstd`, `gzip=9`. None of them loses anything.
public final class FilterNames {
  /// A filter with one parameter, and what that is unless it is given.
  private record Named(int usual, IntFunction<FilterSpec> make) {}

  private static final Map<String, Named> NAMES = new TreeMap<>();

  static {
    NAMES.put("gzip", new Named(4, FilterSpec::deflate));
    NAMES.put("shuffle", new Named(0, _ -> FilterSpec.shuffle()));
    NAMES.put("fletcher32", new Named(0, _ -> FilterSpec.fletcher32()));
    NAMES.put("szip", new Named(16, block -> FilterSpec.szip(SzipCoding.NEAREST_NEIGHBOUR, block)));
    NAMES.put("nbit", new Named(0, _ -> FilterSpec.nbit()));
    NAMES.put("scaleoffset", new Named(0, FilterSpec::scaleOffsetInteger));
    NAMES.put("lzf", new Named(0, _ -> FilterSpec.lzf()));
    NAMES.put("lz4", new Named(0, FilterSpec::lz4));
    NAMES.put("bzip2", new Named(9, FilterSpec::bzip2));
    NAMES.put("zstd", new Named(3, FilterSpec::zstd));
    NAMES.put("bitshuffle", new Named(0, _ -> FilterSpec.bitshuffle(BitshuffleCodec.LZ4)));
    NAMES.put(
        "blosc", new Named(5, level -> FilterSpec.blosc(BloscCodec.LZ4, level, BloscShuffle.BYTE)));
  }

  private FilterNames() {}

  /// The names, for help and messages.
  public static String all() {
    return String.join(", ", NAMES.keySet());
  }

  /// The filter of a name, with the level behind it if there is one.
  ///
  /// @param text `NAME` or `NAME=LEVEL`
  /// @return empty for the name `none`
  /// @throws IllegalArgumentException if there is no such filter or level
  public static Optional<FilterSpec> parse(String text) {
    int sign = text.indexOf('=');
    String name = (sign < 0 ? text : text.substring(0, sign)).toLowerCase(Locale.ROOT);
    if (name.equals("none") && sign < 0) {
      return Optional.empty();
    }
    Named named = NAMES.get(name.equals("deflate") ? "gzip" : name);
    if (named == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no filter: expected none, or one of " + all());
    }
    return Optional.of(named.make().apply(sign < 0 ? named.usual() : level(text, sign)));
  }

  private static int level(String text, int sign) {
    try {
      return Integer.parseInt(text.substring(sign + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "': expected a number behind '='", e);
    }
  }
}
