package io.hyperslab.cli.ddl;

import io.hyperslab.datatype.Datatype;
import java.lang.foreign.MemorySegment;

/// Prints elements one after the other, with commas between them.
final class ElementLines {
  private final LinePrinter printer;
  private final LineFormat format;
  private final LineState state;
  private final Datatype type;
  private final ValuePrinter values;
  private final boolean commas;
  private long total;
  private long done;
  private long sinceRow;

  ElementLines(
      LinePrinter printer, LineFormat format, LineState state, Datatype type, ValuePrinter values) {
    this.printer = printer;
    this.format = format;
    this.state = state;
    this.type = type;
    this.values = values;
    commas = format.index() != LineFormat.Index.QUOTE;
  }

  /// Sets how many elements there are; the last one has no comma.
  void total(long elements) {
    total = elements;
  }

  /// Begins to count anew.
  void restart(long elements) {
    total = elements;
    done = 0;
    sinceRow = 0;
  }

  /// Prints some of the elements.
  void print(MemorySegment bytes, long count) {
    for (long i = 0; i < count; i++) {
      String text = values.text(type, bytes, i * type.size(), state.level);
      String comma = commas && done + 1 < total ? "," : "";
      if (printer.print(format, state, text + comma, done, sinceRow)) {
        sinceRow = 0;
      }
      done++;
      sinceRow++;
      state.inLine++;
    }
  }
}
