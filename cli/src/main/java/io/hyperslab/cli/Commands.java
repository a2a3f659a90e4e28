package io.hyperslab.cli;

import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.command.AttrCommand;
import io.hyperslab.cli.command.Command;
import io.hyperslab.cli.command.CompletePathCommand;
import io.hyperslab.cli.command.CompletionCommand;
import io.hyperslab.cli.command.CpCommand;
import io.hyperslab.cli.command.DiffCommand;
import io.hyperslab.cli.command.DigestCommand;
import io.hyperslab.cli.command.DumpCommand;
import io.hyperslab.cli.command.ExportCommand;
import io.hyperslab.cli.command.FindCommand;
import io.hyperslab.cli.command.GetCommand;
import io.hyperslab.cli.command.ImportCommand;
import io.hyperslab.cli.command.LnCommand;
import io.hyperslab.cli.command.LsCommand;
import io.hyperslab.cli.command.MkdirCommand;
import io.hyperslab.cli.command.MvCommand;
import io.hyperslab.cli.command.PlotCommand;
import io.hyperslab.cli.command.RecoverCommand;
import io.hyperslab.cli.command.RepackCommand;
import io.hyperslab.cli.command.RmCommand;
import io.hyperslab.cli.command.SetCommand;
import io.hyperslab.cli.command.ShowCommand;
import io.hyperslab.cli.command.StatCommand;
import io.hyperslab.cli.command.TourCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All commands, by name. None is made before it is asked for.
final class Commands {
  /// Commands that do something alike.
  ///
  /// @param title what it is
  record Theme(String title, List<String> names) {}

  static final List<Theme> THEMES =
      List.of(
          new Theme(
              "Look",
              List.of("ls", "show", "get", "find", "plot", "diff", "stat", "dump", "digest")),
          new Theme("Change", List.of("set", "attr", "mkdir", "ln", "cp", "mv", "rm")),
          new Theme("Whole files", List.of("export", "import", "repack", "recover")),
          new Theme("More", List.of("tour", "completion")));

  /// Those that write nothing, or nothing but texts as they go, whatever their arguments are.
  static final Set<String> READING =
      Set.of("complete-path", "completion", "diff", "digest", "find", "get", "ls", "show", "stat");

  private Commands() {}

  /// The names of all commands that users need to know.
  static List<String> names() {
    return THEMES.stream().flatMap(theme -> theme.names().stream()).toList();
  }

  /// The command of a name.
  static Optional<Command> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "attr" -> new AttrCommand();
          case "complete-path" -> new CompletePathCommand();
          case "completion" -> new CompletionCommand(Commands::syntaxes, Tools.NAMES);
          case "cp" -> new CpCommand();
          case "diff" -> new DiffCommand();
          case "export" -> new ExportCommand();
          case "import" -> new ImportCommand();
          case "stat" -> new StatCommand();
          case "digest" -> new DigestCommand();
          case "dump" -> new DumpCommand();
          case "find" -> new FindCommand();
          case "get" -> new GetCommand();
          case "ln" -> new LnCommand();
          case "ls" -> new LsCommand();
          case "mkdir" -> new MkdirCommand();
          case "mv" -> new MvCommand();
          case "plot" -> new PlotCommand();
          case "recover" -> new RecoverCommand();
          case "repack" -> new RepackCommand();
          case "rm" -> new RmCommand();
          case "set" -> new SetCommand();
          case "show" -> new ShowCommand();
          case "tour" -> new TourCommand();
          default -> null;
        });
  }

  /// What the commands take.
  static List<Syntax> syntaxes() {
    return names().stream().map(name -> find(name).orElseThrow().syntax()).toList();
  }
}
