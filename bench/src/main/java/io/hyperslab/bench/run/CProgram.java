package io.hyperslab.bench.run;

import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program in C, on the libhdf5 of the system.
///
/// @param executable the program
/// @param tuned with a chunk cache of 512 MiB, a sieve buffer of 4 KiB, and the latest format when
///   writing, instead of libhdf5's defaults
public record CProgram(Path executable, boolean tuned) implements Peer {
  @Override
  public String name() {
    return tuned ? "c-tuned" : "c";
  }

  @Override
  public boolean does(Workload workload) {
    return true;
  }

  @Override
  public String judge() {
    return Peers.HYPERSLAB;
  }

  @Override
  public List<String> command(Task task, double seconds) {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.add(task.workload().id());
    command.add(task.path().toString());
    command.add(Long.toString(task.count()));
    command.add(Double.toString(seconds));
    command.add(tuned ? "tuned" : "plain");
    command.add(task.source().toString());
    return command;
  }
}
