package io.hyperslab.cli.dump;

import io.hyperslab.cli.text.Latin1;
import io.hyperslab.cli.text.Output;
import java.util.StringTokenizer;

/// Sets texts into lines. A line is ended by what follows it, so the last one stays open.
public final class LinePrinter {
  /// In a text: here a line may end.
  public static final String BREAK = "\u0001";

  private final Output out;

  public LinePrinter(Output out) {
    this.out = out;
  }

  /// Prints as it is.
  public void raw(String text) {
    out.write(Latin1.bytes(text));
  }

  /// Writes bytes as they are.
  void bytes(byte[] bytes) {
    out.write(bytes);
  }

  /// Prints a text on a line of its own.
  public void line(LineFormat format, LineState state, String text) {
    state.needsLine = true;
    print(format, state, text, 0, 0);
  }

  /// Starts a line now, if the next text would.
  ///
  /// @param element the position of the line's first element
  /// @param section which part of that element it starts with
  public void startLine(LineFormat format, LineState state, long element, int section) {
    if (!state.needsLine) {
      return;
    }
    StringBuilder line = new StringBuilder();
    if (state.column > 0) {
      line.append(format.lineEnd()).append('\n');
    }
    String index = format.index().text(state, element, section);
    int length;
    if (format.indented()) {
      line.append(LineState.INDENT.repeat(Math.max(0, state.level - 1))).append(index);
      length = index.length() + (state.level > 1 ? state.level * LineState.INDENT.length() : 0);
    } else {
      line.append(index);
      line.append(LineState.INDENT.repeat(state.level));
      length = line.length() - line.lastIndexOf("\n") - 1;
    }
    raw(line.toString());
    state.column = length;
    state.lineStart = length;
    state.inLine = 0;
    state.needsLine = false;
  }

  /// Prints one element.
  ///
  /// @param number the element's number among those that are being printed
  /// @param sinceRow elements since a row of the last dimension began
  /// @return whether a row ended before it
  public boolean print(
      LineFormat format, LineState state, String text, long number, long sinceRow) {
    boolean rowEnded = false;
    int width = printableWidth(text) + format.separator().length() + format.lineEnd().length();
    boolean tooLong = format.movesLong() && state.column + width > format.columns();
    if (tooLong && (state.lastWasLong || state.lineStart + width <= format.columns())) {
      state.needsLine = true;
    }
    if (format.breaksRows() && state.inLine > 0) {
      if (state.rowLength > 0 && state.inLine % state.rowLength == 0) {
        state.needsLine = true;
      }
      if (sinceRow == state.rowLength) {
        state.needsLine = true;
        rowEnded = true;
      }
    }
    if (format.perLine() > 0 && state.inLine >= format.perLine()) {
      state.needsLine = true;
    }
    printSections(format, state, text, number);
    return rowEnded;
  }

  private void printSections(LineFormat format, LineState state, String text, long number) {
    int ends = format.separator().length() + format.lineEnd().length();
    int section = 0;
    boolean split = false;
    StringTokenizer sections = new StringTokenizer(text, BREAK);
    while (sections.hasMoreTokens()) {
      String part = sections.nextToken();
      if (state.column + part.length() + ends > format.columns()) {
        state.needsLine = true;
      }
      if (state.needsLine) {
        split |= section > 0;
        startLine(format, state, state.position + number, section);
      } else if ((number > 0 || state.continued) && section == 0) {
        raw(format.separator());
        state.column += format.separator().length();
      }
      raw(part);
      state.column += part.length();
      section++;
    }
    state.lastWasLong = split;
  }

  /// Bytes that take a column: no control characters, and no bytes that C takes for negative.
  private static int printableWidth(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80) {
        width++;
      }
    }
    return width;
  }
}
