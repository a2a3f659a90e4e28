package io.hyperslab.cli;

import io.hyperslab.cli.text.Output;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// Where commands write, and how they say what went wrong: one line each, on standard error.
final class Console {
  private final Output out;
  private final Output err;
  private boolean traces;
  private boolean troubled;

  Console(Output out, Output err) {
    this.out = out;
    this.err = err;
  }

  /// Standard output.
  Output out() {
    return out;
  }

  /// Standard error.
  Output err() {
    return err;
  }

  /// Whether standard output is a terminal whose user wants colors.
  boolean isColorful() {
    String unwanted = System.getenv("NO_COLOR");
    return (unwanted == null || unwanted.isEmpty()) && isTerminal();
  }

  /// Whether somebody sits at a terminal.
  @SuppressWarnings("SystemConsoleNull") // in Java 25 it is null again where there is no terminal
  boolean isTerminal() {
    java.io.Console terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }

  /// Whether errors are followed by their stack traces.
  void showTraces(boolean wanted) {
    traces = wanted;
  }

  /// The exit status: 1 once anything was reported.
  int status() {
    return troubled ? 1 : 0;
  }

  /// Says that a file, or something in it, could not be read.
  void reportFile(String file, Throwable failure) {
    report(message(file, failure), failure);
  }

  private static String message(String file, Throwable failure) {
    return switch (failure) {
      case Hdf5Exception e when e.file().isPresent() -> e.getMessage();
      case Hdf5Exception e -> file + ": " + e.getMessage();
      case NoSuchFileException e -> e.getFile() + ": no such file";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      case UncheckedIOException e -> message(file, Objects.requireNonNull(e.getCause()));
      case IOException e -> file + ": " + e.getMessage();
      case InvalidPathException e -> file + ": " + e.getReason();
      default -> file + ": internal error: " + failure;
    };
  }

  /// Says something that is worth knowing, but no failure.
  void note(String message) {
    out.flush();
    err.println("hyperslab: note: " + message).flush();
  }

  /// Says that something went wrong.
  void report(String message) {
    troubled = true;
    out.flush(); // keeps the order of the two where they go to the same place
    err.println("hyperslab: " + message).flush();
  }

  /// Says that something went wrong and, if asked for, where in the program.
  void report(String message, Throwable failure) {
    report(message);
    if (traces) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(trace.toString()).flush();
    }
  }
}
