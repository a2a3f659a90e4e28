package io.hyperslab.cli.listing;

import io.hyperslab.Attribute;
import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.StringType;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The value of an attribute in a part of a line.
final class ShortValue {
  private static final long MOST_ELEMENTS = 6;
  private static final int LONGEST = 72;
  private static final long LARGEST = 1 << 20;

  private ShortValue() {}

  static String of(Attribute attribute) {
    try {
      if (attribute.dataspace().isNull()) {
        return "(null)";
      }
      if (attribute.dataspace().elementCount() > LARGEST) {
        return "...";
      }
      return cut(text(attribute.read()).replaceAll("\\s+", " "));
    } catch (Hdf5Exception | UncheckedIOException e) {
      return "(" + e.getMessage() + ")";
    }
  }

  private static String text(NdArray all) {
    if (all.rank() == 0) {
      return elements(all.reshape(1), "");
    }
    NdArray flat = all.reshape(all.size());
    boolean whole = all.size() <= MOST_ELEMENTS;
    NdArray first = whole ? flat : flat.view(Selection.slice(0, MOST_ELEMENTS));
    return "[" + elements(first, ", ") + (whole ? "]" : ", ...]");
  }

  private static String elements(NdArray list, String separator) {
    if (list.size() == 0) {
      return "";
    }
    if (list.datatype() instanceof StringType) {
      return Arrays.stream(list.toStrings())
          .map(text -> '"' + printable(text) + '"')
          .collect(Collectors.joining(separator));
    }
    return LongStream.range(0, list.size())
        .mapToObj(i -> list.view(Selection.at(i)).toString())
        .collect(Collectors.joining(separator));
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
