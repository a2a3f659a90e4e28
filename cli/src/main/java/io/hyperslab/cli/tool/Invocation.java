package io.hyperslab.cli.tool;

import io.hyperslab.cli.text.FailureText;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// How a program is called.
///
/// @param name what the program is called: `h5dump`
/// @param arguments what follows the name
/// @param folder what relative paths start from
/// @param out standard output; flushed by the caller
/// @param err standard error; flushed by the caller
/// @param traces whether errors are followed by their stack traces
public record Invocation(
    String name, List<String> arguments, Path folder, Output out, Output err, boolean traces) {
  public Invocation {
    arguments = List.copyOf(arguments);
  }

  /// The file that an argument names.
  ///
  /// @throws InvalidPathException if this system has no such paths
  public Path path(String argument) {
    return folder.resolve(argument);
  }

  /// Says on standard error what went wrong.
  public void report(String message) {
    out.flush(); // keeps the order of the two where they go to the same place
    err.println(name + ": " + Quoted.printable(message)).flush();
  }

  /// Says on standard error that a file, or something in it, could not be read or written.
  ///
  /// @param file as the user calls it
  public void reportFile(String file, Throwable failure) {
    report(FailureText.of(file, failure));
    if (traces) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(trace.toString()).flush();
    }
  }
}
