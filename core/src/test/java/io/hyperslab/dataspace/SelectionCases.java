package io.hyperslab.dataspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The tables that make_selection_cases.py wrote, and the brute force that tests compare with.
final class SelectionCases {
  private SelectionCases() {}

  static List<String[]> rows(String name) {
    try (InputStream in = SelectionCases.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> line.split("\t", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long[] longs(String text, String separator) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(separator)).mapToLong(Long::parseLong).toArray();
  }

  static long[] longs(String text) {
    return longs(text, ",");
  }

  /// The C-order offsets of the selected elements in the order of the result.
  static long[] offsets(ResolvedSelection selection) {
    long[] shape = selection.shape();
    long[] at = new long[shape.length];
    long[] offsets = new long[Math.toIntExact(selection.elementCount())];
    for (int ordinal = 0; ordinal < offsets.length; ordinal++) {
      selection.coordinatesOf(ordinal, at);
      offsets[ordinal] = offset(at, shape);
    }
    return offsets;
  }

  static long offset(long[] at, long[] shape) {
    long offset = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      offset = offset * shape[axis] + at[axis];
    }
    return offset;
  }

  static long[] coordinates(long offset, long[] shape) {
    long[] at = new long[shape.length];
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = offset % shape[axis];
      offset /= shape[axis];
    }
    return at;
  }
}
