package io.hyperslab.bench;

import io.hyperslab.bench.hyperslab.Hyperslab;
import io.hyperslab.bench.hyperslab.Variant;
import io.hyperslab.bench.jhdf.Jhdf;
import io.hyperslab.bench.libhdf5.Bytedeco;
import io.hyperslab.bench.task.Library;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The process that does one workload with one library on the JVM, and prints what the program in C
/// prints: a line for each repetition, `rep WALL CPU CHECKSUM` with times in nanoseconds, and at
/// the end `rss KIBIBYTES`, the greatest size of the process in memory.
public final class Child {
  private static final int LEAST_REPETITIONS = 2;
  private static final int MOST_REPETITIONS = 400;

  private Child() {}

  /// Does it.
  ///
  /// @param arguments library, workload, file, count, seconds, source, threads; or `back` and the
  ///   same to print the checksum of what a write has left
  public static void main(String[] arguments) throws IOException {
    boolean back = arguments[0].equals("back");
    String[] rest = back ? Stream.of(arguments).skip(1).toArray(String[]::new) : arguments;
    Task task =
        new Task(
            Workload.named(rest[1]),
            Path.of(rest[2]),
            Long.parseLong(rest[3]),
            Path.of(rest[5]),
            Integer.parseInt(rest[6]));
    Library library = library(rest[0]);
    if (back) {
      System.out.println("rep 0 0 " + library.readBack(task));
      return;
    }
    repeat(library.trial(task).orElseThrow(), Double.parseDouble(rest[4]));
    System.out.println("rss " + greatestSize());
  }

  /// The library of a peer.
  static Library library(String name) {
    return switch (name) {
      case "hyperslab", "one-cpu" -> new Hyperslab(Variant.DEFAULT);
      case "single" -> new Hyperslab(Variant.SINGLE);
      case "mapped" -> new Hyperslab(Variant.MAPPED);
      case "full" -> new Hyperslab(Variant.FULL);
      case "bytedeco" -> new Bytedeco();
      case "jhdf" -> new Jhdf();
      default -> throw new IllegalArgumentException("no library " + name);
    };
  }

  /// @param seconds 0 for one repetition
  private static void repeat(Trial trial, double seconds) throws IOException {
    int least = seconds == 0 ? 1 : LEAST_REPETITIONS;
    CpuClock clock = new CpuClock();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (int i = 0; i < MOST_REPETITIONS; i++) {
      if (i >= least && System.nanoTime() > end) {
        break;
      }
      trial.prepare();
      long cpu = clock.now();
      long wall = System.nanoTime();
      trial.run();
      wall = System.nanoTime() - wall;
      cpu = clock.now() - cpu;
      System.out.println(String.format(Locale.ROOT, "rep %d %d %d", wall, cpu, trial.checksum()));
    }
  }

  private static String greatestSize() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .map(line -> line.replaceAll("\\D", ""))
          .findFirst()
          .orElse("0");
    }
  }
}
