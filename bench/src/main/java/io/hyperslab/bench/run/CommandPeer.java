package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// This project's command as it is delivered, with its runtime and what the JVM learned before: for
/// the cold start.
///
/// @param launcher what is run
record CommandPeer(Path launcher) implements Peer {
  /// The peer; empty, and the reason on the standard error, if there is no such command.
  static Optional<Peer> of(Path launcher) {
    Path file = launcher.toAbsolutePath();
    if (!Files.isExecutable(file)) {
      System.err.println("No command " + launcher + ": it is left out (see --launcher).");
      return Optional.empty();
    }
    return Optional.of(new CommandPeer(file));
  }

  @Override
  public String name() {
    return Peers.COMMAND;
  }

  @Override
  public boolean does(Workload workload) {
    return workload == Workload.Q;
  }

  @Override
  public String judge() {
    return Peers.BYTEDECO;
  }

  @Override
  public List<String> command(Task task, double seconds) {
    return List.of(launcher.toString(), "get", task.path() + "/data[1,1]");
  }

  /// The command prints the value alone.
  @Override
  public String reported(String line) {
    return "rep 0 0 " + Double.doubleToRawLongBits(Double.parseDouble(line));
  }
}
