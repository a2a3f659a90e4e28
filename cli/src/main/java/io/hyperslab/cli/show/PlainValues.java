package io.hyperslab.cli.show;

import io.hyperslab.TypedData;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.JsonText;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.datatype.ArrayType;
import java.util.stream.Collectors;

/// Elements for programs: one a line, or as JSON. Numbers have every digit that is needed to read
/// them back.
public final class PlainValues {
  /// Arrays without elements that are told one by one, at most.
  private static final long MOST_EMPTY = 1 << 16;

  private final Output out;
  private final Columns columns;
  private final ValueText text = ValueText.exact();

  /// @param references say what references of the file point to
  public PlainValues(Output out, References references) {
    this.out = out;
    this.columns = new Columns(references, Columns.ALL);
  }

  /// One element a line, also of arrays in an element, the members of compounds parted by tabs. The
  /// only text of a place stands as it is; among several, what would break lines is escaped.
  public void printLines(TypedData data) {
    boolean alone = data.dataspace().elementCount() == 1 && !(data.datatype() instanceof ArrayType);
    new ElementWalk(data).forEach(columns, value -> out.println(line(value, alone)));
  }

  private String line(Value value, boolean alone) {
    if (value instanceof Value.Struct struct) {
      return struct.members().stream()
          .map(member -> field(member.value()))
          .collect(Collectors.joining("\t"));
    }
    return alone && value instanceof Value.Text single ? single.text() : field(value);
  }

  private String field(Value value) {
    return value instanceof Value.Text single ? Quoted.escaped(single.text()) : text.of(value);
  }

  /// One JSON value: arrays nested as the shape is, `null` for a null dataspace.
  public void printJson(TypedData data) {
    if (data.dataspace().isNull()) {
      out.println("null");
      return;
    }
    long[] shape = new ElementWalk(data).shape();
    if (data.dataspace().elementCount() == 0) {
      out.println(empty(shape, 0, 1));
      return;
    }
    long[] index = new long[shape.length];
    new ElementWalk(data)
        .forEach(
            columns,
            value -> {
              int opened = trailing(index, shape, false);
              if (opened < shape.length) {
                out.print(", ");
              }
              out.print("[".repeat(opened)).print(JsonText.of(value));
              out.print("]".repeat(trailing(index, shape, true)));
              ElementWalk.next(index, shape);
            });
    out.println();
  }

  /// How many axes at the end of an index are at their first, or last, place.
  private static int trailing(long[] index, long[] shape, boolean last) {
    int count = 0;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (index[axis] != (last ? shape[axis] - 1 : 0)) {
        break;
      }
      count++;
    }
    return count;
  }

  /// The brackets of an array without elements. Its axes in front of the first empty one may be
  /// long: then only that nothing is there is said.
  ///
  /// @param beside how many such arrays there will be
  private static String empty(long[] shape, int axis, long beside) {
    if (shape[axis] == 0 || shape[axis] > MOST_EMPTY / beside) {
      return "[]";
    }
    String inner = empty(shape, axis + 1, beside * shape[axis]);
    return (inner + ", ").repeat((int) shape[axis] - 1).transform(all -> "[" + all + inner + "]");
  }
}
