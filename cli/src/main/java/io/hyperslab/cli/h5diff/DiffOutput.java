package io.hyperslab.cli.h5diff;

import io.hyperslab.cli.text.NameBytes;
import io.hyperslab.cli.text.Output;
import io.hyperslab.dataspace.Dataspace;
import java.util.StringJoiner;

/// The lines that several parts say.
///
/// @param out where they go
/// @param options what is said
record DiffOutput(Output out, DiffOptions options) {
  private static final int TITLE_WIDTH = 7;
  private static final int NAME_WIDTH = 15;

  DiffOutput print(String text) {
    out.print(text);
    return this;
  }

  DiffOutput line(String text) {
    out.println(text);
    return this;
  }

  /// A text, filled with blanks up to a width.
  static String padded(String text, int width) {
    // Names are counted in bytes, as C does.
    int length = NameBytes.of(text).length;
    return length >= width ? text : text + " ".repeat(width - length);
  }

  /// Which objects are compared.
  void objects(String title, String one, String other) {
    if (options.level() >= 1) {
      out.println();
    }
    line(padded(title, TITLE_WIDTH) + ": <" + one + "> and <" + other + ">");
  }

  /// Which attributes are compared.
  void attributes(String one, String other) {
    line("attribute: <" + one + "> and <" + other + ">");
  }

  void found(long differences) {
    line(differences + " differences found");
  }

  /// Which of the two have something.
  void presence(boolean inOne, boolean inOther, String name) {
    String marks = "    " + (inOne ? 'x' : ' ') + "      " + (inOther ? 'x' : ' ');
    line(marks + "    " + padded(name, NAME_WIDTH));
  }

  /// An extent as `[2x3]`.
  static String dimensions(long[] extent) {
    if (extent.length == 0) {
      return "H5S_SCALAR";
    }
    StringJoiner text = new StringJoiner("x", "[", "]");
    for (long axis : extent) {
      text.add(Long.toUnsignedString(axis == Dataspace.UNLIMITED ? -1 : axis));
    }
    return text.toString();
  }
}
