package io.hyperslab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.storage.Durability;
import io.hyperslab.testkit.Oracles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Programs that write files are killed at random moments. No commit that had returned is lost, and
/// nothing else is there; to libhdf5, too, unless it refuses the file because a commit was going
/// on.
@DisabledOnOs(OS.WINDOWS) // where processes are not killed like that
class KillTest {
  private static final int TRIALS = Integer.getInteger("hyperslab.kill.trials", 12);

  /// Of so many programs one forces the medium. It shares no factor with the number of programs or
  /// releases, so that each of them does.
  private static final int FULL = 5;

  private static final Duration MOST_TIME = Duration.ofMinutes(2);

  /// How long a program goes on after its first commit.
  private static final int MOST_MILLISECONDS =
      Integer.getInteger("hyperslab.kill.milliseconds", 150);

  private static final List<String> RELEASES = List.of("EARLIEST", "V18", "V110");

  /// What has become of the files of programs with one durability.
  private static final class Tally {
    private int killed;
    private long commits;
    private int direct;
    private int refused;
  }

  private static final Map<Durability, Tally> tallies = new EnumMap<>(Durability.class);
  private static @Nullable H5pyCheck h5py;

  @TempDir static Path folder;

  static IntStream trials() {
    return IntStream.range(0, TRIALS);
  }

  @BeforeAll
  static void startH5py() throws IOException {
    Optional<String> missing = Oracles.missingH5py();
    if (missing.isEmpty()) {
      h5py = new H5pyCheck();
    } else {
      System.getLogger(KillTest.class.getName())
          .log(System.Logger.Level.WARNING, "nothing is opened with libhdf5: {0}", missing.get());
    }
  }

  @AfterAll
  static void report() throws IOException {
    if (h5py != null) {
      h5py.close();
    }
    String version = h5py == null ? "" : h5py.version();
    tallies.forEach((durability, tally) ->
        System.getLogger(KillTest.class.getName())
            .log(
                System.Logger.Level.INFO,
                "{0}: {1} programs killed after {2} commits; libhdf5 {3} read {4} of the files,"
                    + " refused {5}",
                durability,
                tally.killed,
                tally.commits,
                version,
                tally.direct,
                tally.refused));
  }

  private static Process start(
      KilledProgram program, String release, Durability durability, String name)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            KilledProgram.class.getName(),
            program.name(),
            release,
            durability.name(),
            folder.resolve(name + ".h5").toString())
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void noCommitIsLostWhenAProgramIsKilled(int trial) throws Exception {
    SplittableRandom random = new SplittableRandom(trial);
    List<KilledProgram> programs = List.of(KilledProgram.values());
    KilledProgram program = programs.get(trial % programs.size());
    String release = RELEASES.get(trial / programs.size() % RELEASES.size());
    Durability durability = trial % FULL == FULL - 1 ? Durability.FULL : Durability.PROCESS;
    String name = program + " " + release + " " + durability + " " + trial;
    long printed = runAndKill(start(program, release, durability, name), name, random);
    Tally tally = tallies.computeIfAbsent(durability, _ -> new Tally());
    tally.commits += printed;
    tally.killed++;
    Path file = folder.resolve(name + ".h5");
    long before = h5py == null ? -1 : askLibhdf5(h5py, program, file, printed, tally);
    long found;
    try (Hdf5File seen = Hdf5File.open(file)) {
      found = KilledProgram.number(seen.root(), KilledProgram.COMMIT);
      program.check(seen, found);
    }
    assertThat(found).as(name).isBetween(printed, printed + 1);
    assertThat(before).as(name).isIn(-1L, found);
    try (Hdf5File recovered = Hdf5File.openReadWrite(file)) {
      assertThat(KilledProgram.number(recovered.root(), KilledProgram.COMMIT)).isEqualTo(found);
      program.check(recovered, found);
    }
    if (h5py != null) {
      assertThat(h5py.ask(program, file)).as(name).isEqualTo(String.valueOf(found));
    }
    Files.delete(file);
  }

  /// @return the number of the last commit that the program said was complete
  private static long runAndKill(Process program, String name, SplittableRandom random)
      throws Exception {
    Path output = folder.resolve(name + ".out");
    long end = System.nanoTime() + MOST_TIME.toNanos();
    while (Files.size(output) == 0 && program.isAlive() && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    Thread.sleep(random.nextInt(MOST_MILLISECONDS), random.nextInt(1_000_000));
    assertThat(program.isAlive()).as(name).isTrue();
    program.destroyForcibly();
    assertThat(program.waitFor(MOST_TIME)).as(name).isTrue();
    String text = Files.readString(output, UTF_8);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    return Long.parseLong(lines.getLast());
  }

  /// Asks what is in the file as it was left.
  ///
  /// @return the number of the commit, or -1 if the file is refused
  private static long askLibhdf5(
      H5pyCheck h5py, KilledProgram program, Path file, long printed, Tally tally)
      throws IOException {
    byte[] left = Files.readAllBytes(file);
    String answer = h5py.ask(program, file);
    if (answer.equals(H5pyCheck.REFUSED)) {
      assertThat(left[8] & 0x80).as("guard bit").isNotZero();
      tally.refused++;
      return -1;
    }
    tally.direct++;
    assertThat(answer).as(file.toString()).isIn("" + printed, "" + (printed + 1));
    return Long.parseLong(answer);
  }
}
