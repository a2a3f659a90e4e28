package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.HelpText;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import java.util.List;

/// A command of `hyperslab`.
public interface Command {
  /// What it takes.
  Syntax syntax();

  /// Reads arguments and does what they ask for, or explains itself.
  ///
  /// @return the exit status
  /// @throws UsageException if the arguments make no sense
  default int run(List<String> words, Console console) {
    Arguments arguments = Arguments.parse(syntax(), words);
    if (arguments.has(Syntax.HELP)) {
      console.out().print(HelpText.of(syntax()));
      return 0;
    }
    if (arguments.has(Syntax.DEBUG)) {
      console.showTraces(true);
    }
    return run(arguments, console);
  }

  /// Does it. What is wrong with a file is reported to the console and told by the exit status.
  ///
  /// @return the exit status
  /// @throws UsageException if a value of an argument makes no sense
  int run(Arguments arguments, Console console);
}
