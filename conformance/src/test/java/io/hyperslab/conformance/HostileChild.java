package io.hyperslab.conformance;

import com.sun.management.OperatingSystemMXBean;
import io.hyperslab.Hdf5File;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.testkit.Mutator;
import io.hyperslab.testkit.ReadEverything;
import io.hyperslab.testkit.Reading;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A process with little memory that reads hostile images one by one and prints, for each, how that
/// went. Whoever started it kills it when no answer comes.
final class HostileChild {
  /// How large a part of each dataset is read.
  private static final long MOST_BYTES = 1 << 20;

  private static final long LIMIT_MILLIS = 2_000;
  private static final long HANG_SECONDS = 15;
  private static final int FRAMES = 14;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Thread reader = Thread.currentThread();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private volatile long started = System.nanoTime();
  private long cpuAtStart;
  private @Nullable Path mutated;
  private @Nullable Mutator mutator;

  private HostileChild() {}

  /// Reads the images of a job.
  ///
  /// @param arguments the job's file, and the number of its first item
  public static void main(String[] arguments) throws IOException {
    HostileJob job = HostileJob.read(Path.of(arguments[0]));
    HostileChild child = new HostileChild();
    Thread.ofPlatform().daemon().start(child::watch);
    child.run(job, Integer.parseInt(arguments[1]));
  }

  private void run(HostileJob job, int first) {
    int index = 0;
    for (HostileJob.Entry entry : job.entries()) {
      for (int i = 0; i < entry.items(); i++, index++) {
        if (index >= first) {
          out.println(read(entry.item(i)).line());
        }
      }
    }
  }

  /// Ends the process when one image takes far too long, and tells where it is.
  private void watch() {
    while (System.nanoTime() - started < HANG_SECONDS * 1_000_000_000) {
      LockSupport.parkNanos(100_000_000);
    }
    String stack = frames(reader.getStackTrace());
    out.println(new HostileOutcome(HostileOutcome.Kind.HANG, HANG_SECONDS * 1_000, stack).line());
    Runtime.getRuntime().halt(1);
  }

  /// Reads one image. One that took too long gets a second try, since the machine may have been
  /// busy with something else.
  private HostileOutcome read(HostileItem item) {
    HostileOutcome outcome = readOnce(item);
    if (outcome.millis() > LIMIT_MILLIS) {
      HostileOutcome again = readOnce(item);
      outcome = again.millis() < outcome.millis() ? again : outcome;
    }
    return outcome.millis() > LIMIT_MILLIS && !outcome.isDefect()
        ? new HostileOutcome(HostileOutcome.Kind.SLOW, outcome.millis(), outcome.detail())
        : outcome;
  }

  // Whatever escapes is what the test looks for: stack overflow and lack of memory, too.
  @SuppressWarnings("CatchingUnchecked")
  private HostileOutcome readOnce(HostileItem item) {
    start();
    try {
      Optional<byte[]> image = image(item);
      start();
      Reading reading = image.isPresent() ? ofImage(image.get()) : ofFile(item.file());
      long millis = millis();
      return reading.refusals().isEmpty()
          ? new HostileOutcome(
              HostileOutcome.Kind.READ, millis, reading.values().size() + " values")
          : new HostileOutcome(
              HostileOutcome.Kind.REFUSED, millis, text(reading.refusals().getFirst()));
    } catch (Throwable e) {
      long millis = millis();
      return new HostileOutcome(HostileOutcome.Kind.DEFECT, millis, stack(e));
    }
  }

  private Optional<byte[]> image(HostileItem item) throws IOException {
    if (!item.isMutation()) {
      return Optional.empty();
    }
    if (mutator == null || !item.file().equals(mutated)) {
      mutator = new Mutator(Files.readAllBytes(item.file()));
      mutated = item.file();
    }
    return Optional.of(mutator.mutate(item.seed()));
  }

  private static Reading ofImage(byte[] image) throws IOException {
    return ReadEverything.of(image, MOST_BYTES);
  }

  /// By its path, so that other files that it refers to may be followed.
  private static Reading ofFile(Path path) throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      return ReadEverything.of(file, MOST_BYTES);
    } catch (Hdf5Exception e) {
      return new Reading(Map.of(), List.of(new Reading.Refusal("open", Optional.empty(), e)));
    }
  }

  private static String text(Reading.Refusal refusal) {
    return refusal.aspect() + " " + refusal.error().getClass().getSimpleName();
  }

  private void start() {
    cpuAtStart = system.getProcessCpuTime();
    started = System.nanoTime();
  }

  /// How long it took, not counting the time that other processes had the processor.
  private long millis() {
    long wall = System.nanoTime() - started;
    return Math.min(wall, system.getProcessCpuTime() - cpuAtStart) / 1_000_000;
  }

  private static String stack(Throwable e) {
    return e + frames(e.getStackTrace());
  }

  private static String frames(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .limit(FRAMES)
        .map(frame -> " < " + frame)
        .collect(Collectors.joining());
  }
}
