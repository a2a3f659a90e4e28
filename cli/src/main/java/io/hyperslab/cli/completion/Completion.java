package io.hyperslab.cli.completion;

import io.hyperslab.cli.arguments.Syntax;
import java.util.List;

/// A script that makes a shell complete commands, options, their values, files, and paths inside of
/// files.
///
/// It knows the syntax of all commands, so the shell need not run anything, but for paths inside of
/// a file: those it asks `hyperslab complete-path` for ([InsidePaths]).
public final class Completion {
  /// The name of the hidden command that lists paths inside of a file.
  public static final String PATHS = "complete-path";

  /// What runs the commands.
  static final String PROGRAM = "hyperslab";

  private Completion() {}

  /// The script.
  ///
  /// @param commands all that a user is to know of
  /// @param tools names of commands whose arguments are left to the shell's completion of files
  public static String script(Shell shell, List<Syntax> commands, List<String> tools) {
    return switch (shell) {
      case BASH -> BashScript.of(commands, tools);
      case ZSH -> ZshScript.of(commands, tools);
      case FISH -> FishScript.of(commands, tools);
    };
  }

  /// The script.
  ///
  /// @param commands all that a user is to know of
  public static String script(Shell shell, List<Syntax> commands) {
    return script(shell, commands, List.of());
  }
}
