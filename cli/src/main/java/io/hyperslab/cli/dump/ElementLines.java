package io.hyperslab.cli.dump;

import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;

/// Prints elements one after the other, set into lines.
public final class ElementLines implements Elements {
  private final LinePrinter printer;
  private final LineFormat format;
  private final LineState state;
  private final Datatype type;
  private final ElementText values;
  private final String separator;
  private long total;
  private long done;
  private long sinceRow;

  /// @param separator behind each element but the last one
  public ElementLines(
      LinePrinter printer,
      LineFormat format,
      LineState state,
      Datatype type,
      ElementText values,
      String separator) {
    this.printer = printer;
    this.format = format;
    this.state = state;
    this.type = type;
    this.values = values;
    this.separator = separator;
  }

  @Override
  public void start(long elements) {
    total = elements;
    done = 0;
    sinceRow = 0;
  }

  @Override
  public void print(MemorySegment bytes, long count) {
    for (long i = 0; i < count; i++) {
      String text = values.text(type, bytes, i * type.size(), state.level);
      String end = done + 1 < total ? separator : "";
      if (printer.print(format, state, text + end, done, sinceRow)) {
        sinceRow = 0;
      }
      done++;
      sinceRow++;
      state.inLine++;
    }
  }
}
