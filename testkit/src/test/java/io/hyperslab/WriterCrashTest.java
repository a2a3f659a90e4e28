package io.hyperslab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.ChecksummedExtents;
import io.hyperslab.testkit.CrashState;
import io.hyperslab.testkit.CrashStates;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a crash leaves of a file that is written is its last commit or, if one was going on,
/// that one: to our reader, with and without recovery, and to the last byte.
class WriterCrashTest {
  private static final long SEEDS = Long.getLong("hyperslab.crash.seeds", 1);
  private static final int GUARD = 0x80;
  private static final int OLD_ALIGNMENT = 8;

  /// One in so many states is read.
  private static final int SAMPLE = Integer.getInteger("hyperslab.crash.sample", 97);

  /// All structures that begin with a signature and that the writer makes.
  private static final Set<String> STRUCTURES =
      Set.of(
          "TREE", "SNOD", "HEAP", "GCOL", "OHDR", "OCHK", "FRHP", "FHDB", "FHIB", "BTHD", "BTLF",
          "BTIN", "FAHD", "FADB", "EAHD", "EAIB", "EASB", "EADB");

  private static final Set<String> OLD_STRUCTURES = Set.of("TREE", "SNOD", "HEAP", "GCOL");

  private static final Set<String> written = new TreeSet<>();
  private static long enumerated;
  private static long guarded;
  private static long withoutJournal;
  private static long readOpen;
  private static long writtenAhead;

  @TempDir static Path folder;

  static List<RecordedWriter.Scenario> scenarios() throws IOException {
    List<RecordedWriter.Scenario> scenarios = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Durability durability : List.of(Durability.PROCESS, Durability.FULL)) {
        add(scenarios, LibraryVersion.EARLIEST, 0, durability, seed);
        add(scenarios, LibraryVersion.V18, 512, durability, seed);
        add(scenarios, LibraryVersion.LATEST, 0, durability, seed);
      }
    }
    return scenarios;
  }

  private static void add(
      List<RecordedWriter.Scenario> scenarios,
      LibraryVersion low,
      int userBlock,
      Durability durability,
      long seed)
      throws IOException {
    byte[] nothing = new byte[0];
    byte[] theirs = fileOfLibhdf5(low, userBlock);
    boolean thorough = seed == 0 && durability == Durability.PROCESS;
    scenarios.add(
        new RecordedWriter.Scenario(
            low, userBlock, nothing, durability, seed, thorough, !thorough));
    scenarios.add(
        new RecordedWriter.Scenario(
            low, userBlock, theirs, durability, seed + 1000, false, thorough));
  }

  private static byte[] fileOfLibhdf5(LibraryVersion low, int userBlock) throws IOException {
    Path path = folder.resolve(low + ".h5");
    Libhdf5.Dialect dialect =
        switch (low) {
          case EARLIEST -> Libhdf5.Dialect.EARLIEST;
          case V18 -> Libhdf5.Dialect.V18;
          default -> Libhdf5.Dialect.V112;
        };
    try (Libhdf5File file = Libhdf5.create(path, dialect, userBlock, false)) {
      file.group("/group").softLink("/soft", "/group").hardLink("/hard", "/group");
    }
    return Files.readAllBytes(path);
  }

  @AfterAll
  static void somethingWasEnumerated() {
    System.getLogger(WriterCrashTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} states, {1} guarded ({2} without a journal), {3} read",
            enumerated,
            guarded,
            withoutJournal,
            readOpen);
    assertThat(written).containsAll(STRUCTURES);
    assertThat(enumerated).isGreaterThan(10_000 * SEEDS);
    assertThat(guarded).isGreaterThan(1_000 * SEEDS);
    assertThat(readOpen).isGreaterThan(100 * SEEDS);
    assertThat(writtenAhead).isGreaterThan(100 * SEEDS);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aCrashLosesNothingThatWasCommitted(RecordedWriter.Scenario scenario) throws IOException {
    RecordedWriter writer = new RecordedWriter(scenario);
    if (scenario.spills()) {
      writtenAhead += writer.writtenAhead();
    } else {
      assertThat(writer.writtenAhead()).as("structures before their commit").isZero();
    }
    writer.states().forEach(state -> noteStructures(state.bytes().scrambled()));
    CrashStates crashes = new CrashStates(writer.initial(), writer.log());
    enumerated += crashes.visitKills(state -> check(scenario, writer, state));
    if (scenario.durability() == Durability.FULL) {
      enumerated +=
          crashes.visitPowerLosses(scenario.seed(), 1, state -> check(scenario, writer, state));
    }
  }

  /// Notes what a committed file is made of: structures with checksums that are right, and old
  /// ones, which have none, by signature and version at a multiple of eight.
  private static void noteStructures(byte[] committed) {
    ChecksummedExtents.of(committed).forEach(extent -> written.add(extent.structure()));
    for (int at = 0; at + OLD_ALIGNMENT <= committed.length; at += OLD_ALIGNMENT) {
      String signature = new String(committed, at, 4, ISO_8859_1);
      if (OLD_STRUCTURES.contains(signature) && committed[at + 4] <= 1) {
        written.add(signature);
      }
    }
  }

  private static void check(
      RecordedWriter.Scenario scenario, RecordedWriter writer, CrashState state)
      throws IOException {
    List<RecordedWriter.State> all = writer.states();
    int committed =
        (int) all.stream().filter(each -> each.bytes().moment() <= state.moment()).count();
    GrowableMemoryStorage medium = WritableStorage.memory(state.image());
    int[] checks = {0};
    Located located;
    try {
      located = Recovery.complete(medium, Limits.defaults(), file -> checks[0]++);
    } catch (MalformedFileException e) {
      // Before its first commit there is no file.
      assertThat(committed).as(state.description()).isZero();
      return;
    }
    long end = located.superblock().endOfFileAddress();
    byte[] recovered = medium.toBytes();
    List<RecordedWriter.State> found =
        all.subList(Math.max(0, committed - 1), Math.min(all.size(), committed + 1)).stream()
            .filter(each -> writer.isState(each, recovered, end))
            .toList();
    assertThat(found).as(state.description()).isNotEmpty();
    if ((state.image()[scenario.userBlock() + 8] & GUARD) == 0) {
      assertThat(recovered).as("a sound file is left alone").isEqualTo(state.image());
    } else {
      guarded++;
      withoutJournal += checks[0];
    }
    if ((state.moment() + state.description().length()) % SAMPLE == 0 || checks[0] > 0) {
      read(state, found.getLast());
    }
  }

  /// Opens a file as users do.
  private static void read(CrashState state, RecordedWriter.State expected) throws IOException {
    readOpen++;
    // Who only reads recovers nothing.
    assertThat(RecordedWriter.contents(state.image()))
        .as(state.description())
        .isEqualTo(expected.contents());
    GrowableMemoryStorage medium = WritableStorage.memory(state.image());
    try (Hdf5File file = Hdf5File.openReadWrite(medium, OpenOptions.defaults())) {
      file.createGroup("after the crash");
    }
    try (Hdf5File file = Hdf5File.open(medium.toBytes())) {
      assertThat(file.root().names()).contains("after the crash");
    }
  }
}
