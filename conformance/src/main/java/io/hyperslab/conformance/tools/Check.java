package io.hyperslab.conformance.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Something that has to be equal after a program and its stand-in have run.
///
/// @param kind what is compared
/// @param file the name of the file it is about; empty for those that are about none
record Check(Kind kind, String file) {
  /// What can be compared; the table of the package says what the words mean.
  enum Kind {
    STDOUT(false),
    STATUS(false),
    SAME(true),
    ABSENT(true),
    DUMP(true, "h5dump"),
    DUMP_P(true, "h5dump", "-p"),
    LAYOUT(true, "h5dump", "-pH"),
    LS(true, "h5ls", "-Svr"),
    DIFF(true);

    private final boolean ofFile;

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
    private final List<String> command;

    Kind(boolean ofFile, String... command) {
      this.ofFile = ofFile;
      this.command = List.of(command);
    }

    /// The program that shows the file, and its options; empty if there is none.
    List<String> command() {
      return command;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Reads a list of them.
  ///
  /// @throws IllegalArgumentException if a word is unknown
  static List<Check> parse(String list) {
    List<Check> checks = new ArrayList<>();
    for (String item : list.split(",", -1)) {
      checks.add(one(item.strip()));
    }
    return List.copyOf(checks);
  }

  private static Check one(String item) {
    int colon = item.indexOf(':');
    String word = colon < 0 ? item : item.substring(0, colon);
    String file = colon < 0 ? "" : item.substring(colon + 1);
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word) && kind.ofFile == !file.isEmpty()) {
        return new Check(kind, file);
      }
    }
    throw new IllegalArgumentException("nothing to compare: " + item);
  }

  @Override
  public String toString() {
    return kind.ofFile ? kind.word() + ":" + file : kind.word();
  }
}
