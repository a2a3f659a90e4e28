package io.hyperslab.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hyperslab.error.FileLockedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Another Java VM that guards a file until it is told to stop, or dies.
final class LockingChild implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;

  private LockingChild(Process process) {
    this.process = process;
  }

  /// What the child does.
  ///
  /// @param arguments the file, and whether to write it
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    boolean writing = Boolean.parseBoolean(arguments[1]);
    try (FileGuard guard =
        writing
            ? FileGuard.exclusive(file, FileLocking.REQUIRED, Duration.ZERO)
            : FileGuard.shared(file, FileLocking.REQUIRED, Duration.ZERO)) {
      System.out.println(guard.isLocked() ? READY : "not locked");
      int told = System.in.read();
      if (told != '\n') {
        Runtime.getRuntime().halt(1);
      }
    } catch (FileLockedException _) {
      System.out.println("refused");
      return;
    }
    System.out.println("released");
    while (System.in.read() >= 0) {
      // lives on without the lock
    }
  }

  /// Starts a child and waits until it has the lock.
  ///
  /// @param options of the Java VM
  static LockingChild start(Path file, boolean writing, String... options)
      throws IOException, URISyntaxException {
    Set<String> places = new LinkedHashSet<>();
    places.add(place(FileGuard.class));
    places.add(place(LockingChild.class));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(String.join(System.getProperty("path.separator"), places));
    command.add(LockingChild.class.getName());
    command.add(file.toString());
    command.add(Boolean.toString(writing));
    LockingChild child =
        new LockingChild(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    child.expect(READY);
    return child;
  }

  /// The directory of classes that a class is in, module or not.
  private static String place(Class<?> type) throws URISyntaxException {
    String file = type.getName().replace('.', '/') + ".class";
    String simple = file.substring(file.lastIndexOf('/') + 1);
    String found = String.valueOf(type.getResource(simple));
    return Path.of(new URI(found.substring(0, found.length() - file.length()))).toString();
  }

  private void expect(String line) throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    String said = output.readLine();
    if (!line.equals(said)) {
      process.destroyForcibly();
      throw new IllegalStateException("the child said " + said + ", not " + line);
    }
  }

  long processId() {
    return process.pid();
  }

  /// Makes the child give up its lock and live on.
  void release() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    expect("released");
  }

  /// Makes the child give up its lock soon.
  void releaseSoon() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /// Ends the child in the midst of whatever it does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
