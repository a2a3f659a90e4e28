package io.hyperslab.cli;

import io.hyperslab.cli.arguments.Similar;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.command.Command;
import io.hyperslab.cli.command.Console;
import io.hyperslab.cli.text.Cancellation;
import io.hyperslab.cli.text.Cancellation.CancelledException;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.OutputFailedException;
import io.hyperslab.cli.tool.Tool;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The program `hyperslab`: its first argument is the name of a command, or of a program of HDF5
/// that it stands in for.
///
/// Exit status of commands: 0 when all went well, 1 when a file or an object could not be read or
/// written, 2 when the command line makes no sense. The stand-ins have those of their models.
public final class Main {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  private Main() {}

  /// Runs the program and ends the process with its exit status.
  public static void main(String[] arguments) {
    if (arguments.length > 1) {
      HeadStart.begin();
    }
    Cancellation.listen();
    int status = FAILURE;
    try {
      status =
          run(
              new FileOutputStream(FileDescriptor.out),
              new FileOutputStream(FileDescriptor.err),
              arguments);
    } finally {
      Cancellation.ended();
    }
    System.exit(status);
  }

  /// Runs the program.
  ///
  /// @return the exit status
  static int run(OutputStream out, OutputStream err, String... arguments) {
    Console console = new Console(new Output(out), new Output(err));
    try {
      int status = delivered(List.of(arguments), console);
      console.err().flush();
      return status;
    } catch (OutputFailedException e) {
      return FAILURE; // standard error fails as well: there is nobody to tell
    }
  }

  private static int delivered(List<String> arguments, Console console) {
    try {
      int status = run(arguments, console);
      console.out().flush();
      return status;
    } catch (OutputFailedException e) {
      if (e.isReaderGone()) {
        return 0;
      }
      console.report("standard output: " + e.getMessage(), e);
      return FAILURE;
    }
  }

  private static int run(List<String> arguments, Console console) {
    List<String> words = new ArrayList<>(arguments);
    if (words.removeIf(word -> word.equals("--debug") && arguments.getFirst().equals(word))) {
      console.showTraces(true);
    }
    String name = words.isEmpty() ? "" : words.removeFirst();
    if (Commands.READING.contains(name) || Tools.READING.contains(name)) {
      Cancellation.nothingToLose();
    }
    try {
      Optional<Tool> tool = Tools.find(name);
      return tool.isPresent()
          ? tool.get().run(console.invocation(name, words))
          : command(name, words, console);
    } catch (UsageException e) {
      console.report(e.getMessage());
      console.err().println(Commands.find(name).isPresent() ? hint(name + " ") : hint(""));
      return USAGE;
    } catch (OutputFailedException e) {
      throw e;
    } catch (CancelledException e) {
      return FAILURE; // the signal has the last word on the status
    } catch (RuntimeException e) {
      console.report("internal error: " + e, e);
      return FAILURE;
    } catch (StackOverflowError | OutOfMemoryError e) {
      // Nothing of the kind may leave the library. Where one does, it is one line, too.
      console.report("not enough memory: " + e, e);
      return FAILURE;
    }
  }

  private static String hint(String command) {
    return "Try 'hyperslab " + command + "--help'.";
  }

  private static int command(String name, List<String> words, Console console) {
    return switch (name) {
      case "" -> throw new UsageException("a command is missing");
      case "-V", "--version" -> {
        console.out().println(version());
        yield 0;
      }
      case "-h", "--help", "help" -> help(words, console);
      case "rehearse" -> Rehearsal.run(folder(name, words));
      case "rehearse-brief" -> Rehearsal.runBrief(folder(name, words));
      default -> find(name).run(words, console);
    };
  }

  private static Path folder(String name, List<String> words) {
    if (words.size() != 1) {
      throw new UsageException(name + " takes one folder");
    }
    return Path.of(words.getFirst());
  }

  private static Command find(String name) {
    List<String> names = Stream.concat(Commands.names().stream(), Tools.NAMES.stream()).toList();
    return Commands.find(name)
        .orElseThrow(
            () -> new UsageException("no command '" + name + "'" + Similar.question(name, names)));
  }

  private static int help(List<String> words, Console console) {
    if (!words.isEmpty()) {
      return run(List.of(words.getFirst(), "--help"), console);
    }
    console.out().print(Overview.text());
    return 0;
  }

  private static String version() {
    return Syntax.PROGRAM
        + " "
        + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
  }
}
