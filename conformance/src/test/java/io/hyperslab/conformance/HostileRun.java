package io.hyperslab.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Has images read in processes of 256 MiB, and survives whatever happens there.
final class HostileRun {
  /// Longer than a process takes to notice that it hangs.
  private static final long HANG_SECONDS = 30;

  private static final List<String> JVM =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  private final Path scratch;
  private final int processes;

  /// @param scratch a directory for this run's files
  /// @param processes how many run at a time
  HostileRun(Path scratch, int processes) {
    this.scratch = scratch;
    this.processes = processes;
  }

  /// A defect found.
  record Defect(HostileItem item, HostileOutcome outcome) {
    @Override
    public String toString() {
      return outcome.kind() + " in " + outcome.millis() + " ms: " + item + ": " + outcome.detail();
    }
  }

  /// What came out.
  ///
  /// @param counts how many images ended how
  /// @param slowest the longest time one took, in milliseconds
  /// @param defects those that may not be
  record Result(Map<HostileOutcome.Kind, Long> counts, long slowest, List<Defect> defects) {
    long total() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
      return total() + " images: " + counts + ", slowest " + slowest + " ms";
    }
  }

  Result run(HostileJob job) throws IOException, InterruptedException {
    Result result = new Result(new EnumMap<>(HostileOutcome.Kind.class), 0, new ArrayList<>());
    try (ExecutorService threads = Executors.newFixedThreadPool(processes)) {
      List<Future<Result>> parts = new ArrayList<>();
      for (HostileJob share : job.split(processes)) {
        parts.add(threads.submit(() -> new Share(share).run()));
      }
      for (Future<Result> part : parts) {
        result = sum(result, part.get());
      }
      return result;
    } catch (ExecutionException e) {
      throw new IOException("a process could not be run", e.getCause());
    }
  }

  private static Result sum(Result left, Result right) {
    right.counts().forEach((kind, count) -> left.counts().merge(kind, count, Long::sum));
    left.defects().addAll(right.defects());
    return new Result(left.counts(), Math.max(left.slowest(), right.slowest()), left.defects());
  }

  /// What one process after the other works off.
  private final class Share {
    private final HostileJob job;
    private final Map<HostileOutcome.Kind, Long> counts = new EnumMap<>(HostileOutcome.Kind.class);
    private final List<Defect> defects = new ArrayList<>();
    private long slowest;
    private int done;

    Share(HostileJob job) {
      this.job = job;
    }

    Result run() throws IOException, InterruptedException {
      Path list = Files.createTempFile(scratch, "job", ".txt");
      job.write(list);
      while (done < job.items()) {
        child(list);
      }
      return new Result(counts, slowest, defects);
    }

    private void child(Path list) throws IOException, InterruptedException {
      Path errors = Files.createTempFile(scratch, "child", ".log");
      Process process = start(list, errors);
      AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
      Thread watchdog = Thread.ofPlatform().daemon().start(() -> watch(process, lastAnswer));
      boolean toldOfHanging = false;
      try (BufferedReader answers = process.inputReader()) {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
          lastAnswer.set(System.nanoTime());
          HostileOutcome outcome = HostileOutcome.parse(line);
          note(outcome);
          toldOfHanging = outcome.kind() == HostileOutcome.Kind.HANG;
        }
      }
      int status = process.waitFor();
      watchdog.join();
      if (done < job.items() && !toldOfHanging) {
        long millis = (System.nanoTime() - lastAnswer.get()) / 1_000_000;
        boolean hung = millis / 1_000 >= HANG_SECONDS;
        note(
            new HostileOutcome(
                hung ? HostileOutcome.Kind.HANG : HostileOutcome.Kind.CRASH,
                millis,
                "exit status " + status + " " + Files.readString(errors)));
      }
    }

    private Process start(Path list, Path errors) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(JVM);
      command.add("-cp");
      command.add(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      command.add(HostileChild.class.getName());
      command.add(list.toString());
      command.add(String.valueOf(done));
      return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    private void watch(Process process, AtomicLong lastAnswer) {
      try {
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
          long silent = System.nanoTime() - lastAnswer.get();
          if (silent > TimeUnit.SECONDS.toNanos(HANG_SECONDS)) {
            process.destroyForcibly();
          }
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }

    private void note(HostileOutcome outcome) {
      counts.merge(outcome.kind(), 1L, Long::sum);
      slowest = Math.max(slowest, outcome.millis());
      if (outcome.isDefect()) {
        defects.add(new Defect(job.item(done), outcome));
      }
      done++;
    }
  }
}
