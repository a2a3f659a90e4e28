package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.CrashState;
import io.hyperslab.testkit.CrashStates;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.RecordingStorage;
import io.hyperslab.testkit.StorageChange;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whenever a SWMR writer dies, and at whatever moment another program looks at its file, there is
/// the state of one flush or of the next.
class SwmrStatesTest {
  /// How many rows there are after each flush: blocks of all kinds come to be and are changed.
  private static final int[] STEPS = {1, 2, 5, 17, 18, 70, 71, 270, 271};

  /// Where it is in a superblock of version 3.
  private static final int END_OF_FILE_ADDRESS = 28;

  @TempDir Path folder;

  /// A run of a writer.
  ///
  /// @param initial the file when others may read it
  /// @param log what was done to it since
  /// @param rows after each flush, by the moment in the log
  private record Run(byte[] initial, List<StorageChange> log, NavigableMap<Integer, Integer> rows) {
    /// Whether a state has as many rows as it should.
    void require(CrashState state, long found) {
      long before = rows.floorEntry(state.moment()).getValue();
      Map.Entry<Integer, Integer> next = rows.higherEntry(state.moment());
      long after = next == null ? before : next.getValue();
      assertThat(found).as(state.description()).isIn(before, after);
    }
  }

  private static Run run(SwmrRows kind, int[] steps) throws IOException {
    GrowableMemoryStorage bytes = WritableStorage.memory();
    RecordingStorage storage = new RecordingStorage(bytes);
    NavigableMap<Integer, Integer> rows = new TreeMap<>();
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults().latest())) {
      kind.create(file);
      file.startSwmrWrite();
      byte[] initial = bytes.toBytes();
      int start = storage.moment();
      rows.put(0, 0);
      int before = 0;
      for (int count : steps) {
        kind.append(file, before, count);
        kind.rewrite(file, before);
        file.flush();
        rows.put(storage.moment() - start, count);
        before = count;
      }
      List<StorageChange> log = storage.log();
      return new Run(initial, log.subList(start, log.size()), rows);
    }
  }

  /// Cuts off what lies behind the end that the superblock says.
  private static byte[] upToItsEnd(byte[] image) {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    return Arrays.copyOf(image, Math.toIntExact(bytes.getLong(END_OF_FILE_ADDRESS)));
  }

  private static long rowsOf(SwmrRows kind, byte[] image) throws IOException {
    OpenOptions options = OpenOptions.defaults().allowUnclean();
    try (Hdf5File file = Hdf5File.open(Storage.memory(image), options)) {
      return kind.check(file.dataset(kind.name()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachStateIsThatOfAFlush(SwmrRows kind) throws IOException {
    Run run = run(kind, STEPS);
    long[] torn = new long[2];
    new CrashStates(run.initial, run.log)
        .visitKills(state -> {
          boolean whole = !isTorn(state);
          try {
            run.require(state, rowsOf(kind, whole ? upToItsEnd(state.image()) : state.image()));
            torn[0] += whole ? 0 : 1;
          } catch (Hdf5Exception e) {
            // Half of a structure: the checksum tells.
            assertThat(whole).as(state.description() + ": " + e).isFalse();
            torn[1]++;
          }
        });
    assertThat(torn[0]).as("torn states that can be read").isGreaterThan(torn[1]);
  }

  @ParameterizedTest
  @EnumSource
  void soItIsForLibhdf5(SwmrRows kind) throws IOException {
    Run run = run(kind, STEPS);
    Path path = folder.resolve("state.h5");
    int[] states = {0};
    new CrashStates(run.initial, run.log)
        .visitKills(state -> {
          if (isTorn(state)) {
            return;
          }
          Files.write(path, state.image());
          try (Libhdf5File file = Libhdf5.openSwmr(path)) {
            ByteBuffer stored =
                ByteBuffer.wrap(file.read(kind.name())).order(ByteOrder.LITTLE_ENDIAN);
            long[] values = new long[stored.remaining() / Long.BYTES];
            stored.asLongBuffer().get(values);
            run.require(state, kind.check(values));
          }
          states[0]++;
        });
    assertThat(states[0]).isGreaterThan(STEPS.length);
  }

  /// A file that a writer changes while it is open.
  private static final class ChangingStorage implements Storage {
    private Storage now;

    private ChangingStorage(byte[] image) {
      this.now = Storage.memory(image);
    }

    private void change(byte[] image) {
      now = Storage.memory(image);
    }

    @Override
    public String name() {
      return "changing";
    }

    @Override
    public long size() throws IOException {
      return now.size();
    }

    @Override
    public long read(long position, MemorySegment target) throws IOException {
      return now.read(position, target);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource
  void whoeverIsOnTheWayArrives(SwmrRows kind) throws IOException {
    Run run = run(kind, STEPS);
    List<byte[]> flushed = new ArrayList<>();
    new CrashStates(run.initial, run.log)
        .visitKills(state -> {
          if (run.rows.containsKey(state.moment()) && !isTorn(state)) {
            flushed.add(state.image());
          }
        });
    assertThat(flushed).hasSize(STEPS.length + 1);
    for (int begun = 0; begun < flushed.size(); begun++) {
      for (int ended = begun; ended < flushed.size(); ended++) {
        long rows = begun == 0 ? 0 : STEPS[begun - 1];
        arrive(kind, flushed.get(begun), flushed.get(ended), rows);
      }
    }
  }

  private static void arrive(SwmrRows kind, byte[] before, byte[] after, long rows)
      throws IOException {
    ChangingStorage storage = new ChangingStorage(before);
    OpenOptions options = OpenOptions.defaults().swmrRead();
    try (Hdf5File file = Hdf5File.open(storage, options)) {
      Dataset found = file.dataset(kind.name());
      Dataset indexed = file.dataset(kind.name());
      assertThat(indexed.storedChunkCount()).isGreaterThanOrEqualTo(rows == 0 ? 0 : 1);
      storage.change(after);
      assertThat(kind.check(indexed)).isEqualTo(rows);
      assertThat(kind.check(found)).isEqualTo(rows);
    }
    storage.change(before);
    try (Hdf5File file = Hdf5File.open(storage, options)) {
      Dataset found = file.dataset(kind.name());
      storage.change(after);
      assertThat(kind.check(found)).isEqualTo(rows);
    }
  }

  private static boolean isTorn(CrashState state) {
    return state.description().contains(" of ");
  }

  @Test
  void pagesAreThereBeforeWhatLeadsToThem() throws IOException {
    GrowableMemoryStorage bytes = WritableStorage.memory();
    RecordingStorage storage = new RecordingStorage(bytes);
    int[] places = {140_000, 140_001, 141_500, 199_999};
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults().latest())) {
      Dataset sparse =
          file.createDataset("sparse")
              .type(Datatypes.INT8)
              .shape(200_000)
              .maxShape(Dataspace.UNLIMITED)
              .chunks(1)
              .create();
      file.startSwmrWrite();
      byte[] initial = bytes.toBytes();
      int start = storage.moment();
      NavigableMap<Integer, Integer> written = new TreeMap<>(Map.of(0, 0));
      for (int i = 0; i < places.length; i++) {
        sparse.write(Selection.at(places[i]), (byte) 1);
        file.flush();
        written.put(storage.moment() - start, i + 1);
      }
      List<StorageChange> log = storage.log();
      Run run = new Run(initial, log.subList(start, log.size()), written);
      new CrashStates(initial, run.log)
          .visitKills(state -> {
            if (!isTorn(state)) {
              run.require(state, written(state.image(), places));
            }
          });
    }
  }

  /// How many of some elements, from the first on, have been written.
  private static long written(byte[] image, int[] places) throws IOException {
    OpenOptions options = OpenOptions.defaults().allowUnclean();
    try (Hdf5File file = Hdf5File.open(Storage.memory(image), options)) {
      Dataset sparse = file.dataset("sparse");
      long count = 0;
      while (count < places.length && sparse.readBytes(Selection.at(places[(int) count]))[0] == 1) {
        count++;
      }
      return count;
    }
  }

  @Test
  void whatIsWrittenOverIsOldOrNew() throws IOException {
    GrowableMemoryStorage bytes = WritableStorage.memory();
    RecordingStorage storage = new RecordingStorage(bytes);
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults().latest())) {
      file.createDataset("chunks").maxShape(100).chunks(10).gzip(1).write(new int[] {1, 1, 1});
      file.createDataset("plain").write(new int[] {1, 1, 1});
      file.createDataset("compact").compact().write(new int[] {1, 1, 1});
      file.startSwmrWrite();
      byte[] initial = bytes.toBytes();
      int start = storage.moment();
      for (String name : new String[] {"chunks", "plain", "compact"}) {
        file.dataset(name).write(new int[] {1, 2, 2});
      }
      file.flush();
      List<StorageChange> log = storage.log();
      new CrashStates(initial, log.subList(start, log.size()))
          .visitKills(state -> {
            if (!isTorn(state)) {
              requireOldOrNew(state);
            }
          });
    }
  }

  private static void requireOldOrNew(CrashState state) throws IOException {
    OpenOptions options = OpenOptions.defaults().allowUnclean();
    try (Hdf5File file = Hdf5File.open(Storage.memory(state.image()), options)) {
      for (String name : new String[] {"chunks", "plain", "compact"}) {
        assertThat(file.dataset(name).readInts())
            .as(name + " " + state.description())
            .isIn(new int[] {1, 1, 1}, new int[] {1, 2, 2});
      }
    }
  }
}
