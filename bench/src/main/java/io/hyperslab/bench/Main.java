package io.hyperslab.bench;

import io.hyperslab.bench.command.Races;
import io.hyperslab.bench.kernel.KernelRun;
import io.hyperslab.bench.kernel.KernelTable;
import io.hyperslab.bench.run.Calm;
import io.hyperslab.bench.run.Machine;
import io.hyperslab.bench.run.Measurement;
import io.hyperslab.bench.run.Peer;
import io.hyperslab.bench.run.Peers;
import io.hyperslab.bench.run.Report;
import io.hyperslab.bench.run.Results;
import io.hyperslab.bench.run.Rounds;
import io.hyperslab.bench.run.Summary;
import io.hyperslab.bench.run.Table;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// Measures this project and others: `java -jar hyperslab-bench.jar [run|growth|threads|
/// kernels|commands|prepare|report] [WORKLOAD...] [OPTION...]`. Without arguments everything is
/// measured, and the document is made. The README of the module has the options.
public final class Main {
  private Main() {}

  /// Does it.
  public static void main(String[] arguments) throws IOException {
    Options options = Options.parse(arguments);
    switch (options.command()) {
      case "prepare" -> prepare(options);
      case "report" -> report(options);
      case "kernels" -> KernelRun.measure(options.results());
      case "commands" -> commands(options);
      default -> measure(options);
    }
  }

  private static Rounds rounds(Options options, double scale) {
    return new Rounds(options.data(), scale, options.seconds(), new Calm(options.mostStolen()));
  }

  private static void prepare(Options options) throws IOException {
    for (double scale : options.scales()) {
      for (Workload workload : options.workloads()) {
        rounds(options, workload.atMost(scale)).prepare(workload);
      }
    }
  }

  private static void measure(Options options) throws IOException {
    List<Peer> peers = Peers.of(options.peers(), options.data().resolve("c"), options.launcher());
    Results results = new Results(options.results());
    for (double scale : options.scales()) {
      List<Workload> left = new ArrayList<>(options.workloads());
      for (Workload workload : options.workloads()) {
        left.remove(workload);
        double most = workload.atMost(scale);
        if (most < scale) {
          System.out.println(workload.id() + ": too large at scale " + scale + ", at most " + most);
        }
        if (!isThere(options, results, workload, most)) {
          results.add(measured(options, peers, workload, most));
        }
        if (options.delete() && left.stream().noneMatch(other -> isSame(other, workload, scale))) {
          rounds(options, most).delete(workload);
        }
      }
    }
    boolean everything = options.workloads().size() == Workload.values().length;
    if (options.command().equals("run") && everything) {
      report(options);
    }
  }

  /// `growth` leaves out what is among the results, so that it adds to a run, and can be
  /// interrupted.
  private static boolean isThere(Options options, Results results, Workload workload, double scale)
      throws IOException {
    if (!options.command().equals("growth")) {
      return false;
    }
    List<Measurement> all = results.read();
    return options.peers().stream()
        .allMatch(peer -> Summary.of(all, workload, peer, scale, 1).isPresent());
  }

  /// Whether both read the same file.
  private static boolean isSame(Workload one, Workload other, double scale) {
    return one.file().equals(other.file()) && one.atMost(scale) == other.atMost(scale);
  }

  private static List<Measurement> measured(
      Options options, List<Peer> peers, Workload workload, double scale) throws IOException {
    List<Measurement> measured = new ArrayList<>();
    for (int threads : options.threads()) {
      measured.addAll(rounds(options, scale).run(workload, peers, options.rounds(), threads));
    }
    System.out.print(Table.of(workload, measured));
    return measured;
  }

  private static void commands(Options options) throws IOException {
    double scale = options.scales().getFirst();
    Races races = new Races(options.launcher(), options.data(), scale, options.rounds());
    Files.writeString(options.output(), races.run());
  }

  private static void report(Options options) throws IOException {
    List<Measurement> all = new Results(options.results()).read();
    Files.writeString(
        options.output(),
        Report.of(all, Machine.describe()) + KernelTable.section(options.results()));
  }
}
