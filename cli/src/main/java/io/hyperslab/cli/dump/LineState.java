package io.hyperslab.cli.dump;

/// Where in the current line the output is, and where among the elements.
public final class LineState {
  /// Spaces of one level of nesting.
  public static final String INDENT = "   ";

  /// The level of nesting; what is at level 1 is not indented.
  public int level;

  /// The column that the next text starts in; 0 only when nothing was printed.
  public int column;

  /// Whether the next text starts a line.
  public boolean needsLine;

  /// Whether the last element took more than one line.
  public boolean lastWasLong;

  /// The column in which the current line's first element started.
  public int lineStart;

  /// Elements in the current line.
  public long inLine;

  /// Whether data was printed before, so that the next element is not the first.
  public boolean continued;

  /// The number of elements of a row; 0 where there are no rows.
  public long rowLength;

  /// The position of the first of the elements that are being printed.
  public long position;

  /// How many elements one step along each dimension is.
  private long[] weights = {};

  /// What is added to the coordinates, one for each dimension.
  private long[] origin = {};

  public LineState(int level) {
    this.level = level;
    column = level * INDENT.length();
  }

  /// A state that goes on independently from here.
  public LineState copy() {
    LineState copy = new LineState(level);
    copy.column = column;
    copy.needsLine = needsLine;
    copy.lastWasLong = lastWasLong;
    copy.lineStart = lineStart;
    copy.inLine = inLine;
    copy.continued = continued;
    copy.rowLength = rowLength;
    copy.position = position;
    copy.weights = weights;
    copy.origin = origin;
    return copy;
  }

  /// Sets the shape that positions refer to.
  public void shape(long[] shape) {
    weights = new long[shape.length];
    origin = new long[shape.length];
    long weight = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      weights[axis] = weight;
      weight *= shape[axis];
    }
    rowLength = shape.length == 0 ? 0 : shape[shape.length - 1];
  }

  /// Sets the coordinates of position 0.
  public void origin(long[] first) {
    origin = first.clone();
  }

  /// The coordinates of a position, in parentheses.
  public String coordinates(long at) {
    StringBuilder out = new StringBuilder("(");
    long rest = at;
    if (weights.length == 0) {
      out.append(at);
    }
    for (int axis = 0; axis < weights.length; axis++) {
      long weight = Math.max(1, weights[axis]);
      out.append(axis == 0 ? "" : ",").append(origin[axis] + rest / weight);
      rest %= weight;
    }
    return out.append("): ").toString();
  }
}
