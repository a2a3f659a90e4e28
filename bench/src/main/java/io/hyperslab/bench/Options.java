package io.hyperslab.bench;

import io.hyperslab.bench.run.Peers;
import io.hyperslab.bench.task.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The command line.
///
/// @param command `run`, `growth`, `threads`, `kernels`, `commands`, `prepare` or `report`
/// @param workloads all, unless some are named
/// @param scales 1 for full sizes
/// @param rounds how often each peer does each workload, in a process of its own
/// @param seconds how long each process goes on when it is warm
/// @param threads of the application
/// @param peers their names
/// @param data where files are kept
/// @param results the file that measurements are added to
/// @param output the document that is made of them
/// @param launcher this project's command, for `commands` and the cold start
/// @param mostStolen the part of the processors' time that a host may give to others before a
///   process is run again, 0 to 1
/// @param delete whether files are deleted when nothing is left that reads them
record Options(
    String command,
    List<Workload> workloads,
    List<Double> scales,
    int rounds,
    double seconds,
    List<Integer> threads,
    List<String> peers,
    Path data,
    Path results,
    Path output,
    Path launcher,
    double mostStolen,
    boolean delete) {
  private static final List<String> COMMANDS =
      List.of("run", "growth", "threads", "kernels", "commands", "prepare", "report");

  static Options parse(String... arguments) {
    Collected collected = new Collected();
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      collected.take(rest.next(), rest);
    }
    return collected.options();
  }

  /// Options as they are collected; they begin with what holds if nothing is said.
  private static final class Collected {
    private String command = "run";
    private final List<Workload> workloads = new ArrayList<>();
    private List<Workload> all = List.of(Workload.values());
    private List<Double> scales = List.of(1.0);
    private int rounds = 3;
    private double seconds = 4;
    private List<Integer> threads = List.of(1);
    private List<String> peers = Peers.USUAL;
    private Path data = Path.of(System.getProperty("java.io.tmpdir"), "hyperslab-bench");
    private Path results = Path.of("bench-results.jsonl");
    private Path output = Path.of("docs", "PERFORMANCE.md");
    private Path launcher = Path.of("hyperslab");
    private double mostStolen = 1;
    private boolean delete;

    private void take(String argument, Iterator<String> rest) {
      switch (argument) {
        case "--scale" -> scales = list(rest).map(Double::valueOf).toList();
        case "--rounds" -> rounds = Integer.parseInt(rest.next());
        case "--seconds" -> seconds = Double.parseDouble(rest.next());
        case "--threads" -> threads = list(rest).map(Integer::valueOf).toList();
        case "--peers" -> peers = list(rest).toList();
        case "--data" -> data = Path.of(rest.next());
        case "--results" -> results = Path.of(rest.next());
        case "--launcher" -> launcher = Path.of(rest.next());
        case "--stolen" -> mostStolen = Double.parseDouble(rest.next()) / 100;
        case "--delete" -> delete = true;
        case "--output" -> output = Path.of(rest.next());
        default -> word(argument);
      }
    }

    private static Stream<String> list(Iterator<String> rest) {
      return Stream.of(rest.next().split(","));
    }

    private void word(String argument) {
      if (!COMMANDS.contains(argument)) {
        workloads.add(Workload.named(argument));
        return;
      }
      command = argument;
      switch (command) {
        case "growth" -> {
          scales = List.of(0.1, 1.0, 10.0);
          rounds = 1;
          seconds = 2;
          peers = List.of(Peers.C, Peers.HYPERSLAB);
        }
        case "threads" -> {
          threads = List.of(1, 2);
          peers = List.of(Peers.ONE_CPU, "single", Peers.HYPERSLAB);
          all = List.copyOf(Workload.SHARED);
        }
        case "commands" -> output = Path.of("docs", "COMMAND_SPEED.md");
        default -> {}
      }
    }

    private Options options() {
      return new Options(
          command,
          workloads.isEmpty() ? all : List.copyOf(workloads),
          scales,
          rounds,
          seconds,
          threads,
          peers,
          data,
          results,
          output,
          launcher,
          mostStolen,
          delete);
    }
  }
}
