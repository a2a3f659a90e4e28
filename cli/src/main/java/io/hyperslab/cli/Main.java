package io.hyperslab.cli;

import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.OutputFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `hyperslab`: what follows it is one of its subcommands.
///
/// Exit status: 0 when all went well, 1 when a file or an object could not be read, 2 when the
/// command line makes no sense.
@Command(
    name = "hyperslab",
    description = "Reads, copies and repairs HDF5 files.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  hyperslab ls -r weather.h5                what is in a file",
      "  hyperslab dump -d /15/temperature weather.h5",
      "  hyperslab repack --filter zstd a.h5 b.h5  a smaller copy",
      "  hyperslab recover run.h5                  after a crash of its writer",
      "  hyperslab tour                            lessons that run",
      "  hyperslab COMMAND --help                  all options of a command",
      "",
      "Exit status: 0 success, 1 a file or an object could not be read, 2 wrong usage."
    })
public final class Main implements Runnable {
  private static final String NAME = "hyperslab";

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from.")
  void debug(boolean wanted) {
    console.showTraces(wanted);
  }

  private Main(Console console) {
    this.console = console;
  }

  /// Runs the command and ends the process with its exit status.
  public static void main(String[] arguments) {
    System.exit(
        run(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            arguments));
  }

  /// Runs the command.
  ///
  /// @return the exit status
  static int run(OutputStream out, OutputStream err, String... arguments) {
    Console console = new Console(new Output(out), new Output(err));
    int status;
    try {
      status = commandLine(console, arguments).execute(prepared(arguments));
      console.out().flush();
    } catch (OutputFailedException e) {
      if (e.isReaderGone()) {
        return CommandLine.ExitCode.OK;
      }
      console.report("standard output: " + e.getMessage(), e);
      status = CommandLine.ExitCode.SOFTWARE;
    }
    console.err().flush();
    return status;
  }

  private static String[] prepared(String... arguments) {
    return switch (command(arguments)) {
      case "dump", "h5dump" ->
          DumpCommand.OPTIONAL_VALUES.attach(List.of(arguments)).toArray(String[]::new);
      default -> arguments;
    };
  }

  /// The first argument that is no option; empty if there is none.
  private static String command(String... arguments) {
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        return argument;
      }
    }
    return "";
  }

  /// The subcommands that the arguments may mean: one if they name it, else all. To learn what the
  /// options of a command are takes longer than many commands run.
  private static List<Class<?>> subcommands(String... arguments) {
    return switch (command(arguments)) {
      case "ls" -> List.of(LsCommand.class);
      case "dump", "h5dump" -> List.of(DumpCommand.class);
      case "digest" -> List.of(DigestCommand.class);
      default ->
          List.of(
              LsCommand.class,
              DumpCommand.class,
              DigestCommand.class,
              RepackCommand.class,
              RecoverCommand.class,
              TourCommand.class);
    };
  }

  private static CommandLine commandLine(Console console, String... arguments) {
    CommandLine line = new CommandLine(new Main(console));
    for (Class<?> subcommand : subcommands(arguments)) {
      line.addSubcommand(subcommand);
    }
    PrintWriter out = console.out().writer();
    PrintWriter err = console.err().writer();
    return line.setOut(out)
        .setErr(err)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setParameterExceptionHandler((e, _) -> usage(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(console, e));
  }

  private static int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(NAME + ": " + e.getMessage());
    if (name.equals(NAME)) {
      command.usage(err);
    } else {
      err.println("Try '" + name + " --help'.");
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Console console, Exception failure) {
    if (failure instanceof OutputFailedException out) {
      throw out;
    }
    console.report("internal error: " + failure, failure);
    return CommandLine.ExitCode.SOFTWARE;
  }

  Console console() {
    return console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version =
          Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
              .orElse("(not packaged)");
      return new String[] {NAME + " " + version};
    }
  }
}
