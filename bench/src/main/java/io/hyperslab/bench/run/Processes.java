package io.hyperslab.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs the processes that are measured.
final class Processes {
  private Processes() {}

  /// The lines that a command prints; its errors are those of this process.
  ///
  /// @throws IOException if it fails, or ends with anything but 0
  static List<String> lines(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = reader.lines().toList();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("ended with " + status + ": " + String.join(" ", command));
      }
      return lines;
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException("interrupted", e);
    }
  }
}
