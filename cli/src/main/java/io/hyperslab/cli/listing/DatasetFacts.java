package io.hyperslab.cli.listing;

import io.hyperslab.Dataset;
import io.hyperslab.FilterInfo;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Facts about a dataset as short texts.
public final class DatasetFacts {
  private static final int LONGEST_TYPE = 40;

  private DatasetFacts() {}

  /// The shape, with what it may grow to where that differs: `(10/unlimited, 4)`.
  public static String shape(Dataspace space) {
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
  public static String type(Datatype type) {
    String text = type.toString();
    return text.length() <= LONGEST_TYPE ? text : text.substring(0, LONGEST_TYPE - 3) + "...";
  }

  /// The bytes of all elements.
  public static BigInteger bytes(Dataset dataset) {
    return BigInteger.valueOf(dataset.size())
        .multiply(BigInteger.valueOf(dataset.datatype().size()));
  }

  /// How many bytes are stored of each byte of elements: `ratio 4.2`; empty where nothing is.
  static String ratio(Dataset dataset) {
    long stored = dataset.storageSize();
    BigInteger all = bytes(dataset);
    if (stored == 0) {
      return all.signum() == 0 ? "" : "nothing stored";
    }
    return String.format(Locale.ROOT, "ratio %.1f", all.doubleValue() / stored);
  }

  /// The filters in pipeline order.
  public static String filters(Dataset dataset) {
    List<FilterInfo> filters = dataset.filters();
    return filters.isEmpty()
        ? ""
        : filters.stream().map(FilterText::of).collect(Collectors.joining(", "));
  }
}
