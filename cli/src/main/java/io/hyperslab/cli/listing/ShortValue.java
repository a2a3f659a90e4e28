package io.hyperslab.cli.listing;

import io.hyperslab.Attribute;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The value of an attribute in a part of a line.
final class ShortValue {
  private static final int MOST_ELEMENTS = 6;
  private static final int LONGEST = 72;
  private static final long LARGEST = 1 << 20;

  private ShortValue() {}

  static String of(Attribute attribute, References references) {
    try {
      if (attribute.dataspace().isNull()) {
        return "(null)";
      }
      if (attribute.dataspace().elementCount() > LARGEST) {
        return "...";
      }
      return cut(text(attribute, references));
    } catch (Hdf5Exception | UncheckedIOException e) {
      return "(" + e.getMessage() + ")";
    }
  }

  private static String text(Attribute attribute, References references) {
    int rank = attribute.dataspace().rank();
    Column column = new Columns(references, MOST_ELEMENTS).of(attribute.read(), rank);
    ValueText text = ValueText.exact();
    if (rank == 0) {
      return text.of(column.at());
    }
    long count = attribute.dataspace().elementCount();
    List<Value> first = new ArrayList<>();
    long[] index = new long[rank];
    while (first.size() < Math.min(count, MOST_ELEMENTS)) {
      first.add(column.at(index));
      ElementWalk.next(index, attribute.dataspace().shape());
    }
    return text.of(new Value.Items(first, count));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
