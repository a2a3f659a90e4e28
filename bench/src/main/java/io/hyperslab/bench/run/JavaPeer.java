package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Workload;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A library on the JVM, with the JVM's own defaults; options that the harness itself was started
/// with are passed on.
///
/// @param name that of the library
/// @param workloads what it does
/// @param prefix what comes before the command, such as `taskset`
/// @param judge the library that reads what this one has written
public record JavaPeer(String name, Set<Workload> workloads, List<String> prefix, String judge)
    implements Peer {
  private static final String CHILD = "io.hyperslab.bench.Child";
  private static final String COLD_START = "io.hyperslab.bench.ColdStart";

  /// Copies the collections.
  public JavaPeer {
    workloads = Set.copyOf(workloads);
    prefix = List.copyOf(prefix);
  }

  @Override
  public boolean does(Workload workload) {
    return workloads.contains(workload);
  }

  @Override
  public List<String> command(Task task, double seconds) {
    List<String> command = new ArrayList<>(prefix);
    if (task.workload() == Workload.Q && judge.equals(Peers.BYTEDECO)) {
      command.addAll(java(COLD_START));
      command.add(task.path().toString());
    } else {
      command.addAll(java(CHILD));
      command.add(name);
      command.addAll(arguments(task, seconds));
    }
    return command;
  }

  /// The command that reads back what another peer has written.
  static List<String> readBack(String library, Task task) {
    List<String> command = java(CHILD);
    command.add("back");
    command.add(library);
    command.addAll(arguments(task, 0));
    return command;
  }

  private static List<String> arguments(Task task, double seconds) {
    return List.of(
        task.workload().id(),
        task.path().toString(),
        Long.toString(task.count()),
        Double.toString(seconds),
        task.source().toString(),
        Integer.toString(task.threads()));
  }

  /// The beginning of a command that runs a class of this program.
  static List<String> java(String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X"))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    return command;
  }
}
