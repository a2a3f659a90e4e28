package io.hyperslab.cli.h5ls;

import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.h5ls.LsOptions.Flag;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.cli.tool.Invocation;

/// The text of a listing, line by line.
final class LsText {
  private static final int NAME_COLUMNS = 24;
  private static final int FULL = 1 << 13;

  /// `h5ls` has that much room for the name of a file with the path of an object.
  private static final int MOST_NAME_CHARACTERS = 2047;

  private final Invocation invocation;
  private final LsOptions options;
  private final StringBuilder out = new StringBuilder();

  /// The file's name in front of each path; empty unless there are several files.
  private String file = "";

  private String reported = "";
  private int hidden;

  LsText(Invocation invocation, LsOptions options) {
    this.invocation = invocation;
    this.options = options;
  }

  /// What is not handed on yet, to be appended to.
  StringBuilder pending() {
    return out;
  }

  /// Goes on with another file.
  ///
  /// @param name what it is called
  /// @param shown whether the name stands in front of each path
  void file(String name, boolean shown) {
    reported = name;
    file = shown ? Latin1.ofName(name) + "/" : "";
    hidden = 0;
  }

  /// Leaves so many characters at the beginning of paths away.
  void hide(int characters) {
    hidden = characters;
  }

  void append(String text) {
    out.append(text);
  }

  /// Starts the line of an object.
  void name(String path) {
    int columns = appendName(path);
    out.repeat(' ', Math.max(0, NAME_COLUMNS - columns) + 1);
  }

  /// The beginning of a line about an object that does not exist.
  void missing(String path) {
    String text = "**NOT FOUND**";
    int columns = appendName(path);
    out.repeat(' ', Math.max(0, NAME_COLUMNS - columns - text.length())).append(text).append(' ');
  }

  private int appendName(String path) {
    String name = path.substring(hidden);
    if (!file.isEmpty()) {
      name = file + name;
      name = name.substring(0, Math.min(name.length(), MOST_NAME_CHARACTERS));
    }
    if (!options.has(Flag.FULL)) {
      name = name.substring(name.lastIndexOf('/') + 1);
    }
    return EscapedName.append(out, name, true);
  }

  /// The line of an object that was described before.
  void again(String path, String kind, String first) {
    name(path);
    out.append(kind).append(", same as ");
    EscapedName.append(out, first, true);
    out.append('\n');
    handOnWhenFull();
  }

  /// What sets data into lines, behind all that was written so far.
  LinePrinter printer() {
    handOn();
    return new LinePrinter(invocation.out());
  }

  /// Says on standard error what could not be read.
  void problem(String subject, RuntimeException failure) {
    handOn();
    invocation.reportFile(reported + ": " + subject, failure);
  }

  void handOnWhenFull() {
    if (out.length() > FULL) {
      handOn();
    }
  }

  void handOn() {
    invocation.out().write(Latin1.bytes(out.toString()));
    out.setLength(0);
  }
}
