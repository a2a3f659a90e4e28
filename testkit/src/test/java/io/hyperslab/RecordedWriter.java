package io.hyperslab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.Snapshot;
import io.hyperslab.internal.metadata.Transaction;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.AssertingStorage;
import io.hyperslab.testkit.ReadEverything;
import io.hyperslab.testkit.Reading;
import io.hyperslab.testkit.RecordingStorage;
import io.hyperslab.testkit.StorageChange;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A program that changes a file at random and commits now and then, in several sessions; the log
/// of all that it asked of the storage, and each committed state.
final class RecordedWriter {
  private static final int GUARD = 0x80;
  private static final int SESSIONS = 2;
  private static final int COMMITS = 7;
  private static final int MOST_STEPS = 14;

  /// Bytes of changes that a commit soon has more of.
  private static final long LITTLE_MEMORY = 2000;

  /// Bytes of a dataset that are compared: all, since they are small.
  private static final long MOST_BYTES = 1 << 20;

  /// Structures that are metadata and begin with a signature.
  private static final Set<String> STRUCTURES = Set.of("TREE", "SNOD", "HEAP", "OHDR", "FRHP");

  /// What a program starts with, and how it writes.
  ///
  /// @param low the release that writes so
  /// @param userBlock bytes before the superblock
  /// @param original the file that it opens; without bytes if it makes one
  /// @param durability of the commits
  /// @param seed of what it does
  /// @param thorough whether it begins with something of every kind
  /// @param spills whether changes soon take more memory than they may
  record Scenario(
      LibraryVersion low,
      int userBlock,
      byte[] original,
      Durability durability,
      long seed,
      boolean thorough,
      boolean spills) {
    @Override
    public String toString() {
      String start = original.length == 0 ? "made" : "of " + original.length + " bytes";
      String text =
          low + " file " + start + ", user block " + userBlock + ", " + durability + ", " + seed;
      return spills ? text + ", spilling" : text;
    }
  }

  /// A committed state and what is in it.
  ///
  /// @param bytes its bytes
  /// @param contents everything that can be read, by what it is
  record State(Snapshot bytes, Map<String, String> contents) {}

  private final Scenario scenario;
  private final Random random;
  private final List<StorageChange> log = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private GrowableMemoryStorage medium;
  private RecordingStorage recording;

  /// What must stay as it is; null before the first commit.
  private @Nullable Snapshot committed;

  private long writtenAhead;

  /// Whether the guard bit was seen since the last commit had returned.
  private boolean applying;

  RecordedWriter(Scenario scenario) throws IOException {
    this.scenario = scenario;
    this.random = new Random(scenario.seed());
    this.medium = WritableStorage.memory(initial());
    this.recording = new RecordingStorage(medium);
    if (scenario.original().length > 0) {
      states.add(new State(Snapshot.whole(0, initial()), contents(initial())));
    }
    for (int session = 0; session < SESSIONS; session++) {
      run(session);
      log.addAll(recording.log());
    }
  }

  /// What the storage held at first.
  byte[] initial() {
    byte[] original = scenario.original();
    return original.length > 0 ? original : new byte[scenario.userBlock()];
  }

  /// All changes of the storage.
  List<StorageChange> log() {
    return log;
  }

  /// The number of structures that were written before the commit that they belong to.
  long writtenAhead() {
    return writtenAhead;
  }

  /// All committed states, in order.
  List<State> states() {
    return states;
  }

  /// Everything that can be read in a file.
  static Map<String, String> contents(byte[] image) throws IOException {
    return contents(ReadEverything.of(image, MOST_BYTES));
  }

  /// What was read, of which nothing must have been refused but links to files that are not there.
  private static Map<String, String> contents(Reading reading) {
    assertThat(reading.refusals())
        .allMatch(refusal -> refusal.error() instanceof ExternalFileException);
    return reading.values();
  }

  private OpenOptions options() {
    OpenOptions options =
        OpenOptions.defaults()
            .durability(scenario.durability())
            .libraryVersions(scenario.low(), LibraryVersion.LATEST);
    return scenario.spills() ? options.changesInMemory(LITTLE_MEMORY) : options;
  }

  private CreateOptions createOptions() {
    CreateOptions options =
        CreateOptions.defaults().open(options()).userBlock(scenario.userBlock());
    return scenario.spills() ? options.changesInMemory(LITTLE_MEMORY) : options;
  }

  private void run(int session) throws IOException {
    byte[] start = medium.toBytes();
    medium = WritableStorage.memory(start);
    recording = new RecordingStorage(new AssertingStorage(medium, this::mayWrite));
    boolean isNew = states.isEmpty();
    Hdf5File file =
        isNew
            ? Hdf5File.create(recording, createOptions())
            : Hdf5File.openReadWrite(recording, options());
    // In a file that was opened, nothing is known to be free.
    committed = isNew ? null : Snapshot.whole(0, start);
    WriterWorkload workload =
        new WriterWorkload(file, scenario.low() == LibraryVersion.EARLIEST, random);
    if (session == 0 && scenario.thorough()) {
      workload.start();
    }
    for (int commit = 0; commit < COMMITS; commit++) {
      run(file, workload);
    }
    file.close();
    assertThat(states.getLast().bytes().matches(medium.toBytes())).isTrue();
  }

  private void run(Hdf5File file, WriterWorkload workload) throws IOException {
    int start = recording.moment();
    int steps = random.nextInt(1, MOST_STEPS);
    for (int i = 0; i < steps; i++) {
      workload.step();
    }
    if (random.nextInt(6) == 0) {
      file.rollback();
      if (!states.isEmpty()) {
        assertThat(contents(ReadEverything.of(file, MOST_BYTES)))
            .isEqualTo(states.getLast().contents());
        return;
      }
      workload.step();
    }
    Map<String, String> written = contents(ReadEverything.of(file, MOST_BYTES));
    writtenAhead += structuresSince(start);
    file.flush();
    commit(file, written);
  }

  /// The number of structures, raw data not counted, that were written since a moment.
  private long structuresSince(int moment) {
    List<StorageChange> log = recording.log();
    return log.subList(moment, log.size()).stream()
        .filter(change ->
            change instanceof StorageChange.Write write
                && write.bytes().length > 4
                && STRUCTURES.contains(new String(write.bytes(), 0, 4, ISO_8859_1)))
        .count();
  }

  private void commit(Hdf5File file, Map<String, String> written) throws IOException {
    byte[] bytes = medium.toBytes();
    Transaction transaction = file.edited("/", "look", FileEditor::transaction);
    assertThat((long) bytes.length).isEqualTo(scenario.userBlock() + transaction.endOfAddress());
    Snapshot snapshot = Snapshot.of(log.size() + recording.moment(), bytes, transaction);
    assertThat(contents(bytes)).isEqualTo(written);
    assertThat(contents(snapshot.scrambled())).as("nothing leads to free space").isEqualTo(written);
    applying = false;
    committed = snapshot;
    states.add(new State(snapshot, written));
  }

  /// Committed bytes change only once the guard bit is set, but for what sets it: a write of the
  /// superblock from that bit on.
  private boolean mayWrite(long position, long length) {
    Snapshot last = committed;
    if (last == null) {
      return true;
    }
    int version = scenario.userBlock() + 8;
    byte[] stored = new byte[1];
    long read = medium.read(version, MemorySegment.ofArray(stored));
    applying |= read == 1 && (stored[0] & GUARD) != 0;
    boolean guard = position == version && length < Superblock.MAXIMUM_SIZE;
    return applying || guard || last.leavesFree(position, length);
  }

  /// Whether bytes are a state, up to the end that they say the file has.
  boolean isState(State state, byte[] bytes, long end) {
    return end <= bytes.length && state.bytes().matches(Arrays.copyOf(bytes, Math.toIntExact(end)));
  }
}
