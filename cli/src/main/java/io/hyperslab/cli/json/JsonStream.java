package io.hyperslab.cli.json;

import io.hyperslab.array.NdArray;
import java.util.function.IntConsumer;
import tools.jackson.core.JsonGenerator;

/// Writes the elements of an array that is larger than memory as nested arrays of JSON: pieces come
/// in C order, and brackets where they belong. For one thread.
public final class JsonStream {
  /// More empty arrays than these in one tell nothing.
  private static final long MOST_EMPTY = 1 << 6;

  /// Neither do more than these in all.
  private static final long MOST_EMPTY_IN_ALL = 1 << 12;

  private final JsonGenerator json;
  private final JsonElements elements;
  private final long[] shape;

  /// The index of the next element.
  private final long[] index;

  private boolean begun;

  /// @param json where the brackets go to
  /// @param elements writes to the same
  /// @param shape of the whole array, with the dimensions of an array datatype
  public JsonStream(JsonGenerator json, JsonElements elements, long[] shape) {
    this.json = json;
    this.elements = elements;
    this.shape = shape.clone();
    this.index = new long[shape.length];
  }

  /// Writes the elements that follow.
  public void write(NdArray piece) {
    IntConsumer element = elements.writer(piece);
    int count = piece.arrayLength();
    for (int i = 0; i < count; i++) {
      open();
      element.accept(i);
      close();
    }
  }

  /// Writes the brackets in front of an element.
  private void open() {
    int axis = shape.length;
    while (axis > 0 && index[axis - 1] == 0) {
      axis--;
    }
    for (int i = axis; i < shape.length; i++) {
      json.writeStartArray();
    }
    begun = true;
  }

  /// Goes to the next element, and writes the brackets behind the last one.
  private void close() {
    int axis = shape.length - 1;
    while (axis >= 0 && ++index[axis] == shape[axis]) {
      index[axis--] = 0;
      json.writeEndArray();
    }
  }

  /// Ends the array: writes what there is of one without elements.
  public void end() {
    if (!begun) {
      empty(0, 1);
    }
  }

  /// @param beside how many such arrays there will be
  private void empty(int axis, long beside) {
    if (axis == shape.length) {
      return;
    }
    json.writeStartArray();
    if (shape[axis] <= Math.min(MOST_EMPTY, MOST_EMPTY_IN_ALL / beside)) {
      for (long i = 0; i < shape[axis]; i++) {
        empty(axis + 1, beside * shape[axis]);
      }
    }
    json.writeEndArray();
  }
}
