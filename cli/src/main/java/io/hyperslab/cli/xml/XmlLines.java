package io.hyperslab.cli.xml;

import io.hyperslab.cli.dump.LineFormat;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.dump.Session;

/// Prints elements of XML, each tag on a line of its own, indented by its level. A line is ended by
/// what follows it, so the last one stays open.
final class XmlLines {
  private final Session session;
  private final String prefix;
  private final LineFormat format;
  private boolean started;

  /// @param prefix before the name of each element
  XmlLines(Session session, String prefix) {
    this.session = session;
    this.prefix = prefix;
    format = session.format().unindexed(true);
  }

  /// Prints a tag: the name of an element and what else stands between the brackets.
  void tag(int level, String inside) {
    line(level, "<" + prefix + inside + ">");
  }

  /// Prints the tag that ends an element.
  void end(int level, String name) {
    line(level, "</" + prefix + name + ">");
  }

  /// Prints an element.
  void element(int level, String name, Runnable contents) {
    tag(level, name);
    contents.run();
    end(level, name);
  }

  /// Prints a comment.
  void comment(int level, String text) {
    line(level, "<!-- " + text + " -->");
  }

  /// Prints any line.
  void line(int level, String text) {
    String start = (started ? "\n" : "") + LineState.INDENT.repeat(level);
    started = true;
    session.streams().ddl().ifPresent(printer -> printer.raw(start + text));
  }

  /// Prints a text whose line is started before it is known whether it fits, as h5dump does.
  void text(int level, String text) {
    LineState state = new LineState(level);
    session.streams().ddl().ifPresent(printer -> printStarted(printer, state, text));
  }

  private void printStarted(LinePrinter printer, LineState state, String text) {
    state.needsLine = true;
    printer.startLine(format, state, 0, 0);
    printer.print(format, state, text, 0, 0);
  }
}
