package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.edit.Edits;
import java.io.IOException;
import java.util.List;

/// Runs the changes of a command: all of them in one commit, or none.
final class Editing {
  static final Option DRY_RUN =
      Option.flag("-n, --dry-run", "Say what would be done, and change nothing.");
  static final Option VERBOSE = Option.flag("-v, --verbose", "Say what was done.");

  /// What every such command says of itself.
  static final String ATOMIC =
      "All changes of one call happen at one moment, or, if anything is wrong, none of them: then"
          + " the file stays byte for byte as it was.";

  private Editing() {}

  /// Makes changes.
  @FunctionalInterface
  interface Change {
    /// Makes them, and tells each.
    void make(Edits edits) throws IOException;
  }

  /// Brings something from one place to another.
  @FunctionalInterface
  interface Transport {
    /// Brings it.
    ///
    /// @param several whether there is more than one, so that the target has to be a group
    void make(Edits edits, String from, String to, boolean several) throws IOException;
  }

  /// Brings what all operands but the last name to the place that the last one names.
  ///
  /// @return the exit status
  static int runEach(Arguments arguments, Console console, Transport transport) {
    List<String> from = arguments.operands().subList(0, arguments.operands().size() - 1);
    String to = arguments.operands().getLast();
    return run(
        arguments,
        console,
        edits -> {
          for (String name : from) {
            transport.make(edits, name, to, from.size() > 1);
          }
        });
  }

  /// Makes changes and commits them.
  ///
  /// @return the exit status
  static int run(Arguments arguments, Console console, Change change) {
    boolean dry = arguments.has(DRY_RUN);
    Edits edits = new Edits(dry);
    Reports.run(
        console,
        edits::argument,
        () -> {
          try (edits) {
            change.make(edits);
            if (!dry) {
              edits.commit();
            }
            if (dry || arguments.has(VERBOSE)) {
              edits.done().forEach(line -> console.out().println((dry ? "would " : "") + line));
            }
          }
        });
    return console.status();
  }
}
