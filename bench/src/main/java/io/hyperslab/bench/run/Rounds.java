package io.hyperslab.bench.run;

import io.hyperslab.bench.task.DataFile;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs workloads by peers, one peer after the other in each round, so that what slows the machine
/// down for a while slows all of them. Whatever a peer reads, or leaves in a file, is checked.
///
/// @param data where the files are
/// @param scale 1 for full sizes
/// @param seconds how long a process goes on when it is warm; 0 for one repetition
/// @param calm what is measured again
public record Rounds(Path data, double scale, double seconds, Calm calm) {
  private static final String PREPARATION = "io.hyperslab.bench.Preparation";
  private static final int COLD_STARTS = 10;

  /// Makes what a workload reads.
  public void prepare(Workload workload) throws IOException {
    List<String> command = JavaPeer.java(PREPARATION);
    command.addAll(List.of(workload.id(), Double.toString(scale), directory().toString()));
    Processes.lines(command);
  }

  /// All peers do a workload, in each of some rounds. Peers that cannot are left out.
  ///
  /// @param threads of the application
  /// @throws IOException if a process fails
  /// @throws IllegalStateException if a peer reads or leaves anything but what it must
  public List<Measurement> run(Workload workload, List<Peer> peers, int rounds, int threads)
      throws IOException {
    prepare(workload);
    long expected =
        Long.parseLong(Files.readString(directory().resolve(workload.id() + ".sum")).strip());
    List<Measurement> measurements = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (Peer peer : peers) {
        if (peer.does(workload)) {
          Task task = task(workload, peer, threads);
          Measurement.Output output = calm.of(() -> checked(peer, task, expected));
          measurements.add(Measurement.of(workload, peer.name(), scale, threads, round, output));
        }
      }
    }
    return measurements;
  }

  /// Deletes the file that a workload reads.
  public void delete(Workload workload) throws IOException {
    if (workload.file().isPresent()) {
      Files.deleteIfExists(directory().resolve(workload.file().get().fileName()));
    }
  }

  private Path directory() {
    return data.resolve("s" + scale);
  }

  private Task task(Workload workload, Peer peer, int threads) {
    Path written = directory().resolve(workload.id() + "-" + peer.name() + ".out.h5");
    Path source = workload.file().map(DataFile::fileName).map(directory()::resolve).orElse(written);
    Path path = workload.isWrite() ? written : source;
    return new Task(workload, path, workload.count(scale), source, threads);
  }

  private Measurement.Output checked(Peer peer, Task task, long expected) throws IOException {
    Measurement.Output output =
        task.workload() == Workload.Q ? coldStarts(peer, task) : output(peer, task, seconds);
    verify(peer, task, output, expected);
    return output;
  }

  private static Measurement.Output output(Peer peer, Task task, double seconds)
      throws IOException {
    long start = System.nanoTime();
    ProcessorTime before = ProcessorTime.now();
    List<Measurement.Repetition> repetitions = new ArrayList<>();
    int warmUp = 0;
    List<Double> touches = new ArrayList<>();
    long rss = 0;
    for (String printed : Processes.lines(peer.command(task, seconds))) {
      String line = peer.reported(printed);
      if (line.startsWith("rep ")) {
        repetitions.add(Measurement.Repetition.parse(line));
      } else if (line.equals("warm")) {
        warmUp = repetitions.size();
      } else if (line.startsWith("touch ")) {
        touches.add(Double.valueOf(line.split(" ", -1)[1]));
      } else if (line.startsWith("rss ")) {
        rss = Long.parseLong(line.substring(4));
      }
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    double stolen = ProcessorTime.now().stolenSince(before);
    return new Measurement.Output(repetitions, warmUp, touches, rss, elapsed, stolen);
  }

  /// Processes of one repetition each, timed from the outside.
  private static Measurement.Output coldStarts(Peer peer, Task task) throws IOException {
    List<Measurement.Repetition> repetitions = new ArrayList<>();
    double elapsed = 0;
    ProcessorTime before = ProcessorTime.now();
    for (int i = 0; i < COLD_STARTS; i++) {
      Measurement.Output output = output(peer, task, 0);
      long checksum = output.repetitions().getFirst().checksum();
      long wall = Math.round(output.elapsed() * 1e9);
      repetitions.add(new Measurement.Repetition(wall, 0, checksum, 0, -1));
      elapsed += output.elapsed();
    }
    double stolen = ProcessorTime.now().stolenSince(before);
    return new Measurement.Output(repetitions, 0, List.of(), 0, elapsed / COLD_STARTS, stolen);
  }

  private static void verify(Peer peer, Task task, Measurement.Output output, long expected)
      throws IOException {
    Workload workload = task.workload();
    if (!workload.isWrite()) {
      for (Measurement.Repetition each : output.repetitions()) {
        require(each.checksum(), expected, workload, peer, "read");
      }
      return;
    }
    for (String line : Processes.lines(JavaPeer.readBack(peer.judge(), task))) {
      long found = Measurement.Repetition.parse(line).checksum();
      require(found, expected, workload, peer, "left in the file");
    }
    Files.deleteIfExists(task.path());
  }

  private static void require(
      long found, long expected, Workload workload, Peer peer, String what) {
    if (found != expected) {
      throw new IllegalStateException(
          workload.id() + ": " + peer.name() + " " + what + " " + found + ", expected " + expected);
    }
  }
}
