package io.hyperslab.cli.listing;

import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Facts about a dataset as short texts.
final class DatasetFacts {
  private static final int LONGEST_TYPE = 40;
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

  private DatasetFacts() {}

  /// The shape, with what it may grow to where that differs: `(10/unlimited, 4)`.
  static String shape(Dataspace space) {
    return switch (space.kind()) {
      case NULL -> "null";
      case SCALAR -> "scalar";
      case SIMPLE -> {
        long[] shape = space.shape();
        long[] most = space.maxShape();
        yield IntStream.range(0, shape.length)
            .mapToObj(axis -> extent(shape[axis], most[axis]))
            .collect(Collectors.joining(", ", "(", ")"));
      }
    };
  }

  private static String extent(long now, long most) {
    if (now == most) {
      return Long.toString(now);
    }
    return now + "/" + (most == Dataspace.UNLIMITED ? "unlimited" : Long.toString(most));
  }

  /// The datatype, cut short when it is long.
  static String type(Datatype type) {
    String text = type.toString();
    return text.length() <= LONGEST_TYPE ? text : text.substring(0, LONGEST_TYPE - 3) + "...";
  }

  /// The bytes of all elements.
  static BigInteger bytes(Dataset dataset) {
    return BigInteger.valueOf(dataset.size())
        .multiply(BigInteger.valueOf(dataset.datatype().size()));
  }

  /// The filters in pipeline order.
  static String filters(Dataset dataset) {
    return dataset.filters().stream().map(DatasetFacts::filter).collect(Collectors.joining(", "));
  }

  private static String filter(FilterInfo filter) {
    String name = filter.name().isEmpty() ? "filter " + filter.id() : filter.name();
    String known = FILTERS.getOrDefault(filter.id(), name);
    return filter.id() == 1 && !filter.clientData().isEmpty()
        ? known + " " + filter.clientData().getFirst()
        : known;
  }
}
