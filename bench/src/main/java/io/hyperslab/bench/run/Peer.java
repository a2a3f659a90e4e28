package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Workload;
import java.util.List;

/// Somebody who does workloads, each in a process of its own.
public interface Peer {
  /// A short name, the head of a column.
  String name();

  /// Whether it can do a workload, and whether that is worth a row.
  boolean does(Workload workload);

  /// The command that does one, and prints a line for each repetition.
  ///
  /// @param seconds for how long it goes on when it is warm; 0 for one repetition
  List<String> command(Task task, double seconds);

  /// A line of what it prints, as the others print it.
  default String reported(String line) {
    return line;
  }

  /// The library that reads what this one has written.
  String judge();
}
