package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.completion.Completion;
import io.hyperslab.cli.completion.InsidePaths;

/// `hyperslab complete-path`: lists paths inside of a file, for the scripts of `hyperslab
/// completion`. Users need not know of it.
public final class CompletePathCommand implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of(Completion.PATHS, "Lists paths inside of a file, for shells.")
        .operands(Operand.one("PREFIX", "A file, and the beginning of a path in it."));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    for (String path : InsidePaths.startingWith(arguments.operand(0))) {
      console.out().println(path);
    }
    return console.status();
  }
}
