package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.text.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A run of one command in this process.
///
/// @param status the exit status; 2 if the arguments made no sense
/// @param out standard output
/// @param err standard error
record Trial(int status, String out, String err) {
  static Trial of(Command command, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(new Output(out), new Output(err));
    int status;
    try {
      status = command.run(Arguments.parse(command.syntax(), List.of(arguments)), console);
    } catch (UsageException e) {
      console.report(String.valueOf(e.getMessage()));
      status = 2;
    }
    console.out().flush();
    console.err().flush();
    return new Trial(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The path of a file of the test resources.
  static String fixture(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(Trial.class.getResource("/fixtures/" + name), name).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A copy of a file of the test resources, to be changed.
  static Path copy(String name, Path folder) {
    try {
      return Files.copy(Path.of(fixture(name)), folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
