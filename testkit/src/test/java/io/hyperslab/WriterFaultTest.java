package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.storage.Durability;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.FaultyWritableStorage;
import io.hyperslab.testkit.FaultyWritableStorage.Fault;
import io.hyperslab.testkit.FaultyWritableStorage.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// When a request to the medium fails, whichever it is, users are told by an [IOException], and the
/// file is at a commit: at the last one or, if one was going on, perhaps at that.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WriterFaultTest {
  private static final int COMMITS = 4;
  private static final int STEPS = 9;
  private static final long WAIT_SECONDS = 60;

  /// One in so many requests fails in a run of its own.
  private static final int STRIDE = Integer.getInteger("hyperslab.fault.stride", 5);

  private static int runs;
  private static int retried;
  private static int over;

  static Stream<Arguments> faults() {
    return Stream.of(LibraryVersion.EARLIEST, LibraryVersion.LATEST)
        .flatMap(low ->
            Stream.of(Fault.values())
                .flatMap(fault ->
                    Stream.of(Persistence.values())
                        .map(persistence -> Arguments.of(low, fault, persistence))));
  }

  @AfterAll
  static void somethingWentWrong() {
    System.getLogger(WriterFaultTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} runs; {1} went on after a failed commit, {2} could not",
            runs,
            retried,
            over);
    assertThat(retried).isPositive();
    assertThat(over).isPositive();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theFileIsAtACommitWhateverFails(LibraryVersion low, Fault fault, Persistence persistence)
      throws IOException {
    Durability durability = fault == Fault.FORCE ? Durability.FULL : Durability.PROCESS;
    for (boolean created : new boolean[] {true, false}) {
      List<Map<String, String>> expected = expected(low, durability, created);
      int request = 1;
      while (new Attempt(low, durability, created, expected).run(fault, persistence, request)) {
        request += STRIDE;
        runs++;
      }
      assertThat(request).as("the last request that failed").isGreaterThan(1);
    }
  }

  private static OpenOptions options(LibraryVersion low, Durability durability) {
    return OpenOptions.defaults()
        .durability(durability)
        .libraryVersions(low, LibraryVersion.LATEST);
  }

  /// What is in the file after each commit if nothing fails; at first, nothing. Where things are is
  /// part of it, which depends on whether the file was made or opened.
  private static List<Map<String, String>> expected(
      LibraryVersion low, Durability durability, boolean created) throws IOException {
    List<Map<String, String>> expected = new ArrayList<>();
    GrowableMemoryStorage medium =
        created ? WritableStorage.memory() : WritableStorage.memory(empty(low));
    try (Hdf5File file = open(medium, options(low, durability), created)) {
      expected.add(RecordedWriter.contents(medium.toBytes()));
      WriterWorkload workload = workload(file, low);
      for (int commit = 0; commit < COMMITS; commit++) {
        for (int step = 0; step < STEPS; step++) {
          workload.step();
        }
        file.flush();
        expected.add(RecordedWriter.contents(medium.toBytes()));
      }
    }
    return expected;
  }

  /// Opens a file, or makes one, which exists then.
  private static Hdf5File open(WritableStorage medium, OpenOptions options, boolean created)
      throws IOException {
    if (!created) {
      return Hdf5File.openReadWrite(medium, options);
    }
    Hdf5File file = Hdf5File.create(medium, CreateOptions.defaults().open(options));
    file.flush();
    return file;
  }

  private static byte[] empty(LibraryVersion low) throws IOException {
    GrowableMemoryStorage medium = WritableStorage.memory();
    Hdf5File.create(medium, CreateOptions.defaults().libraryVersions(low, LibraryVersion.LATEST))
        .close();
    return medium.toBytes();
  }

  private static WriterWorkload workload(Hdf5File file, LibraryVersion low) {
    return new WriterWorkload(file, low == LibraryVersion.EARLIEST, new Random(6));
  }

  /// One run with one fault.
  private static final class Attempt {
    private final LibraryVersion low;
    private final Durability durability;
    private final boolean created;
    private final List<Map<String, String>> expected;
    private final GrowableMemoryStorage medium;

    /// How many commits have returned.
    private int commits;

    Attempt(
        LibraryVersion low,
        Durability durability,
        boolean created,
        List<Map<String, String>> expected)
        throws IOException {
      this.low = low;
      this.durability = durability;
      this.created = created;
      this.expected = expected;
      this.medium = created ? WritableStorage.memory() : WritableStorage.memory(empty(low));
    }

    /// @return whether the fault happened
    boolean run(Fault fault, Persistence persistence, int request) throws IOException {
      FaultyWritableStorage faulty = new FaultyWritableStorage(medium, fault, persistence, request);
      Hdf5File file;
      try {
        file = open(faulty, options(low, durability), created);
      } catch (IOException e) {
        return true;
      }
      try {
        change(file);
      } catch (UncheckedIOException e) {
        assertThat(faulty.happened()).isTrue();
        afterOperation(file);
        return true;
      } catch (IOException e) {
        assertThat(faulty.happened()).isTrue();
        afterCommit(file, persistence);
        return true;
      }
      try {
        file.close();
      } catch (IOException e) {
        assertThat(faulty.happened()).isTrue();
      }
      checkFile(commits, commits);
      return faulty.happened();
    }

    private void change(Hdf5File file) throws IOException {
      WriterWorkload workload = workload(file, low);
      for (int commit = 0; commit < COMMITS; commit++) {
        for (int step = 0; step < STEPS; step++) {
          workload.step();
        }
        file.flush();
        commits++;
      }
    }

    /// An operation that failed has not happened: what there was before it can be committed, or
    /// given up.
    private void afterOperation(Hdf5File file) throws IOException {
      requireNobodyIsStuck(file);
      try {
        file.rollback();
        assertThat(file.isOpen()).isTrue();
      } catch (IOException e) {
        // What was to be given up is gone all the same.
      }
      close(file);
      checkFile(commits, commits);
    }

    /// A commit that failed can be tried again, or the file can only be closed.
    private void afterCommit(Hdf5File file, Persistence persistence) throws IOException {
      requireNobodyIsStuck(file);
      try {
        file.flush();
        retried++;
        commits++;
        close(file);
        checkFile(commits, commits);
      } catch (IOException e) {
        assertThat(persistence).isEqualTo(Persistence.FROM_THEN_ON);
        close(file);
        checkFile(commits, commits);
      } catch (IllegalStateException e) {
        over++;
        assertThatThrownBy(() -> file.createGroup("new")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(file::rollback).isInstanceOf(IllegalStateException.class);
        close(file);
        checkFile(commits, commits + 1);
      }
    }

    private static void close(Hdf5File file) {
      try {
        file.close();
      } catch (IOException e) {
        // The medium fails still.
      }
      assertThat(file.isOpen()).isFalse();
    }

    /// Other threads can read, or are told that they cannot.
    private static void requireNobodyIsStuck(Hdf5File file) {
      CompletableFuture<Boolean> read =
          CompletableFuture.supplyAsync(() -> {
            try {
              return file.walk().count() > 0;
            } catch (UncheckedIOException e) {
              return true;
            }
          });
      assertThat(read.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join()).isTrue();
    }

    private void checkFile(int first, int last) throws IOException {
      byte[] left = medium.toBytes();
      List<Map<String, String>> allowed =
          expected.subList(first, Math.min(last + 1, expected.size()));
      assertThat(allowed).contains(RecordedWriter.contents(left));
      GrowableMemoryStorage reopened = WritableStorage.memory(left);
      Hdf5File.openReadWrite(reopened, OpenOptions.defaults()).close();
      assertThat(allowed).contains(RecordedWriter.contents(reopened.toBytes()));
    }
  }
}
