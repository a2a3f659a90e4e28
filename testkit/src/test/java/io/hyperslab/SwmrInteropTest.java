package io.hyperslab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// SWMR with libhdf5 on the other side: one program adds rows, another reads them meanwhile, and in
/// every second round the writer is killed.
@DisabledOnOs(OS.WINDOWS) // where processes are not killed like that
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SwmrInteropTest {
  private static final int ROUNDS = Integer.getInteger("hyperslab.swmr.rounds", 4);
  private static final Duration MOST_TIME = Duration.ofMinutes(2);

  /// How many flushes a writer survives that is to be killed, and for how long then.
  private static final int MOST_FLUSHES = 50;

  private static final int MOST_NANOSECONDS = 5_000_000;

  private static @Nullable H5pySwmr h5py;
  private static int killed;
  private static long polls;
  private static long rows;

  @TempDir static Path folder;

  static IntStream rounds() {
    return IntStream.range(0, ROUNDS);
  }

  @BeforeAll
  static void startH5py() throws IOException {
    Optional<String> missing = Oracles.missingH5py();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    h5py = new H5pySwmr();
  }

  @AfterAll
  static void report() throws IOException {
    if (h5py != null) {
      System.getLogger(SwmrInteropTest.class.getName())
          .log(
              System.Logger.Level.INFO,
              "libhdf5 {0}: twice {1} rounds, {2} writers killed; everything was read {3} times"
                  + " meanwhile, {4} rows at last",
              h5py.version(),
              ROUNDS,
              killed,
              polls,
              rows);
      h5py.close();
    }
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void libhdf5FollowsOurWriter(int round) throws Exception {
    Random random = new Random(round);
    Path file = folder.resolve("ours " + round + ".h5");
    H5pySwmr reader = h5py();
    if (isKilled(round)) {
      Process writer = start(ours(file, round), file);
      reader.follow(file);
      killLater(writer, file, random, () -> {});
    } else {
      writeHere(file, round, reader);
    }
    String seen = reader.stop();
    assertThat(seen).as(file.toString()).doesNotContain("wrong");
    polls += Long.parseLong(seen.substring(0, seen.indexOf(' ')));
    String last = seen.substring(seen.indexOf(' ') + 1);
    assertThat(text(check(file, OpenOptions.defaults().swmrRead()))).isEqualTo(last);
    makeClean(file, round, random);
    assertThat(text(check(file, OpenOptions.defaults()))).isEqualTo(last);
    assertThat(reader.look(file)).isEqualTo(last);
    rows += printed(file);
    Files.delete(file);
  }

  /// Writes in this process, which need not be killed.
  private static void writeHere(Path file, int round, H5pySwmr reader) throws Exception {
    try (PrintStream out = new PrintStream(output(file).toFile(), UTF_8)) {
      FutureTask<Boolean> writing =
          new FutureTask<>(() -> {
            SwmrWriter.write(file, round, out, InputStream.nullInputStream());
            return true;
          });
      Thread writer = Thread.ofPlatform().start(writing);
      while (printed(file) < 0 && writer.isAlive()) {
        Thread.sleep(1);
      }
      reader.follow(file);
      assertThat(writing.get(MOST_TIME.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void weFollowTheWriterOfLibhdf5(int round) throws Exception {
    Random random = new Random(round);
    Path file = folder.resolve("theirs " + round + ".h5");
    Process writer = start(H5pySwmr.writer(file, round), file);
    Map<SwmrRows, Long> last;
    try (Hdf5File reader = Hdf5File.open(file, OpenOptions.defaults().swmrRead())) {
      Follower follower = new Follower(reader);
      if (isKilled(round)) {
        killLater(writer, file, random, follower::look);
      } else {
        writer.getOutputStream().close();
        while (writer.isAlive()) {
          follower.look();
        }
        assertThat(writer.exitValue()).isZero();
      }
      last = follower.look();
      assertThat(follower.look()).isEqualTo(last);
    }
    requireBetween(last, printed(file));
    makeClean(file, round, random);
    assertThat(check(file, OpenOptions.defaults())).isEqualTo(last);
    assertThat(h5py().look(file)).isEqualTo(text(last));
    rows += printed(file);
    Files.delete(file);
  }

  private static H5pySwmr h5py() {
    return Optional.ofNullable(h5py).orElseThrow();
  }

  private static boolean isKilled(int round) {
    return round % 2 == 1;
  }

  private static ProcessBuilder ours(Path file, long seed) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        SwmrWriter.class.getName(),
        file.toString(),
        String.valueOf(seed));
  }

  private static Path output(Path file) {
    return file.resolveSibling(file.getFileName() + ".out");
  }

  /// Starts a writer, and waits until others may read its file.
  private static Process start(ProcessBuilder builder, Path file) throws Exception {
    Process writer =
        builder
            .redirectOutput(output(file).toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    while (printed(file) < 0 && writer.isAlive()) {
      Thread.sleep(1);
    }
    assertThat(printed(file)).as("said by the writer").isNotNegative();
    return writer;
  }

  /// Kills a writer after some flushes.
  ///
  /// @param meanwhile done again and again until then
  private static void killLater(Process writer, Path file, Random random, Runnable meanwhile)
      throws Exception {
    int flushes = random.nextInt(MOST_FLUSHES);
    while (writer.isAlive() && said(file).size() <= flushes) {
      meanwhile.run();
      Thread.sleep(1);
    }
    Thread.sleep(Duration.ofNanos(random.nextInt(MOST_NANOSECONDS)));
    assertThat(writer.isAlive()).as("writer of " + file).isTrue();
    writer.destroyForcibly();
    assertThat(writer.waitFor(MOST_TIME)).as("end of the writer of " + file).isTrue();
    killed++;
  }

  private static List<String> said(Path file) throws IOException {
    String text = Files.readString(output(file), UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /// How many rows a writer had flushed for sure; -1 if there is nothing to read yet.
  private static long printed(Path file) throws IOException {
    List<String> lines = said(file);
    if (lines.isEmpty()) {
      return -1;
    }
    return lines.getLast().equals("closed") ? SwmrRows.MOST_ROWS : Long.parseLong(lines.getLast());
  }

  private static void requireBetween(Map<SwmrRows, Long> seen, long printed) {
    assertThat(seen.values())
        .allSatisfy(count -> assertThat(count).isBetween(printed, printed + SwmrWriter.MOST_STEP));
  }

  /// Takes away the mark of a writer that was killed.
  private static void makeClean(Path file, int round, Random random) throws Exception {
    if (!isKilled(round)) {
      return;
    }
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Hdf5File.open(file))
        .satisfies(e -> assertThat(e.item()).isEqualTo("file consistency flags"));
    if (random.nextBoolean()) {
      assertThat(FileRecovery.recover(file).outcome()).isEqualTo(FileRecovery.Outcome.UNMARK);
    } else {
      OpenOptions options = OpenOptions.defaults().allowUnclean();
      try (Hdf5File opened = Hdf5File.openReadWrite(file, options)) {
        opened.root().attributes().set("seen", round);
      }
    }
    try (Hdf5File opened = Hdf5File.open(file)) {
      assertThat(FileCheck.of(opened).findings()).isEmpty();
    }
  }

  private static Map<SwmrRows, Long> check(Path file, OpenOptions options) throws IOException {
    try (Hdf5File opened = Hdf5File.open(file, options)) {
      Map<SwmrRows, Long> seen = new Follower(opened).look();
      requireBetween(seen, printed(file));
      return seen;
    }
  }

  private static String text(Map<SwmrRows, Long> seen) {
    return seen.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /// Reads all rows again and again, from the same handles.
  private static final class Follower {
    private final Map<SwmrRows, Dataset> datasets = new EnumMap<>(SwmrRows.class);
    private final Map<SwmrRows, Long> seen = new EnumMap<>(SwmrRows.class);

    Follower(Hdf5File file) {
      for (SwmrRows each : SwmrRows.values()) {
        if (file.find(each.name()).isPresent()) {
          datasets.put(each, file.dataset(each.name()));
          seen.put(each, 0L);
        }
      }
    }

    Map<SwmrRows, Long> look() {
      datasets.forEach((each, dataset) -> {
        dataset.refresh();
        long count = each.check(dataset);
        assertThat(count).as(each.name()).isGreaterThanOrEqualTo(seen.getOrDefault(each, 0L));
        seen.put(each, count);
      });
      polls++;
      return Map.copyOf(seen);
    }
  }
}
