package io.hyperslab.cli.command;

import io.hyperslab.cli.text.FailureText;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.tool.Invocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/// Where commands write, and how they say what went wrong: one line each, on standard error.
public final class Console {
  private final Output out;
  private final Output err;
  private boolean traces;
  private boolean troubled;

  public Console(Output out, Output err) {
    this.out = out;
    this.err = err;
  }

  /// A call of a stand-in for a program of HDF5 that writes here.
  ///
  /// @param name what its messages begin with
  public Invocation invocation(String name, List<String> words) {
    return new Invocation(name, words, Path.of(""), out, err, traces);
  }

  /// Standard output.
  public Output out() {
    return out;
  }

  /// Standard error.
  public Output err() {
    return err;
  }

  /// Whether standard output is a terminal whose user wants colors.
  public boolean isColorful() {
    String unwanted = System.getenv("NO_COLOR");
    return (unwanted == null || unwanted.isEmpty()) && isTerminal();
  }

  /// Whether somebody sits at a terminal.
  @SuppressWarnings("SystemConsoleNull") // in Java 25 it is null again where there is no terminal
  public boolean isTerminal() {
    java.io.Console terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }

  /// Whether errors are followed by their stack traces.
  public void showTraces(boolean wanted) {
    traces = wanted;
  }

  /// The exit status: 1 once anything was reported.
  public int status() {
    return troubled ? 1 : 0;
  }

  /// Says that a file, or something in it, could not be read.
  public void reportFile(String file, Throwable failure) {
    report(FailureText.of(file, failure), failure);
  }

  /// Says something that is worth knowing, but no failure.
  public void note(String message) {
    out.flush();
    err.println("hyperslab: note: " + Quoted.printable(message)).flush();
  }

  /// Says that something went wrong.
  public void report(String message) {
    troubled = true;
    out.flush(); // keeps the order of the two where they go to the same place
    err.println("hyperslab: " + Quoted.printable(message)).flush();
  }

  /// Says that something went wrong and, if asked for, where in the program.
  public void report(String message, Throwable failure) {
    report(message);
    if (traces) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(trace.toString()).flush();
    }
  }
}
