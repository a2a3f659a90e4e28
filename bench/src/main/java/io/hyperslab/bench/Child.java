package io.hyperslab.bench;

import io.hyperslab.bench.hyperslab.Hyperslab;
import io.hyperslab.bench.hyperslab.Variant;
import io.hyperslab.bench.jhdf.Jhdf;
import io.hyperslab.bench.libhdf5.Bytedeco;
import io.hyperslab.bench.task.Library;
import io.hyperslab.bench.task.Shapes;
import io.hyperslab.bench.task.Task;
import io.hyperslab.bench.task.Trial;
import io.hyperslab.bench.task.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The process that does one workload with one library on the JVM, and prints what the program in C
/// prints: a line for each repetition, `rep WALL CPU CHECKSUM FAULTS ALLOCATED` with times in
/// nanoseconds, page faults, and the bytes allocated in the heap; `warm` behind those after which
/// the JVM was warm, and the ones that count begin; where fresh memory is part of the work, `touch
/// WALL FAULTS` for an array of that size alone; and at the end `rss KIBIBYTES`, the greatest size
/// of the process in memory.
public final class Child {
  private static final int LEAST_REPETITIONS = 2;
  private static final int MOST_REPETITIONS = 400;
  private static final int TOUCHES = 3;

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
    Trial trial = library.trial(task).orElseThrow();
    repeat(trial, Double.parseDouble(rest[4]));
    System.out.println("rss " + Meter.greatestSize());
    if (task.hasFreshMemory()) {
      trial.forget();
      for (int i = 0; i < TOUCHES; i++) {
        System.out.println(Meter.touch(task.items() * Shapes.COLUMNS));
      }
    }
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

  /// @param seconds for how long, once the JVM is warm; 0 for one repetition
  private static void repeat(Trial trial, double seconds) throws IOException {
    Meter meter = new Meter();
    if (seconds == 0) {
      repeat(trial, meter);
      return;
    }
    WarmUp warmUp = new WarmUp(seconds);
    do {
      repeat(trial, meter);
    } while (!warmUp.isOver());
    System.out.println("warm");
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (int i = 0; i < MOST_REPETITIONS; i++) {
      if (i >= LEAST_REPETITIONS && System.nanoTime() > end) {
        break;
      }
      repeat(trial, meter);
    }
  }

  private static void repeat(Trial trial, Meter meter) throws IOException {
    trial.prepare();
    System.out.println(meter.repetition(trial));
  }
}
