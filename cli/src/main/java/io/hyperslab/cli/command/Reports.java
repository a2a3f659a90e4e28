package io.hyperslab.cli.command;

import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.function.Supplier;

/// Runs a part of a command and reports what goes wrong in it, in one line.
final class Reports {
  private Reports() {}

  /// What may go wrong.
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  /// Runs a task that concerns a file.
  ///
  /// @param file as the user calls it
  /// @return whether it came to its end
  static boolean run(Console console, String file, Task task) {
    return run(console, () -> file, task);
  }

  /// Runs a task that concerns several files.
  ///
  /// @param subject the one it is at, as the user calls it
  /// @return whether it came to its end
  static boolean run(Console console, Supplier<String> subject, Task task) {
    try {
      task.run();
      return true;
    } catch (InvalidPathException | IOException | UncheckedIOException | Hdf5Exception e) {
      console.reportFile(subject.get(), e);
    } catch (NoSuchPlaceException | IllegalArgumentException | IndexOutOfBoundsException e) {
      String file = subject.get();
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      console.report(isNamed(message, file) ? message : file + ": " + message, e);
    }
    return false;
  }

  /// Whether a message begins with the file already.
  private static boolean isNamed(String message, String file) {
    int colon = message.indexOf(": ");
    return colon > 0 && file.startsWith(message.substring(0, colon));
  }
}
