package io.hyperslab.cli;

import io.hyperslab.cli.arguments.Syntax;
import java.util.List;
import java.util.Locale;

/// The text that lists all commands.
final class Overview {
  private static final List<Syntax.Example> EXAMPLES =
      List.of(
          new Syntax.Example("ls -r weather.h5", "what is in a file"),
          new Syntax.Example("dump -d /15/temperature weather.h5", ""),
          new Syntax.Example("repack --filter zstd a.h5 b.h5", "a smaller copy"),
          new Syntax.Example("recover run.h5", "after a crash of its writer"),
          new Syntax.Example("tour", "lessons that run"),
          new Syntax.Example("COMMAND --help", "all options of a command"));

  private Overview() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    text.append("Usage: hyperslab [--debug] COMMAND [ARGUMENT]...\n");
    text.append("Reads, shows, changes, copies and repairs HDF5 files.\n");
    for (Commands.Theme theme : Commands.THEMES) {
      text.append('\n').append(theme.title()).append(":\n");
      for (String name : theme.names()) {
        Syntax syntax = Commands.find(name).orElseThrow().syntax();
        text.append(String.format(Locale.ROOT, "  %-12s%s\n", name, syntax.summary()));
      }
    }
    text.append("\nIn place of HDF5's own programs, with their options and their output:\n  ");
    text.append(String.join(" ", Tools.NAMES)).append("\n\nExamples:\n");
    for (Syntax.Example example : EXAMPLES) {
      String line = "hyperslab " + example.line();
      text.append(String.format(Locale.ROOT, "  %-42s%s", line, example.remark()).stripTrailing());
      text.append('\n');
    }
    text.append(
        "\nExit status: 0 success, 1 a file or an object could not be read or written, 2 wrong"
            + " usage.\n");
    return text.toString();
  }
}
