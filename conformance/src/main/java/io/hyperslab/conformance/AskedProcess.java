package io.hyperslab.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process that is asked line by line, and that may die or hang over a question. The next
/// question goes to a new one then. How it ends after its last answer does not count.
///
/// Not safe for several threads at once.
final class AskedProcess implements AutoCloseable {
  /// What every answer begins with; all other lines are somebody else's.
  static final String ANSWER = "= ";

  private static final long SECONDS_TO_END = 30;

  private final List<String> command;
  private final Path errors;
  private final long seconds;
  private @Nullable Process process;
  private @Nullable Writer questions;
  private @Nullable BufferedReader answers;
  private String death = "";

  /// @param command what starts it
  /// @param errors the file for what it writes to its standard error
  /// @param seconds how long one answer may take
  AskedProcess(List<String> command, Path errors, long seconds) {
    this.command = List.copyOf(command);
    this.errors = errors;
    this.seconds = seconds;
  }

  /// The command for a program of this class path.
  ///
  /// @param options for the virtual machine
  static List<String> java(Class<?> program, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    return command;
  }

  /// The answer to a question of one line; empty if the process died over it.
  Optional<String> ask(String question) throws IOException, InterruptedException {
    Process asked = running();
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    CompletableFuture<Boolean> inTime =
        answered
            .orTimeout(seconds, TimeUnit.SECONDS)
            .exceptionally(_ -> {
              asked.destroyForcibly();
              return false;
            });
    Optional<String> answer = answer(question);
    answered.complete(true);
    if (answer.isEmpty()) {
      int status = asked.waitFor();
      death = inTime.join() ? "exit status " + status : "no answer in " + seconds + " s";
      process = null;
    }
    return answer;
  }

  /// How the process ended that last died over a question.
  String death() {
    return death;
  }

  private Process running() throws IOException {
    Process running = process;
    if (running == null) {
      ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(errors.toFile());
      running = new ProcessBuilder(command).redirectError(log).start();
      process = running;
      questions = running.outputWriter(UTF_8);
      answers = running.inputReader(UTF_8);
    }
    return running;
  }

  private Optional<String> answer(String question) throws IOException {
    Writer to = questions;
    BufferedReader from = answers;
    if (to == null || from == null) {
      throw new IllegalStateException("the process has not been started");
    }
    try {
      to.write(question + "\n");
      to.flush();
    } catch (IOException _) {
      return Optional.empty();
    }
    return from.lines()
        .filter(line -> line.startsWith(ANSWER))
        .findFirst()
        .map(line -> line.substring(ANSWER.length()));
  }

  /// Ends the process.
  @Override
  public void close() throws IOException {
    Process running = process;
    Writer to = questions;
    if (running == null || to == null) {
      return;
    }
    to.close();
    try {
      if (!running.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException _) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
