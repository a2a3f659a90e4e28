package io.hyperslab.array;

import java.util.Arrays;

/// Arrays as text for people, laid out as numpy's `str` does it: rows in brackets, columns aligned,
/// lines of at most 75 characters, and of large arrays only the ends of each axis.
final class ArrayText {
  /// Above this many elements only the ends of each axis are shown.
  private static final long LARGEST_WHOLE = 1000;

  private static final int EDGE = 3;
  private static final int LINE = 75;
  private static final String LEFT_OUT = "...";

  /// More elements, or bytes of them, than these are not shown, however many axes have ends.
  private static final long MOST_SHOWN = 1 << 16;

  private static final long MOST_BYTES = 1 << 24;

  private final NdArray array;
  private final long[] shape;
  private final boolean whole;
  private final int edge;
  private final ElementText elements;
  private final long[] index;

  private ArrayText(NdArray array, int edge) {
    this.array = array;
    this.shape = array.shape();
    this.whole = array.size() <= LARGEST_WHOLE;
    this.edge = edge;
    this.index = new long[shape.length];
    long[] offsets = shownOffsets(array.places(), whole, edge);
    this.elements = ColumnText.of(array.datatype(), array.memory(), offsets);
  }

  static String of(NdArray array) {
    if (array.size() == 0) {
      return "[]";
    } else if (array.rank() == 0) {
      return ColumnText.single(array.datatype(), array.memory(), array.offsetOf(), false);
    }
    boolean whole = array.size() <= LARGEST_WHOLE;
    long most = Math.min(MOST_SHOWN, MOST_BYTES / Math.max(1, array.datatype().size()));
    for (int edge = EDGE; edge > 0; edge--) {
      if (whole || shownCount(array.shape(), edge) <= most) {
        return new ArrayText(array, edge).axis(0, " ", LINE);
      }
    }
    return "[" + LEFT_OUT + "] of shape " + Arrays.toString(array.shape());
  }

  /// How many elements are shown; capped.
  private static long shownCount(long[] shape, int edge) {
    long count = 1;
    for (long extent : shape) {
      count = Math.min(MOST_SHOWN + 1, count * shownExtent(extent, false, edge));
    }
    return count;
  }

  private static long shownExtent(long extent, boolean whole, int edge) {
    return whole ? extent : Math.min(extent, 2L * edge);
  }

  /// Where the elements that are shown start, in C order.
  static long[] shownOffsets(Strides places, boolean whole, int edge) {
    long[] offsets = {places.offset};
    for (int axis = 0; axis < places.rank(); axis++) {
      long extent = places.shape[axis];
      int shown = (int) shownExtent(extent, whole, edge);
      long[] next = new long[offsets.length * shown];
      for (int i = 0; i < next.length; i++) {
        long position = i % shown;
        position = position < edge || whole ? position : position + extent - shown;
        next[i] = offsets[i / shown] + position * places.strides[axis];
      }
      offsets = next;
    }
    return offsets;
  }

  /// The part of the array from `index` on, as far as it is set.
  ///
  /// @param indent what lines begin with, but for the first
  /// @param width room in a line
  private String axis(int axis, String indent, int width) {
    if (axis == shape.length) {
      return elements.of(array.memory(), array.offsetOf(index));
    }
    boolean last = axis == shape.length - 1;
    StringBuilder out = new StringBuilder();
    Line line = new Line(out, indent, width - 1);
    String between = "\n".repeat(shape.length - 1 - axis);
    boolean cut = !whole && shape[axis] > 2L * edge;
    for (long i = 0; i < shape[axis]; i++) {
      boolean gap = cut && i == edge;
      index[axis] = i;
      String text = gap ? LEFT_OUT : axis(axis + 1, indent + " ", width - 1);
      i = gap ? shape[axis] - edge - 1 : i;
      boolean end = i == shape[axis] - 1;
      if (last) {
        line.add(text, end);
      } else {
        out.append(indent).append(text).append(end ? "" : between);
      }
    }
    line.end();
    return "[" + out.substring(indent.length()) + "]";
  }

  /// A row of elements, wrapped where it is too long.
  private static final class Line {
    private final StringBuilder out;
    private final String indent;
    private final int width;
    private final StringBuilder line = new StringBuilder();

    Line(StringBuilder out, String indent, int width) {
      this.out = out;
      this.indent = indent;
      this.width = width;
    }

    void add(String text, boolean end) {
      if (line.isEmpty()) {
        line.append(indent);
      } else if (line.length() + text.length() > width && line.length() > indent.length()) {
        out.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(indent);
      }
      line.append(text).append(end ? "" : " ");
    }

    void end() {
      out.append(line);
    }
  }
}
