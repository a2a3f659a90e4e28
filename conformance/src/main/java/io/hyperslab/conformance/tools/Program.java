package io.hyperslab.conformance.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs of HDF5 as processes.
final class Program {
  private static final long SECONDS = 120;

  private Program() {}

  /// What a call left behind.
  ///
  /// @param status the exit status
  /// @param out the bytes on standard output
  record Outcome(int status, byte[] out) {}

  /// Runs a program.
  ///
  /// @param command its name and arguments
  /// @param folder where it runs
  /// @throws IOException if it does not start, or does not end in time
  static Outcome run(List<String> command, Path folder) throws IOException {
    Path out = Files.createTempFile("tool", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().remove("COLUMNS"); // h5ls asks it for the width of lines
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("no end in " + SECONDS + " s: " + String.join(" ", command));
      }
      return new Outcome(process.exitValue(), Files.readAllBytes(out));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(out);
    }
  }

  /// Runs a program with arguments.
  static Outcome run(String name, List<String> arguments, Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(arguments);
    return run(command, folder);
  }
}
