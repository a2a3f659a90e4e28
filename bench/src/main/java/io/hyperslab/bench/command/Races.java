package io.hyperslab.bench.command;

import io.hyperslab.bench.run.Machine;
import io.hyperslab.bench.run.Median;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Runs every command by turns: HDF5's program, its stand-in, and the command of this project's
/// own.
public final class Races {
  private static final int QUICK_ROUNDS = 10;
  private static final double QUICK_SECONDS = 1;

  private final Path launcher;
  private final Path folder;
  private final double scale;
  private final int rounds;

  /// @param launcher this project's command, as it is delivered
  /// @param folder where files are kept
  /// @param scale 1 for full sizes
  /// @param rounds how often each runs; at least ten times where that takes little time
  public Races(Path launcher, Path folder, double scale, int rounds) {
    this.launcher = launcher.toAbsolutePath();
    this.folder = folder.resolve("commands-" + scale);
    this.scale = scale;
    this.rounds = rounds;
  }

  /// Who runs, and what.
  private record Runner(String name, List<String> command, List<Run> runs) {}

  /// Runs them.
  ///
  /// @return a document of what was measured
  /// @throws IOException if a command fails, or two that should do the same do not
  public String run() throws IOException {
    Files.createDirectories(folder);
    List<String> lines = new ArrayList<>();
    lines.add("# Commands against the programs of HDF5");
    lines.add("");
    lines.add(
        "Made by `bench` (`hyperslab-bench.jar commands`), not by hand. Wall time from outside, the"
            + " start of the process included; medians of runs by turns, files in the page cache."
            + " The ratio is HDF5's time over ours: above 1 we are faster. What both print, or the"
            + " files they make, was compared.");
    lines.add("");
    Machine.describe().forEach(line -> lines.add("* " + line));
    lines.add("* Sizes: " + scale + " of the names below");
    lines.add("");
    lines.add("| | who | s | CPU s | MiB | ratio |");
    lines.add("| --- | --- | ---: | ---: | ---: | ---: |");
    for (Race race : Race.ALL) {
      race.files().make(folder, scale);
      lines.addAll(rows(race));
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> rows(Race race) throws IOException {
    List<Runner> runners = new ArrayList<>();
    runners.add(runner(race.program(), race.argumentsOf("theirs"), List.of(race.program())));
    runners.add(
        runner(
            "hyperslab " + race.program(),
            race.argumentsOf("ours"),
            List.of(launcher.toString(), race.program())));
    if (!race.own().isEmpty()) {
      runners.add(
          runner("hyperslab " + race.own().getFirst(), race.own(), List.of(launcher.toString())));
    }
    int done = 0;
    do {
      Race.clear(folder);
      for (Runner runner : runners) {
        runner.runs().add(Run.of(runner.command(), folder));
      }
      compare(race, runners);
      done++;
    } while (done < rounds || isQuick(runners) && done < QUICK_ROUNDS);
    List<String> rows = new ArrayList<>();
    double theirs = median(runners.getFirst(), Run::seconds);
    for (Runner runner : runners) {
      double ratio = theirs / median(runner, Run::seconds);
      rows.add(
          String.format(
              Locale.ROOT,
              "| %s | `%s` | %.3f | %.3f | %.0f | %s |",
              rows.isEmpty() ? race.name() : "",
              runner.name(),
              median(runner, Run::seconds),
              median(runner, Run::cpuSeconds),
              median(runner, Run::peakMiB),
              rows.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", ratio)));
      System.out.println(rows.getLast());
    }
    return rows;
  }

  private static Runner runner(String name, List<String> arguments, List<String> program) {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    return new Runner(name, command, new ArrayList<>());
  }

  private static boolean isQuick(List<Runner> runners) {
    return runners.stream().allMatch(runner -> runner.runs().getFirst().seconds() < QUICK_SECONDS);
  }

  /// @throws IOException if the stand-in does not do what the program does
  private void compare(Race race, List<Runner> runners) throws IOException {
    String theirs = runners.getFirst().runs().getLast().output();
    String ours = runners.get(1).runs().getLast().output();
    if (race.sameOutput() && !theirs.equals(ours)) {
      throw new IOException("prints something else: " + runners.get(1).command());
    }
    if (!race.sameOutput()) {
      for (String made : List.of("out-ours.h5", "out-own.h5")) {
        Run.of(List.of("h5diff", "out-theirs.h5", made), folder);
      }
    }
  }

  private static double median(Runner runner, ToDoubleFunction<Run> fact) {
    return Median.of(runner.runs().stream().mapToDouble(fact).toArray());
  }
}
