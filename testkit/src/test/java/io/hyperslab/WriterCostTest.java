package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.Durability;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.RecordingStorage;
import io.hyperslab.testkit.StorageChange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the safety of commits costs a program that appends to a dataset and commits now and then.
class WriterCostTest {
  private static final int COMMITS = 40;
  private static final int ROWS = 1000;
  private static final double MOST_BYTES = 1.25;
  private static final int MOST_FORCES = 3;

  /// @param bytes written by all commits and what led to them
  /// @param forces of all commits
  private record Cost(long bytes, long forces) {}

  @ParameterizedTest
  @CsvSource({"EARLIEST,1", "EARLIEST,15", "V18,1", "V18,15", "V200,1", "V200,15"})
  void aCommitWritesLittleMoreThanChangesInPlace(LibraryVersion low, int appends)
      throws IOException {
    Cost inPlace = cost(low, appends, Durability.NONE);
    Cost process = cost(low, appends, Durability.PROCESS);
    Cost full = cost(low, appends, Durability.FULL);
    System.getLogger(WriterCostTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0}, {1} chunks: {2} bytes in place, {3} with a journal, {4} with {5} forces",
            low,
            appends,
            inPlace.bytes(),
            process.bytes(),
            full.bytes(),
            full.forces());
    assertThat(process.bytes()).isLessThan((long) (inPlace.bytes() * MOST_BYTES));
    // Before a force the guard bit is a write of its own.
    assertThat(full.bytes()).isEqualTo(process.bytes() + COMMITS);
    assertThat(process.forces()).isZero();
    assertThat(full.forces()).isBetween(1L, (long) MOST_FORCES * COMMITS);
  }

  private static Cost cost(LibraryVersion low, int appends, Durability durability)
      throws IOException {
    RecordingStorage recording = new RecordingStorage(WritableStorage.memory());
    CreateOptions options =
        CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST).durability(durability);
    try (Hdf5File file = Hdf5File.create(recording, options)) {
      Dataset rows =
          file.createDataset("rows")
              .type(Datatypes.FLOAT64)
              .shape(0)
              .maxShape(Dataspace.UNLIMITED)
              .chunks(ROWS)
              .create();
      file.flush();
      int first = recording.moment();
      for (int commit = 0; commit < COMMITS; commit++) {
        for (int append = 0; append < appends; append++) {
          rows.append(new double[ROWS]);
        }
        rows.attributes().set("commit", commit);
        file.flush();
      }
      return cost(recording.log().subList(first, recording.moment()));
    }
  }

  private static Cost cost(List<StorageChange> log) {
    long bytes = 0;
    long forces = 0;
    for (StorageChange change : log) {
      switch (change) {
        case StorageChange.Write write -> bytes += write.bytes().length;
        case StorageChange.Force _ -> forces++;
        case StorageChange.Truncate _ -> {
          // writes nothing
        }
      }
    }
    return new Cost(bytes, forces);
  }
}
